import {expect, test} from "vitest";
import {partnersText, recordsText} from "../../src/copy/explained.ts";

test("records and partners behind a figure are counted, and of how many the list tells only where it leaves some out", () => {
  expect([recordsText("won deals", 3, 3), recordsText("won deals", 30, 10)]).toEqual([
    "Records, won deals: 3 records",
    "Records, won deals: 30 records; the newest 10"
  ]);
  expect([partnersText(1, 1), partnersText(12, 10)]).toEqual([
    "Partners behind it: 1 partner",
    "Partners behind it: 12 partners; the first 10"
  ]);
});
