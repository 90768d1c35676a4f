import {expect, test} from "vitest";
import {byMonth, byQuarter, evidenceWindow, isWhole, partsNote, startOf} from "../../src/shared/periods.ts";

const calendar = byQuarter({fiscal_year_first_month: 1});

test("a month or quarter is whole when each of its days is counted", () => {
  expect(isWhole("2026-10-01", byMonth, ["2024-11-01", "2026-10-31"])).toBe(true);
  expect(isWhole("2026-10-01", byMonth, ["2024-11-01", "2026-10-30"])).toBe(false);
  expect(isWhole("2026-10-01", calendar, ["2023-11-01", "2026-10-31"])).toBe(false);
  expect(isWhole("2026-10-01", calendar, ["2023-11-01", "2026-12-31"])).toBe(true);
  expect(isWhole("2023-10-01", calendar, ["2023-11-01", "2026-10-31"])).toBe(false);
  expect(isWhole("2024-02-01", byMonth, ["2024-01-01", "2024-02-28"])).toBe(false);
});

test("a reader is told of the parts at both ends, and of nothing where there are none", () => {
  expect(partsNote(calendar, ["2023-11-01", "2026-10-31"])).toBe(
    " Hollow: part of a quarter, from 1\u00a0Nov\u00a02023 and up to 31\u00a0Oct\u00a02026."
  );
  expect(partsNote(byMonth, ["2024-11-01", "2026-10-15"])).toBe(" Hollow: part of a month, up to 15\u00a0Oct\u00a02026.");
  expect(partsNote(calendar, ["2023-10-01", "2026-09-30"])).toBe("");
});

test("the evidence window ends on the day of the data and is as many days long as its setting, that day included", () => {
  expect(evidenceWindow({as_of: "2026-10-31", evidence_days: 1})).toEqual(["2026-10-31", "2026-10-31"]);
  expect(evidenceWindow({as_of: "2026-10-31", evidence_days: 365})).toEqual(["2025-11-01", "2026-10-31"]);
  expect(evidenceWindow({as_of: "2028-02-29", evidence_days: 1095})).toEqual(["2025-03-02", "2028-02-29"]);
});

test("a quarter begins with its first month, also of the year after", () => {
  expect(startOf("2026-11-15", calendar)).toBe("2026-10-01");
  expect(startOf("2026-11-15", calendar, 1)).toBe("2027-01-01");
  expect(startOf("2026-12-15", byMonth, 1)).toBe("2027-01-01");
});
