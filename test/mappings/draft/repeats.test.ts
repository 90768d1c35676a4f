import {expect, test} from "vitest";
import {mapped} from "./attacked.ts";

/* Lines of one deal. */

const header = "Order No,Line,Reseller,End customer,Order date,Closed,Status,Amount";
const line = (order: string, n: number, amount: number) => `${order},${n},Beta,C3,2026-01-04,2026-01-25,Won,${amount}`;

test("lines of an order that differ only in a column which is not read are told, with the key that adds them up", async () => {
  const {draft} = await mapped("orders_2026-01-31.csv", [header, line("O3", 1, 3000), line("O4", 1, 700), line("O4", 2, 700)]);
  expect(draft.doubts).toEqual([
    '1 record repeats another of the same "Order No" in all that is read, and differs in "Line": it does not count. If each is a line of its deal with an amount of its own, set group: {sum: ["amount"]} in the mapping'
  ]);
  expect(draft.finished).toBe(true);
});

test("records that are the same in every column are one, and nothing is said of them", async () => {
  const {draft} = await mapped("orders_2026-01-31.csv", [header, line("O3", 1, 3000), line("O4", 1, 700), line("O4", 1, 700)]);
  expect(draft.doubts).toEqual([]);
});

test("what adds up the lines of a deal names every amount that is read", async () => {
  const {draft} = await mapped("orders_2026-01-31.csv", [
    `${header},Refunded`,
    `${line("O1", 1, 700)},10`,
    `${line("O1", 2, 500)},20`,
    `${line("O2", 1, 700)},0`,
    `${line("O3", 1, 700)},0`
  ]);
  expect(draft.doubts.join("\n")).toContain('or set group: {sum: ["amount", "refunded"]} in the mapping');
});

const twice = "Deal No,Customer,Partner,Created,Closed,Status,Amount,Currency,currency";

test("of columns of one header that say the same in every record the first is read", async () => {
  const {draft, rows} = await mapped(
    "crm.csv",
    [twice, "D1,C1,Acme,2026-01-05,2026-02-13,won,100,USD,USD", "D2,C2,Acme,2026-01-05,2026-02-13,won,200,EUR,EUR"],
    {columns: ["deal_id", "currency"]}
  );
  expect(draft.doubts).toEqual([]);
  expect(rows).toEqual([
    ["D1", "USD"],
    ["D2", "EUR"]
  ]);
});

test("where columns of one header differ and could be the currency, the draft stays unread until a person has said which", async () => {
  const file = [twice, "D1,C1,Acme,2026-01-05,2026-02-13,won,100,USD,USD", "D2,C2,Acme,2026-01-05,2026-02-13,won,200,EUR,USD"];
  const {draft} = await mapped("crm.csv", file);
  expect(draft.finished).toBe(false);
  expect(draft.doubts.at(-1)).toMatch(
    /^currency: "Currency" seems to be currency \(.*\), and several columns that differ have this header\./
  );
  expect((await mapped("crm.csv", file, {answers: {currency: "none"}})).draft.finished).toBe(true);
});
