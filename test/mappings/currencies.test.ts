import {writeXlsx, type Cell} from "hucre/xlsx";
import {expect, test} from "vitest";
import {csv, deliver, rowsOf, warningsOf} from "./support.ts";

/* The currency that stands at an amount, or in a workbook's number format, and what becomes of a file where nothing reads it. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const deals = (columns: string) =>
  `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping({about: "x", signature: ["No", "Net"], table: "deals", columns: {deal_id: {from: "No"}, partner_id: {constant: "P1"}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-04"}, closed_on: {constant: "2026-03-01"}, status: {constant: "won"}, ${columns}}});\n`;
const read = ["deal_id", "amount", "currency"];

const euro = "#,##0.00\\ [$€-407]";
const dollar = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)';

/** A workbook of numbers under the headers No and Net, with the number format of each. */
async function book(formats: (string | null)[], more: string[] = [], headers = ["No", "Net"]): Promise<Buffer> {
  const rows = formats.map((_, i) => [`D${i}`, 100 + i, ...(more[i] === undefined ? [] : [more[i]])]);
  const cells = new Map<string, Partial<Cell>>();
  for (const [i, numFmt] of formats.entries())
    if (numFmt) cells.set(`${i + 1},1`, {value: 100 + i, type: "number", style: {numFmt}});
  return Buffer.from(await writeXlsx({sheets: [{name: "Deals", rows: [headers, ...rows], cells}]}));
}

test("amounts that a workbook shows in several currencies are refused where nothing reads these", async () => {
  const run = await deliver({"a.xlsx": await book([euro, euro, dollar, null])}, {"a.ts": deals('amount: {from: "Net"}')});
  expect(run.files[0]!.outcome).toBe("refuse");
  expect(run.files[0]!.message).toContain(
    'By its number formats or sheets Net is in several currencies, € (2 records), $ (1 record), 1 amount without a currency, and nothing reads which: every sum would add one to the other. To read them, set currency: {from: "Net (its currency)", find: "currency", values: {"$": "USD"}}.'
  );
});

test("the currency of a number format is read like that of an amount", async () => {
  const run = await deliver(
    {"a.xlsx": await book([euro, dollar, '#,##0 "CHF"', '[$GBP] 0.00;[Red]-0 "x"'])},
    {"a.ts": deals('amount: {from: "Net"}, currency: {from: "Net (its currency)", find: "currency", values: {"$": "USD"}}')}
  );
  expect(await rowsOf(run, "deals", read)).toEqual([
    ["D0", "100.0000", "EUR"],
    ["D1", "101.0000", "USD"],
    ["D2", "102.0000", "CHF"],
    ["D3", "103.0000", "GBP"]
  ]);
  expect(warningsOf(run, "a.xlsx")).toEqual([]);
});

test("one currency of number formats is told where nothing reads it, and amounts count all the same", async () => {
  const run = await deliver({"a.xlsx": await book([dollar, dollar])}, {"a.ts": deals('amount: {from: "Net"}')});
  expect(await rowsOf(run, "deals", read)).toEqual([
    ["D0", "100.0000", null],
    ["D1", "101.0000", null]
  ]);
  expect(warningsOf(run, "a.xlsx")).toEqual([
    'currency: By its number formats or sheets Net is in $ (2 records); these amounts count in the reporting currency. To read them, set currency: {from: "Net (its currency)", find: "currency", values: {"$": "USD"}}'
  ]);
});

test("a column that says the currency goes before number formats", async () => {
  const run = await deliver(
    {"a.xlsx": await book([euro, dollar], ["EUR", "USD"], ["No", "Net", "Code"])},
    {"a.ts": deals('amount: {from: "Net"}, currency: {from: "Code"}')}
  );
  expect((await rowsOf(run, "deals", read)).map((r) => r[2])).toEqual(["EUR", "USD"]);
  expect(warningsOf(run, "a.xlsx")).toEqual([]);
});

test("a constant currency that number formats contradict is told", async () => {
  const run = await deliver(
    {"a.xlsx": await book([euro, euro])},
    {"a.ts": deals('amount: {from: "Net"}, currency: {constant: "USD"}')}
  );
  expect(warningsOf(run, "a.xlsx").join()).toContain("is in € (2 records); the mapping says USD for all of them.");
});

test("a workbook of canonical headers without a column of currencies is held to its number formats", async () => {
  const headers = ["deal_id", "amount", "partner_id", "customer_id", "opened_on", "closed_on", "status"];
  const rest = ["P1", "C1", "2026-01-04", "2026-03-01", "won"];
  const of = async (formats: string[]) => {
    const cells = new Map<string, Partial<Cell>>(
      formats.map((numFmt, i) => [`${i + 1},1`, {value: 100, type: "number", style: {numFmt}}])
    );
    const rows = [headers, ...formats.map((_, i) => [`D${i}`, 100, ...rest])];
    return Buffer.from(await writeXlsx({sheets: [{name: "Deals", rows, cells}]}));
  };
  const refused = await deliver({"deals_2026-03-31.xlsx": await of([euro, dollar])}, {});
  expect(refused.files[0]!.message).toContain("Add a column currency with the code of each.");
  const taken = await deliver({"deals_2026-03-31.xlsx": await of([euro, euro])}, {});
  expect(taken.files[0]).toMatchObject({outcome: "accept", accepted: 2});
  expect(warningsOf(taken, "deals_2026-03-31.xlsx").join()).toContain(
    "By its number formats or sheets amount is in € (2 records)"
  );
});

test("a mapping without a currency reads those that a workbook shows, each amount in its own", async () => {
  const run = await deliver(
    {"a.xlsx": await book([euro, '#,##0 "CHF"', euro])},
    {"a.ts": deals('amount: {from: "Net"}, currency: {from: "Currency", optional: true}')}
  );
  expect(await rowsOf(run, "deals", read)).toEqual([
    ["D0", "100.0000", "EUR"],
    ["D1", "101.0000", "CHF"],
    ["D2", "102.0000", "EUR"]
  ]);
  expect(warningsOf(run, "a.xlsx")).toEqual([]);
});

test("a preset without a column of currencies in the file reads those that a workbook shows", async () => {
  const headers = [
    "Deal - ID",
    "Deal - Status",
    "Deal - Value",
    "Deal - Deal created",
    "Deal - Deal closed on",
    "Deal - Organization"
  ];
  const rows = [1, 2].map((n) => [String(n), "Won", 100 * n, "2026-01-04", "2026-03-01", "Acme"]);
  const cells = new Map<string, Partial<Cell>>(
    [euro, "[$GBP] 0.00"].map((numFmt, i) => [`${i + 1},2`, {value: 100 * (i + 1), type: "number", style: {numFmt}}])
  );
  const file = Buffer.from(await writeXlsx({sheets: [{name: "Deals", rows: [headers, ...rows], cells}]}));
  const run = await deliver({"export.xlsx": file}, {});
  expect(await rowsOf(run, "deals", read)).toEqual([
    ["1", "100.0000", "EUR"],
    ["2", "200.0000", "GBP"]
  ]);
});

test("a symbol of several currencies is read as the reporting currency where it may mean it, and is no doubt", async () => {
  const file = csv("No,Net", 'D1,"$1,000"', 'D2,"$2,000"');
  const strip = {"a.ts": deals('amount: {from: "Net", strip: "currency", thousands: ","}')};
  const canadian = await deliver({"a.csv": file}, strip, {reporting_currency: "CAD"});
  expect(warningsOf(canadian, "a.csv")).toEqual([]);
  const european = await deliver({"a.csv": file}, strip, {reporting_currency: "EUR"});
  expect(warningsOf(european, "a.csv").join()).toContain("Net carries $ (2 records), which the mapping strips;");
  const shown = await deliver(
    {"a.xlsx": await book([dollar, euro])},
    {"a.ts": deals('amount: {from: "Net"}')},
    {reporting_currency: "USD"}
  );
  expect((await rowsOf(shown, "deals", read)).map((r) => r[2])).toEqual(["USD", "EUR"]);
});

test("a constant currency that the symbols at amounts can't mean is told, one that they may mean is not", async () => {
  const strip = (code: string) =>
    deals(`amount: {from: "Net", strip: "currency", thousands: ","}, currency: {constant: "${code}"}`);
  const file = csv("No,Net", 'D1,"$1,000"', 'D2,"2,000"');
  expect(warningsOf(await deliver({"a.csv": file}, {"a.ts": strip("USD")}), "a.csv")).toEqual([]);
  expect(warningsOf(await deliver({"a.csv": file}, {"a.ts": strip("EUR")}), "a.csv").join()).toContain(
    "Net carries $ (1 record), 1 amount without a currency, which the mapping strips; the mapping says EUR for all of them."
  );
});

test("amounts of two columns of which each record should fill one are told where a record fills both", async () => {
  const mapping = deals(
    'amount: {from: "EUR", empty: {from: "Net"}}, currency: {constant: "EUR", when: {column: "EUR", filled: true}, empty: {constant: "USD", when: {column: "Net", filled: true}}}'
  );
  const run = await deliver({"a.csv": csv("No,EUR,Net", "D1,100,", "D2,100,110")}, {"a.ts": mapping});
  expect(warningsOf(run, "a.csv")).toEqual([
    'currency: 1 record fills more than one of "EUR" and "Net": "EUR" is taken, and the other is not counted. If they are two amounts, export one amount and its currency'
  ]);
  const once = await deliver({"a.csv": csv("No,EUR,Net", "D1,100,", "D2,,110")}, {"a.ts": mapping});
  expect(warningsOf(once, "a.csv")).toEqual([]);
});

test("sheets that are named by several currencies are not added up unread", async () => {
  const rows = (id: string) => [
    ["No", "Net"],
    [id, 100]
  ];
  const workbook = async (second: string) => {
    const sheets = [
      {name: "EUR", rows: rows("D0")},
      {name: second, rows: rows("D1")}
    ];
    return Buffer.from(await writeXlsx({sheets}));
  };
  const refused = await deliver({"a.xlsx": await workbook("$ deals")}, {"a.ts": deals('amount: {from: "Net"}')});
  expect(refused.files[0]!.message).toContain(
    "By its number formats or sheets Net is in several currencies, $ (1 record), EUR (1 record)"
  );
  for (const rule of ["", ', currency: {from: "Net (its currency)", find: "currency"}']) {
    const run = await deliver({"a.xlsx": await workbook("USD deals")}, {"a.ts": deals(`amount: {from: "Net"}${rule}`)});
    expect((await rowsOf(run, "deals", read)).map((r) => r[2])).toEqual(["EUR", "USD"]);
  }
});

test("a number under a format of zeros is the text that the workbook shows", async () => {
  const cells = new Map<string, Partial<Cell>>([["1,0", {value: 123, type: "number", style: {numFmt: "00000"}}]]);
  const rows = [
    ["No", "Net"],
    [123, 100]
  ];
  const workbook = Buffer.from(await writeXlsx({sheets: [{name: "Deals", rows, cells}]}));
  const run = await deliver({"a.xlsx": workbook}, {"a.ts": deals('amount: {from: "Net"}')});
  expect(await rowsOf(run, "deals", ["deal_id"])).toEqual([["00123"]]);
});

test("amounts without a currency beside others that carry one are told", async () => {
  const file = csv("No,Net", 'D1,"$1,000"', 'D2,"2,000"');
  const strip = 'amount: {from: "Net", strip: "currency", thousands: ","}';
  const stripped = await deliver({"a.csv": file}, {"a.ts": deals(strip)});
  expect(warningsOf(stripped, "a.csv").join()).toContain(
    "Net carries $ (1 record), 1 amount without a currency, which the mapping strips; these amounts count in the reporting currency."
  );
  const found = await deliver(
    {"a.csv": file},
    {"a.ts": deals(`${strip}, currency: {from: "Net", find: "currency", values: {"$": "USD"}}`)}
  );
  expect(warningsOf(found, "a.csv")).toEqual([
    "currency: Net carries $ (1 record), 1 amount without a currency: those without count in the reporting currency. Write the currency at each, or export a column that says it"
  ]);
});
