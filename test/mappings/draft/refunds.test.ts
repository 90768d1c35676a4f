import {expect, test} from "vitest";
import {header, mapped} from "./attacked.ts";

/* Money that was given back, as negative amounts, in a column of its own, or in both. */

const columns = ["deal_id", "amount", "refunded"];
const won = (i: number, amount: string, refunded: string) => `D-${i},P1,C1,2026-01-1${i},2026-02-1${i},won,${amount},${refunded}`;

test("negative amounts are refunded beside a column of refunds, empty or 0 in their records", async () => {
  const file = [`${header},Refunded`, won(1, "1000", "250"), won(2, "-400", ""), won(3, "3000", "0"), won(4, "-60", "0")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows).toEqual([
    ["D-1", "1000.00", "250.00"],
    ["D-2", "0.00", "400.00"],
    ["D-3", "3000.00", "0.00"],
    ["D-4", "0.00", "60.00"]
  ]);
  expect(draft.doubts.join("\n")).toContain('2 amounts of "Amount" are negative: they count as 0 in amount, and as refunded');
  expect(draft.doubts.join("\n")).not.toContain("a negative amount and a refund");
});

test("a record with a negative amount and a refund counts the former, and is told", async () => {
  const file = [`${header},Refunded`, won(1, "1000", ""), won(2, "-400", "150")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows).toEqual([
    ["D-1", "1000.00", null],
    ["D-2", "0.00", "400.00"]
  ]);
  expect(draft.doubts.join("\n")).toContain(
    'refunded: 1 record has a negative amount and a refund in "Refunded": the negative amount counts, and the refund doesn\'t'
  );
});

test("refunds with a minus are refunds as those without one", async () => {
  const file = [`${header},Refunded`, won(1, "1000", "-250"), won(2, "400", "150")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows.map((r) => r[2])).toEqual(["250.00", "150.00"]);
  expect(draft.doubts).toEqual(['refunded: 1 amount of "Refunded" is negative: it counts as refunded, without the sign']);
});

test("refunds that are all in brackets are read, with their thousands, and none is called unreadable", async () => {
  const file = [`${header},Refunded`, won(1, "1000", '"(1,250.50)"'), won(2, "400", ""), won(3, "300", "(20.00)")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows.map((r) => r[2])).toEqual(["1250.50", null, "20.00"]);
  expect(draft.doubts).toEqual(['refunded: 2 amounts of "Refunded" are negative: they count as refunded, without the sign']);
});

test("a second column of refunds, as one for each currency, is told to stay in the revenue", async () => {
  const file = [`${header},Refund USD,Refund EUR`, `${won(1, "1000", "250")},`, `${won(2, "400", "")},60`];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file, {columns});
  expect(rows.map((r) => r[2])).toEqual(["250.00", null]);
  expect(draft.doubts).toContain(
    '"Refund EUR" tells of refunds in 1 record, and only "Refund USD" is read: what it says stays in the revenue. Export one column of refunds, in the currency of the amount'
  );
});
