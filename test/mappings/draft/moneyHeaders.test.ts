import {expect, test} from "vitest";
import {header, mapped} from "./attacked.ts";

/* Which header is the amount, and which what was given back. */

const names = "Opportunity,Partner,Account,Created,Closed,Status,Net price";
const deal = (opportunity: string, i: number) => `${opportunity},P1,C1,2026-01-0${i},2026-02-0${i},won,${i}00`;

test.each([
  ["codes", ["OP-1", "OP-2", "OP-3"]],
  ["words with numbers", ["Opp 1", "Opp 2", "Opp 3"]],
  ["numbers", ["1001", "1002", "1003"]]
])("opportunities that are %s are no amounts, which another column has", async (_, opportunities) => {
  const {rows} = await mapped("a.csv", [names, ...opportunities.map((o, i) => deal(o, i + 1))], {columns: ["amount"]});
  expect(rows.map((r) => r[0]).sort()).toEqual(["100.00", "200.00", "300.00"]);
});

test("numbers under Opportunity, none of them twice, are taken for amounts only with a question where no other column has them", async () => {
  const lines = [
    "ID,Opportunity,Company,Created,Closed,Status",
    ...[1, 2].map((i) => `${i},${i}50,C1,2026-01-0${i},2026-02-0${i},won`)
  ];
  const {draft, rows} = await mapped("a.csv", lines, {columns: ["amount"]});
  expect(rows).toEqual([["150.00"], ["250.00"]]);
  expect(draft.doubts.join("\n")).toContain('Is "Opportunity" amount');
});

test("codes under a header of amounts are none", async () => {
  const {draft} = await mapped("a.csv", [header, ...["V-1", "V-2"].map((v, i) => `D-${i},P1,C1,2026-01-01,2026-02-01,won,${v}`)]);
  expect(draft.finished).toBe(false);
});

test.each([
  ...["Refunds", "Refund amount", "Repaid", "Credit note", "Gutschrift", "Erstattung", "Rückzahlung", "Remboursement", "Avoir"],
  ...["Reembolso", "Devolución", "Estorno", "Rimborso", "Nota di credito", "Terugbetaald", "Creditnota", "返金額"]
])("%s is what was given back", async (refunds) => {
  const lines = [
    `${header},${refunds}`,
    "D-1,P1,C1,2026-01-01,2026-02-01,won,1000,250",
    "D-2,P1,C1,2026-01-01,2026-02-01,won,500,"
  ];
  const {rows} = await mapped("a.csv", lines, {columns: ["amount", "refunded"]});
  expect(rows).toEqual([
    ["1000.00", "250.00"],
    ["500.00", null]
  ]);
});

test("refunds that are small whole numbers may be their number, and are told", async () => {
  const lines = [`${header},Refunds`, "D-1,P1,C1,2026-01-01,2026-02-01,won,1000,2", "D-2,P1,C1,2026-01-01,2026-02-01,won,500,0"];
  const {draft} = await mapped("a.csv", lines);
  expect(draft.doubts).toEqual([
    'refunded: "Refunds" holds whole numbers below 10 only and is read as money: if it counts refunds, take refunded out of the mapping'
  ]);
});
