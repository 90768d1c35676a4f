import {expect, test} from "vitest";
import {csv, deliver, warningsOf} from "./support.ts";

/* Amounts that count in the reporting currency although a header says another. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const mapping = (table: string, columns: string) =>
  `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping({about: "x", signature: ["No"], table: "${table}", columns: {${columns}}});\n`;
const euros = {reporting_currency: "EUR"};

/** What is told of a referral with these further columns, whose value is read from the first. */
async function ofReferral(headers: string, cells: string, settings: Record<string, unknown> = euros, only = "") {
  const columns = `referral_id: {from: "No"}, partner_id: {constant: "P1"}, direction: {constant: "received"}, made_on: {constant: "2026-01-05"}, outcome: {constant: "accepted"}, value: {from: ${JSON.stringify(headers.split(",")[0])}${only}}`;
  const run = await deliver({"a.csv": csv(`No,${headers}`, `1,${cells}`)}, {"a.ts": mapping("referrals", columns)}, settings);
  return warningsOf(run, "a.csv");
}

test("the value of a referral whose header says another currency than the reporting one is told", async () => {
  expect(await ofReferral("Deal value (USD)", "1000")).toEqual([
    'currency: "Deal value (USD)" is in USD by its header, and value counts in the reporting currency, EUR: export it in that'
  ]);
  expect(await ofReferral("Deal value (EUR)", "1000")).toEqual([]);
  expect(await ofReferral("Deal value (USD)", "1000", {})).toEqual([]);
});

test("a column of currencies beside the value of a referral is told: nothing reads it", async () => {
  expect(await ofReferral("Deal value,Currency", "1000,USD")).toEqual([
    'currency: value counts in the reporting currency, EUR; "Currency", which may say another, is not read: if it does, export it in that, or leave those in others empty: when: {column: "Currency", is: "EUR"} on value'
  ]);
  expect(await ofReferral("Deal value,Currency", "1000,USD", euros, ', when: {column: "Currency", is: "EUR"}')).toEqual([]);
  expect(await ofReferral("Deal value,Country", "1000,US")).toEqual([]);
});

test("a column of currencies that a mapping of deals doesn't read is told, one that it reads isn't", async () => {
  const ofDeal = async (currency: string) => {
    const columns = `deal_id: {from: "No"}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-05"}, status: {constant: "open"}, amount: {from: "Net"}${currency}`;
    const run = await deliver({"a.csv": csv("No,Net,Currency Code", "1,100,USD")}, {"a.ts": mapping("deals", columns)}, euros);
    return warningsOf(run, "a.csv");
  };
  expect(await ofDeal("")).toEqual([
    'currency: amount counts in the reporting currency, EUR; "Currency Code", which may say another, is not read: if it does, read the currency too'
  ]);
  expect(await ofDeal(', currency: {from: "Currency Code"}')).toEqual([]);
  expect(await ofDeal(', currency: {constant: "USD"}')).toEqual([]);
});
