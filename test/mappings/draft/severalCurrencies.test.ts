import {writeXlsx, type Cell} from "hucre/xlsx";
import {expect, test} from "vitest";
import {deals, header, mapped} from "./attacked.ts";

/* Amounts of several currencies that no column of currencies tells apart. */

const columns = ["deal_id", "amount", "currency"];
const deal = (i: number, ...amounts: string[]) =>
  `D-${i},P1,C1,2026-01-1${i},2026-02-1${i},${amounts.some(Boolean) ? "won" : "lost"},${amounts.join(",")}`;
const headers = header.replace("Amount", "Amount EUR,Amount USD");

test("where each deal fills the amount of one currency, all of them are read", async () => {
  const {rows} = await mapped("p_2026-09-30.csv", [headers, deal(1, "100", ""), deal(2, "", "200"), deal(3, "", "")], {columns});
  expect(rows).toEqual([
    ["D-1", "100.00", "EUR"],
    ["D-2", "200.00", "USD"],
    ["D-3", "0.00", null]
  ]);
});

test("where deals fill amounts of several currencies, one is taken and the other is told", async () => {
  const {draft, rows} = await mapped("p_2026-09-30.csv", [headers, deal(1, "100", "110"), deal(2, "200", "220")], {columns});
  expect(rows).toEqual([
    ["D-1", "100.00", "EUR"],
    ["D-2", "200.00", "EUR"]
  ]);
  expect(draft.doubts.join("\n")).toContain(
    'amount: "Amount USD" is an amount of the same deals: if it is not the same in another currency, export one amount and its currency'
  );
});

test("one deal that fills both is enough, however many fill neither", async () => {
  const file = [headers, deal(1, "100", "110"), deal(2, "", ""), deal(3, "", "")];
  const {draft} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(draft.doubts.join("\n")).toContain('"Amount USD" is an amount of the same deals');
});

test.each([
  [{}, true],
  [{reporting_currency: "USD"}, true],
  [{reporting_currency: "EUR"}, false]
])(
  "amounts without a currency beside some that have one count as those, which is told unless it is the reporting one: %o",
  async (settings, told) => {
    const {draft, rows} = await mapped("p_2026-09-30.csv", deals("€ 100", "200", "300"), {columns, settings});
    expect(rows.map((r) => r[2])).toEqual(["EUR", "EUR", "EUR"]);
    const said =
      '2 amounts of "Amount" have no currency, and count as EUR, as the others have it: write it at each if they are in another';
    expect(draft.doubts.join("\n").includes(said)).toBe(told);
  }
);

test("two signs of one currency are not two currencies", async () => {
  const {draft, rows} = await mapped("p_2026-09-30.csv", deals("¥100", "200円"), {columns});
  expect(rows.map((r) => r[2])).toEqual(["JPY", "JPY"]);
  expect(draft.doubts.join("\n")).not.toContain("currencies in one column");
});

test("the currencies that a workbook shows are read, each amount its own", async () => {
  const rows = deals("", "")
    .map((line) => line.split(","))
    .map((cells, i) => (i ? [...cells.slice(0, 6), 100 * i] : cells));
  const shown = (numFmt: string) => ({type: "number", style: {numFmt}}) as const;
  const cells = new Map<string, Partial<Cell>>([
    ["1,6", {value: 100, ...shown("#,##0 [$€-407]")}],
    ["2,6", {value: 200, ...shown('"CHF" 0.00')}]
  ]);
  const of = async (sheet: {cells?: Map<string, Partial<Cell>>}) => writeXlsx({sheets: [{name: "Deals", rows, ...sheet}]});
  const found = await mapped("p_2026-09-30.xlsx", await of({cells}), {columns});
  expect(found.rows.map((r) => r.slice(1))).toEqual([
    ["100.00", "EUR"],
    ["200.00", "CHF"]
  ]);
  expect(found.said).not.toContain("unknown_column");
});

test("a dollar is asked about, unless the header or the reporting currency says which it is", async () => {
  const asked = await mapped("p_2026-09-30.csv", deals("$100", "$200"), {columns});
  expect(asked.draft.doubts.join("\n")).toContain('Which currency does "$" at amounts of "Amount" mean?');
  const told = await mapped("p_2026-09-30.csv", deals("$100", "$200"), {columns, settings: {reporting_currency: "CAD"}});
  expect(told.draft.doubts).toEqual(['currency: "$" at amounts of "Amount" is read as CAD, the reporting currency']);
  expect(told.rows.map((r) => r[2])).toEqual(["CAD", "CAD"]);
  const inHeader = [header.replace("Amount", "Amount (AUD)"), ...deals("$100").slice(1)];
  const said = await mapped("p_2026-09-30.csv", inHeader, {columns, settings: {reporting_currency: "CAD"}});
  expect(said.draft.doubts).toEqual(['currency: "$" at amounts of "Amount (AUD)" is read as AUD, as its header says']);
  const other = await mapped("p_2026-09-30.csv", deals("$100"), {columns, settings: {reporting_currency: "EUR"}});
  expect(other.draft.doubts.join("\n")).toContain('Which currency does "$" at amounts of "Amount" mean?');
});

test.each(["TBD", "-", "n/a"])('"%s" among amounts stops neither their currencies nor its own record', async (word) => {
  const lines = deals("€1,200.00", "$300.00", "£5.00");
  const open = `D-4,P1,C1,2026-01-14,,open,${word}`;
  const {rows} = await mapped("a.csv", [...lines, open], {columns: ["deal_id", "amount", "currency"]});
  expect(rows).toEqual([
    ["D-1", "1200.00", "EUR"],
    ["D-2", "300.00", "USD"],
    ["D-3", "5.00", "GBP"],
    ["D-4", "0.00", null]
  ]);
});

test.each(["on request", "see note 3"])(
  '"%s" among amounts loses its own record, and no other loses its currency',
  async (word) => {
    const lines = deals("EUR 1,200.00", "USD 300.00", "EUR 5.00");
    const open = `D-4,P1,C1,2026-01-14,,open,${word}`;
    const {draft, rows} = await mapped("a.csv", [...lines, open], {columns: ["deal_id", "amount", "currency"]});
    expect(rows).toEqual([
      ["D-1", "1200.00", "EUR"],
      ["D-2", "300.00", "USD"],
      ["D-3", "5.00", "EUR"]
    ]);
    expect(draft.text).toContain(`1 record of 4 would be rejected (amount): Amount is "${word}"`);
  }
);

test("the edit for a word in place of an amount is to say that it means nothing, for its currency too", async () => {
  const lines = [...deals("EUR 1,200.00", "USD 300.00"), "D-4,P1,C1,2026-01-14,,open,on request"];
  const {draft} = await mapped("a.csv", lines);
  expect(draft.text).toMatch(/Set nulls: \["on request"\] on amount and on currency in .*a\.ts\./);
});

test("a word for nothing in the column of one currency leaves the amount to the other", async () => {
  const file = [headers, deal(1, "100", "-"), deal(2, "-", "200"), deal(3, "300", "-")];
  const {rows, said} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows).toEqual([
    ["D-1", "100.00", "EUR"],
    ["D-2", "200.00", "USD"],
    ["D-3", "300.00", "EUR"]
  ]);
  expect(said).not.toContain("fill");
});

test("amounts of several currencies are each written in their own way", async () => {
  const file = [headers, deal(1, '"1.100,50"', ""), deal(2, "", "200.25"), deal(3, "", "3000"), deal(4, "500", "")];
  const {rows} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows.map((r) => r[1])).toEqual(["1100.50", "200.25", "3000.00", "500.00"]);
});

test("a negative amount is refunded, whichever currency's column it is in", async () => {
  const file = [headers, deal(1, "1000", ""), deal(2, "", "-400"), deal(3, "", "3000"), deal(4, "-50", "")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file, {columns: [...columns, "refunded"]});
  expect(rows).toEqual([
    ["D-1", "1000.00", "EUR", null],
    ["D-2", "0.00", "USD", "400.00"],
    ["D-3", "3000.00", "USD", null],
    ["D-4", "0.00", "EUR", "50.00"]
  ]);
  expect(draft.doubts.join("\n")).toContain('1 amount of "Amount USD" is negative');
});
