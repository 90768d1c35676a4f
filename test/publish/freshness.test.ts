import {expect, test} from "vitest";
import {asDelivered, staleTables} from "../../loaders/publish/freshness.ts";
import type {PublishedReport} from "../../src/contract/index.ts";

const table = (final: number, newest_drop: string | null) => ({final, newest_drop, quarantined: 0});
const report = {
  tables: {
    deals: table(9, "2026-04-30"),
    referrals: table(4, "2026-10-31"),
    tickets: table(0, "2026-01-31"),
    partners: table(3, "2026-01-31")
  }
} as unknown as PublishedReport;
const quarter = (ends_on: string) => ({ends_on, is_complete: ends_on <= "2026-10-31", net_before: 5});
const told = (rows: readonly {ends_on: string; is_complete: boolean; net_before: number | null}[]) =>
  rows.map((row) => [row.ends_on, row.is_complete, row.net_before]);

test("tables of events with records and without a delivery for longer than the setting are stale, others not", () => {
  expect(staleTables(report, "2026-10-31", 45)).toEqual([{table: "deals", last: "2026-04-30"}]);
  expect(staleTables(report, "2026-06-14", 45)).toEqual([]);
});

test("a quarter that ended after the last delivery of deals is not complete and compared with none", () => {
  const quarters = ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"].map(quarter);
  expect(told(asDelivered(quarters, report, {as_of: "2026-10-31", stale: [{table: "deals", last: "2026-04-30"}]}))).toEqual([
    ["2026-03-31", true, 5],
    ["2026-06-30", false, null],
    ["2026-09-30", false, null],
    ["2026-12-31", false, null]
  ]);
  // one that runs is compared with the same days while deliveries are as fresh as the setting wants them
  expect(told(asDelivered([quarter("2026-12-31")], report, {as_of: "2026-10-31"}))).toEqual([["2026-12-31", false, 5]]);
});
