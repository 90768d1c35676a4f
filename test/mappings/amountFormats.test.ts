import {expect, test} from "vitest";
import {csv, deliver, reasonsOf, rowsOf, warningsOf} from "./support.ts";

/* Amounts that several columns give, each of which writes them in its own way. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const deals = (amount: string) => `import {defineMapping} from ${JSON.stringify(engine)};
export const mapping = defineMapping({about: "x", signature: ["No", "Ist", "Plan"], table: "deals", columns: {
  deal_id: {from: "No"}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-05"}, status: {constant: "open"},
  amount: ${amount}}});
`;
const header = "No,Ist,Plan";

test("a rule that stands in for another reads amounts as it says itself, and its own records go to quarantine where it can't", async () => {
  const run = await deliver(
    {"a.csv": csv(header, '1,"1,200.50",', '2,,"3.400,555"', "3,,2k", '4,,"1,200.50"', '5,"3.400,50",', "6,,", "7,5.123,")},
    {
      "a.ts": deals(
        `{from: "Ist", thousands: ",", empty: [{from: "Plan", decimal: ",", thousands: ".", suffixes: {k: 1000}, round: 2}, {constant: "0"}]}`
      )
    }
  );
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["1", "1200.5000"],
    ["2", "3400.5600"],
    ["3", "2000.0000"],
    ["6", "0.0000"]
  ]);
  expect(reasonsOf(run)).toEqual([
    [5, "amount"],
    [6, "amount"],
    [8, "amount"]
  ]);
});

test("a rule that stands in for another and doesn't say how amounts are written reads them as the other does", async () => {
  const run = await deliver(
    {"a.csv": csv(header, '1,"1.200,50",', '2,,"3.400,50"', "3,,1200.50")},
    {"a.ts": deals(`{from: "Ist", decimal: ",", thousands: ".", empty: {from: "Plan"}}`)}
  );
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["1", "1200.5000"],
    ["2", "3400.5000"]
  ]);
  expect(reasonsOf(run)).toEqual([[4, "amount"]]);
});

test("each run tells of negative amounts that nothing reads as refunded, and of refunds that a negative amount displaces", async () => {
  const file = {"a.csv": csv(header, "1,100,", "2,-40,", "3,-50,", "4,-60,7")};
  const told = async (more: string) =>
    warningsOf(await deliver(file, {"a.ts": deals(`{from: "Ist", sign: "positive"}${more}`)}), "a.csv");
  expect(await told("")).toEqual([
    'negative_amounts: 3 negative amounts of Ist count as 0, and refunded doesn\'t read them: it is in no figure that these amounts were given back. Set refunded: {from: "Ist", sign: "negative"} too'
  ]);
  expect(await told(', refunded: {from: "Plan"}')).toHaveLength(1);
  expect(await told(', refunded: {from: "Ist", sign: "negative", empty: {from: "Plan"}}')).toEqual([
    "negative_amounts: 1 record has a negative amount and a refund in Plan: the negative amount counts, and the refund doesn't. If both were given back, export their sum"
  ]);
  expect(await told(', refunded: {from: "Ist", sign: "negative"}')).toEqual([]);
});
