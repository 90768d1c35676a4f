import {describe, expect, test} from "vitest";
import {counted, decimal, inWords, listed, longDate, money, percent, period, withRange} from "../../src/shared/format.ts";

const spaced = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, " ");

describe("numbers are said", () => {
  test("in words to twelve, in figures above", () =>
    expect([0, 1, 12, 13, 1234].map(inWords)).toEqual(["no", "one", "twelve", "13", "1,234"]));
  test("with the right form of the word", () =>
    expect([counted(1, "partner"), counted(2, "watch", "watches")]).toEqual(["one partner", "two watches"]));
  test("as percentages with one decimal below ten", () =>
    expect([0, 0.004, 0.096, 0.0995, 0.19, 1, null].map((v) => spaced(percent(v)))).toEqual([
      "0 %",
      "<1 %",
      "9.6 %",
      "10 %",
      "19 %",
      "100 %",
      "–"
    ]));
  test("as money with three figures", () =>
    expect([0, 950, 999.6, 93_000, 20_240_000, -1_234_000, 2.5e9].map((v) => spaced(money(v, "EUR")))).toEqual([
      "€0",
      "€950",
      "€1 k",
      "€93 k",
      "€20.2 m",
      "−€1.23 m",
      "€2.5 bn"
    ]));
  test("with the code of a currency that has no sign here, and none where none is recorded", () =>
    expect([money(5, "CHF"), money(5, null)].map(spaced)).toEqual(["CHF 5", "5"]));
  test("with their range", () => expect(spaced(withRange(71.4, 62.6, 78))).toBe("71 (63 to 78)"));
  test("with at most one decimal", () => expect([3.46, 12.4, 0.04].map(decimal)).toEqual(["3.5", "12", "0"]));
});

describe("dates and lists are said", () => {
  test("in full", () => expect(spaced(longDate("2026-11-02"))).toBe("2 November 2026"));
  test("as periods", () => expect([365, 1095, 90].map(period)).toEqual(["twelve months", "three years", "90 days"]));
  test("with and before the last", () =>
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]));
});
