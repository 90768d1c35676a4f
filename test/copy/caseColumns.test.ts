import {expect, test} from "vitest";
import {sizeText} from "../../src/copy/caseColumns.ts";
import {isExceeded} from "../../src/copy/concentration.ts";

const size = (at_stake: number | null, count: number | null, size_unit = "deals") =>
  sizeText({at_stake, size: count, size_unit}, "EUR");

test("the size of a case is the money at stake, and where that is none or unknown what its signal counts", () => {
  expect([size(1200, 3), size(0.4, 3), size(null, 1), size(null, null), size(null, 5, "money")]).toEqual([
    "€1.2K at stake",
    "3 deals",
    "1 deal",
    "–",
    "–"
  ]);
  expect(size(null, 1, "people")).toBe("1 person");
});

test("a bad year is exceeded where more than 1 in 20 past years lost more, and not where just 1 in 20 did", () => {
  const exceeded = (failures: number, holds = false) =>
    isExceeded({loss_backtest: [{holds, failures, origins: 20}]} as unknown as Parameters<typeof isExceeded>[0]);
  expect([exceeded(1), exceeded(2), exceeded(2, true), isExceeded({loss_backtest: []})]).toEqual([false, true, false, false]);
});
