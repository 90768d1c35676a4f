import type {About, File, PublishedReport} from "../../src/contract/index.ts";
import {daysBetween} from "../../src/shared/days.ts";
import type {Report} from "../run/report/report.ts";
import {tableNamed} from "../tables/index.ts";
import {publishedReport} from "./delivery.ts";

type Freshness = File<"data">["freshness"];

/** How old the newest delivery of each table is, and whether it is older than the setting wants it. */
export function freshnessOf(report: Pick<PublishedReport, "tables">, asOf: string, cadenceDays: number): Freshness {
  const shown = Object.entries(report.tables).filter(([table, t]) => t.final > 0 || !tableNamed(table)?.written);
  return shown.map(([table, t]) => {
    const age = t.newest_drop === null ? null : Math.max(0, daysBetween(t.newest_drop, asOf));
    return {
      table,
      records: t.final,
      newest_drop: t.newest_drop,
      age_days: age,
      // what has no file of its own is named in others, and as fresh as they are
      stale: !tableNamed(table)?.written && age !== null && age > cadenceDays,
      quarantined: t.quarantined
    };
  });
}

/** Tables of what happened: without a delivery they look as if nothing had. */
const events = ["deals", "referrals", "tickets", "activities"];

/** Those of them with records and without a newer delivery, with the day of their last. */
export const staleTables = (
  report: Pick<PublishedReport, "tables">,
  asOf: string,
  cadenceDays: number
): NonNullable<About["stale"]> =>
  freshnessOf(report, asOf, cadenceDays).flatMap(({table, records, stale, newest_drop: last}) =>
    stale && records > 0 && last !== null && events.includes(table) ? [{table, last}] : []
  );

/** The same of a run, before its report is published. */
export const staleOf = (report: Report, {cadence_days}: {cadence_days: number}): NonNullable<About["stale"]> =>
  staleTables(publishedReport(report), report.as_of, cadence_days);

/** The same for the head of every page; nothing where all are fresh. */
export function staleIn(...of: Parameters<typeof staleTables>): Pick<About, "stale"> {
  const stale = staleTables(...of);
  return stale.length ? {stale} : {};
}

interface Period {
  ends_on: string;
  is_complete: boolean;
  net_before: number | null;
}

/** A period that ended after the last delivery of deals is not complete, and is compared with none. */
export function asDelivered<P extends object>(
  rows: readonly P[],
  report: PublishedReport,
  about: Pick<About, "as_of" | "stale">
) {
  const through = report.tables["deals"]?.newest_drop ?? null;
  const stale = about.stale?.some(({table}) => table === "deals") ?? false;
  return rows.map((row) => {
    const {ends_on} = row as unknown as Period;
    const missing = through !== null && ends_on > through && (stale || ends_on <= about.as_of);
    return missing ? {...row, is_complete: false, net_before: null} : row;
  });
}

/** The same of every table that has periods of revenue. */
export function markDelivered(
  tables: Partial<Record<string, object[]>>,
  report: PublishedReport,
  about: Pick<About, "as_of" | "stale">
): void {
  for (const name of ["revenue_periods", "partner_quarters"]) tables[name] = asDelivered(tables[name] ?? [], report, about);
}
