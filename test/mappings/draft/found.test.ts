import {expect, test} from "vitest";
import {deliver, hashedName, rowsOf, warningsOf} from "../support.ts";
import {deals, header, mapped} from "./attacked.ts";

/* What a draft finds by values where headers say little, and what is told where two columns contradict each other. */

test("a column of codes of currencies is the currency, whatever it is called", async () => {
  const lines = deals("5", "7").map((l, i) => `${l},${["In der Einheit", "EUR", "CHF"][i]}`);
  const {draft, rows} = await mapped("a.csv", lines, {columns: ["deal_id", "currency"]});
  expect(draft.doubts).toEqual([]);
  expect(rows).toEqual([
    ["D-1", "EUR"],
    ["D-2", "CHF"]
  ]);
});

test("one word that is the code of a currency is asked about, since it may mean something else", async () => {
  const lines = deals("5", "7").map((l, i) => `${l},${["Tool", "CAD", "CAD"][i]}`);
  const {draft} = await mapped("a.csv", lines, {columns: ["deal_id", "currency"]});
  expect(draft.text).toContain('(one code of a currency throughout) it could be "Tool". Is it?');
});

test("a day of won deals and another of lost ones are the day of closing together, whatever they are called", async () => {
  const {draft, rows} = await mapped(
    "a.csv",
    [
      "Deal ID,Partner,Customer,Created,Datum A,Datum B,Status,Amount",
      "D-1,P1,C1,2026-01-11,2026-02-11,,won,5",
      "D-2,P1,C1,2026-01-12,,2026-02-12,lost,5",
      "D-3,P1,C1,2026-01-13,,,open,5",
      "D-4,P1,C1,2026-01-14,2026-02-14,,won,5"
    ],
    {columns: ["deal_id", "closed_on"]}
  );
  expect(draft.doubts.join("\n")).toContain('closed_on: the day of closing is "Datum A", or "Datum B" where that is empty');
  expect(rows.map((r) => r[1])).toEqual(["2026-02-11", "2026-02-12", null, "2026-02-14"]);
});

test("a day of won deals and one of lost ones are told where one column has a day for all closed deals", async () => {
  const drafted = async (name: string) => {
    const rows = ["1,P1,C1,2026-01-11,2026-03-01,2026-03-02,,won,5", "2,P1,C1,2026-01-12,2026-03-01,,2026-03-13,lost,5"];
    const {draft} = await mapped("a.csv", [`Deal ID,Partner,Customer,Created,${name},Won At,Lost At,Status,Amount`, ...rows]);
    return draft.doubts;
  };
  expect(await drafted("Close Date")).toEqual([
    'closed_on: "Won At" and "Lost At" are together filled in just the won and lost deals, and are not read: if "Close Date" is the planned day, read these, one in "from" and the other in "empty"'
  ]);
  expect(await drafted("Closed On")).toEqual([]);
});

test.each([
  ["Geschlossen gewonnen", "Geschlossen verloren"],
  ["Fermée et gagnée", "Fermée et perdue"],
  ["Cerrada ganada", "Cerrada perdida"],
  ["Chiusa vinta", "Chiusa persa"]
])('stages such as "%s" mean won, and "%s" lost', async (won, lost) => {
  const lines = [header, `D-1,P1,C1,2026-01-11,2026-02-11,${won},5`, `D-2,P1,C1,2026-01-12,2026-02-12,${lost},5`];
  const {rows} = await mapped("a.csv", lines, {columns: ["deal_id", "status"]});
  expect(rows.map((r) => r[1])).toEqual(["won", "lost"]);
});

test("several partners in a cell are no partner of their own: the first is taken, and that is told", async () => {
  const lines = [
    header.replace("Partner", "Partners"),
    "D-1,Big Acme; Bolt,C1,2026-01-11,2026-02-11,won,5",
    "D-2,Big Acme,C1,2026-01-12,2026-02-12,won,5",
    "D-3,Bolt One,C1,2026-01-12,2026-02-12,won,5"
  ];
  const {draft, rows, said} = await mapped("a.csv", lines, {columns: ["partner_id"]});
  expect(draft.doubts.join("\n")).toContain('1 cell of "Partners" holds several values between semicolons; the first is taken');
  expect(rows).toEqual([[hashedName("Big Acme")], [hashedName("Big Acme")], [hashedName("Bolt One")]]);
  expect(said).toContain("several_values: 1 record with more than one value in Partners; the first is taken as partner_id");
});

const engine = new URL("../../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const mapping = (columns: string) =>
  `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping({about: "x", signature: ["No", "Partner", "Net"], table: "deals", columns: {deal_id: {from: "No"}, partner_id: {hashOf: ["Partner"]}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-04"}, closed_on: {constant: "2026-03-01"}, status: {constant: "won"}, ${columns}}});\n`;

test("names with semicolons that a mapping takes whole are told, with the key that takes them apart", async () => {
  const run = await deliver(
    {"a.csv": "No,Partner,Net\nD1,Acme; Bolt,5\nD2,Acme,5\n"},
    {"a.ts": mapping('amount: {from: "Net"}')}
  );
  expect(warningsOf(run, "a.csv")).toEqual([
    'several_values: 1 record with semicolons in Partner, each taken as one name. If they are several, set split: ";" on partner_id in the mapping: the first is then taken'
  ]);
});

test("an amount that carries another currency than its column says is told", async () => {
  const run = await deliver(
    {"a.csv": "No,Partner,Net,Code\nD1,Acme,$5,EUR\nD2,Acme,€5,EUR\nD3,Acme,5,USD\nD4,Acme,$5,CAD\n"},
    {"a.ts": mapping('amount: {from: "Net", strip: "currency"}, currency: {from: "Code"}')}
  );
  expect(warningsOf(run, "a.csv")).toEqual([
    'currency: 1 record says one currency in Net and another in Code, such as $ and EUR: the column is read. Correct the export, or say which holds: to read those at the amounts, set currency: {from: "Net", find: "currency"}'
  ]);
});

test("a mapping that strips currencies and has no column for them reads each amount in its own", async () => {
  const run = await deliver(
    {"a.csv": "No,Partner,Net\nD1,Acme,€5\nD2,Acme,6 CHF\n"},
    {"a.ts": mapping('amount: {from: "Net", strip: "currency"}, currency: {from: "Code", optional: true}')}
  );
  expect(await rowsOf(run, "deals", ["deal_id", "currency"])).toEqual([
    ["D1", "EUR"],
    ["D2", "CHF"]
  ]);
});

test("S and H at amounts may be debit and credit, and are not taken off", async () => {
  const {draft, said} = await mapped("a.csv", deals("1,500.00", "1,500.00 S", "2,000.00"));
  expect(draft.doubts.join("\n")).toContain('"S" at amounts of "Amount" may stand for credit, debit or crore');
  expect(said).toContain('S may stand for credit or debit: export amounts with a sign, or set strip: ["S"] on amount');
});
