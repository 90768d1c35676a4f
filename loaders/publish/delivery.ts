import type {PublishedReport} from "../../src/contract/index.ts";
import {asThere, recordCounts, type FileReport, type Report} from "../run/report/report.ts";
import {remedyFor} from "../stage/reasons.ts";

/** The data page is read by people: the surest pairs are enough to see what match would propose. */
const nearMissesShown = 50;

/**
 * What the data page shows of a run: the same for every run over the same drops, so a file that an earlier run knew counts as accepted.
 * Raw text of records is not in it.
 */
export function publishedReport(report: Report): PublishedReport {
  const near = report.near_misses ?? [];
  const files = report.files.map(({sha256: _, notes: __, ...f}) => ({
    ...f,
    message: withoutDays(f.reason, asThere(f.message)),
    warnings: f.warnings.map((w) => ({...w, detail: withoutDays(w.reason, w.detail)})),
    outcome: f.outcome === "known" ? "accept" : f.outcome
  }));
  return {
    as_of: report.as_of,
    files,
    tables: Object.fromEntries(
      Object.entries(report.tables).map(([name, {final}]) => [name, {final, ...standing(name, report.files)}])
    ),
    quarantine: byReason(report),
    near_misses: {total: near.length, pairs: near.slice(0, nearMissesShown)},
    ...(report.checks?.length ? {checks: report.checks.map(({metric, check}) => ({metric, check}))} : {}),
    totals: Object.fromEntries(recordCounts.map((c) => [c, files.reduce((n, f) => n + f[c], 0)])) as PublishedReport["totals"]
  };
}

/** What says in which order day and month stand quotes a cell for the operator; the site shows none. */
const withoutDays = (reason: string | null, text: string): string =>
  reason === "day_order" ? text.replace(/(?<=\bis |\bas |\()"[^"]*"/g, "…") : text;

function standing(table: string, files: FileReport[]): {newest_drop: string | null; quarantined: number} {
  const own = files.filter((f) => f.table === table && (f.outcome === "accept" || f.outcome === "known"));
  const dates = own.flatMap((f) => (f.drop_date ? [f.drop_date] : [])).sort();
  return {newest_drop: dates.at(-1) ?? null, quarantined: own.reduce((n, f) => n + f.quarantined, 0)};
}

function byReason(report: Report): PublishedReport["quarantine"] {
  const reasons = [...new Set(report.quarantine.map((q) => q.reason))].sort();
  return reasons.map((reason) => {
    const rows = report.quarantine.filter((q) => q.reason === reason);
    const [first] = rows;
    return {
      reason,
      count: rows.length,
      files: new Set(rows.map((q) => q.path)).size,
      example_path: first!.path,
      example_line: first!.line,
      what_to_do: remedyFor(reason)
    };
  });
}
