import {expect, test} from "vitest";
import {header, mapped} from "./attacked.ts";

/* Days and times as systems write them: what a draft reads of each. */

test.each([
  ["UTC in letters", "2026-01-05 09:00 UTC", "2026-02-01 10:00 UTC"],
  ["UTC in letters, with seconds", "2026-01-05 09:00:00 UTC", "2026-02-01 10:00:00 UTC"],
  ["GMT", "2026-01-05 09:00:00 GMT", "2026-02-01 10:00:00 GMT"],
  ["those of mails", "Mon, 05 Jan 2026 09:00:00 +0000", "Sun, 01 Feb 2026 09:00:00 +0000"],
  ["with the name of the weekday", "Monday, January 5, 2026", "Sunday, February 1, 2026"],
  ["without marks, with a time", "20260105T090000Z", "20260201T090000Z"],
  ["seconds since 1970 with parts of one", "1767571200.123", "1769904000.5"],
  ["years of two digits", "05/01/26", "31/01/26"],
  ["of a spreadsheet, with a time", "46027.375", "46054.5"]
])("days %s are read", async (_, opened, closed) => {
  const {draft, rows} = await mapped("a.csv", [header, `D-1,P1,C1,"${opened}","${closed}",won,5`], {
    columns: ["opened_on", "closed_on"]
  });
  expect(draft.finished).toBe(true);
  expect(rows).toEqual([["2026-01-05", closed.startsWith("31") ? "2026-01-31" : "2026-02-01"]]);
});
