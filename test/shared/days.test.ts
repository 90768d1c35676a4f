import {expect, test} from "vitest";
import {addDays, daysBetween, endOfMonth, yearBefore, yearsEarlier} from "../../src/shared/days.ts";
import {byMonth, byQuarter, endsQuarter, isWhole, partsNote, sinceRecorded, startOf} from "../../src/shared/periods.ts";

test("a day later or earlier crosses months, leap days and years", () => {
  expect([addDays("2024-02-28", 1), addDays("2024-03-01", -1), addDays("2026-12-31", 1)]).toEqual([
    "2024-02-29",
    "2024-02-29",
    "2027-01-01"
  ]);
  expect([daysBetween("2024-02-01", "2024-03-01"), daysBetween("2024-03-01", "2024-02-01"), daysBetween("2026-01-01", "2026-01-01")]).toEqual([29, -29, 0]); // prettier-ignore
});

test("the same day of an earlier year; 29 February has the 28th, and a month's last day the month's last day", () => {
  expect([yearsEarlier("2024-02-29", 1), yearsEarlier("2024-02-29", 4), yearsEarlier("2026-01-30", 1)]).toEqual([
    "2023-02-28",
    "2020-02-29",
    "2025-01-30"
  ]);
  expect([yearBefore("2025-02-28"), yearBefore("2024-02-29"), yearBefore("2026-06-15")]).toEqual([
    "2024-02-29",
    "2023-02-28",
    "2025-06-15"
  ]);
  expect([endOfMonth("2023-02-10"), endOfMonth("2026-12-31")]).toEqual(["2023-02-28", "2026-12-31"]);
});

test("months and quarters begin with their first day, also those before and after", () => {
  expect([startOf("2026-05-17", byMonth), startOf("2026-05-17", byMonth, -5), startOf("2026-12-31", byMonth, 1)]).toEqual([
    "2026-05-01",
    "2025-12-01",
    "2027-01-01"
  ]);
  expect([
    startOf("2026-05-17", byQuarter({fiscal_year_first_month: 1})),
    startOf("2026-12-31", byQuarter({fiscal_year_first_month: 1}), 1)
  ]).toEqual(["2026-04-01", "2027-01-01"]);
});

test("a quarter is whole where its first and its last day are counted, and ends by the fiscal year", () => {
  expect(isWhole("2026-04-01", byQuarter({fiscal_year_first_month: 1}), ["2026-04-01", "2026-06-30"])).toBe(true);
  expect(isWhole("2026-04-01", byQuarter({fiscal_year_first_month: 1}), ["2026-04-01", "2026-06-29"])).toBe(false);
  expect([endsQuarter("2026-06-30", 1), endsQuarter("2026-06-30", 2), endsQuarter("2026-07-31", 2)]).toEqual([true, false, true]);
});

test("a month that began before records did is no complete one, and the note says from when they are", () => {
  const span = ["2025-11-01", "2026-10-31"] as const;
  const known = sinceRecorded(span, "2026-01-15");
  expect(["2025-12-01", "2026-01-01", "2026-02-01"].map((begin) => isWhole(begin, byMonth, known))).toEqual([false, false, true]);
  expect(partsNote(byMonth, known).replaceAll("\u00a0", " ")).toBe(" Hollow: part of a month, from 15 Jan 2026.");
  expect([sinceRecorded(span, "2020-01-01"), sinceRecorded(span, null)]).toEqual([[...span], [...span]]);
});
