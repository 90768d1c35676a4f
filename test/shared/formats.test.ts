import {afterEach, describe, expect, test} from "vitest";
import * as f from "../../src/shared/formats.ts";

afterEach(() => f.useLocale("en"));

describe("numbers", () => {
  test("are digits in a sentence and words at its start up to twelve", () => {
    expect([0, 1, 2, 3, 60, 2000].map((n) => f.counted(n, "partner"))).toEqual([
      "no partners",
      "1 partner",
      "2 partners",
      "3 partners",
      "60 partners",
      "2,000 partners"
    ]);
    expect([0, 1, 2, 3, 60, 2000].map((n) => f.firstCounted(n, "partner"))).toEqual([
      "No partners",
      "One partner",
      "Two partners",
      "Three partners",
      "60 partners",
      "2,000 partners"
    ]);
    expect([0, 2].map(f.some)).toEqual(["none", "2"]);
  });

  test("have one decimal below ten, none above, and never two roundings", () => {
    expect([0.44, 3.5, 9.94, 9.96, 12.5, 1374].map(f.decimal)).toEqual(["0.4", "3.5", "9.9", "10", "13", "1,374"]);
  });
});

describe("shares", () => {
  test.each([
    [0.19, "19%"],
    [0.096, "9.6%"],
    [0.004, "0.4%"],
    [0.0004, "0.04%"],
    [0.00001, "<0.01%"],
    [0, "0%"],
    [1, "100%"],
    [0.996, "99.6%"],
    [0.9999, ">99.9%"],
    [0.675, "68%"],
    [null, "–"]
  ])("%s is %s", (fraction, text) => {
    expect(f.percent(fraction)).toBe(text);
  });

  test("differ by points of their full values: 67.6 % and 69.9 % are 2.3 points apart", () => {
    expect(f.points(0.699 - 0.676)).toBe("2.3 points");
    expect(f.points(0.01)).toBe("1 point");
  });
});

describe("money", () => {
  test.each([
    [19_700_000, "EUR", "€19.7M"],
    [131_400, "EUR", "€131K"],
    [999_600, "EUR", "€1M"],
    [999.6, "EUR", "€1K"],
    [250, "USD", "$250"],
    [-131_400, "EUR", "-€131K"],
    [0, "EUR", "€0"],
    [131_400, null, "131K"],
    [0.3, "EUR", "€0"],
    [0.3, null, "0.3"],
    [0, null, "0"],
    [1_250_000, "CHF", "CHF\u00a01.25M"],
    [null, "EUR", "–"]
  ])("%s %s is %s", (amount, currency, text) => {
    expect(f.money(amount, currency)).toBe(text);
  });
});

test("the locale of the settings changes numbers everywhere", () => {
  f.useLocale("de");
  expect(
    [f.whole(12_345), f.decimal(3.5), f.percent(0.096), f.money(19_700_000, "EUR")].map((s) => s.replace(/\s/g, " "))
  ).toEqual(["12.345", "3,5", "9,6 %", "19,7 Mio. €"]);
});

test("dates name the month, so that no reader takes it for the day", () => {
  expect(
    [f.longDate("2026-09-03"), f.monthYear("2026-09-03"), f.shortDate("2026-09-03")].map((s) => s.replace(/\u00a0/g, " "))
  ).toEqual(["3 September 2026", "Sep 2026", "3 Sep 2026"]);
});

test("a window is named by its days", () => {
  expect([365, 730, 1095, 90, 1].map(f.period)).toEqual(["12 months", "2 years", "3 years", "90 days", "1 day"]);
});

test("lists end in and, or in or", () => {
  expect(f.listed([])).toBe("");
  expect(f.listed(["A", "B", "C"])).toBe("A, B and C");
  expect(f.either(["A", "B", "C"])).toBe("A, B or C");
});

test("all of two are both", () => {
  expect([2, 3, 1200].map((n) => f.allOf(n))).toEqual(["Both", "All 3", "All 1,200"]);
});

test("a part that is not all is never rounded up to all, nor down to none", () => {
  expect(f.ofAll(12.5, 13)).toBe("12.5 of 13");
  expect(f.ofAll(13, 13)).toBe("13 of 13");
  expect(f.ofAll(0.02, 4)).toBe("0.02 of 4");
  expect(f.ofAll(0, 4)).toBe("0 of 4");
  expect(f.ofAll(99.98, 100)).toBe("99.98 of 100");
  expect(f.ofAll(31.4, 40)).toBe("31 of 40");
});

test("halves of a count are told at any size, so that two parts add up to all", () => {
  expect([f.ofAll(37.5, 59), f.ofAll(21.5, 59), f.ofAll(3.5, 6)]).toEqual(["37.5 of 59", "21.5 of 59", "3.5 of 6"]);
  expect([0.5, 12.49999, 1374.5, 12.4, 0.3333, 1.333, 2].map(f.parts)).toEqual([
    "0.5",
    "12.5",
    "1,374.5",
    "12",
    "0.3",
    "1.3",
    "2"
  ]);
  expect(f.ofAll(37.5, 38.5)).toBe("37.5 of 38.5");
});
