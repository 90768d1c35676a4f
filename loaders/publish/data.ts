import type {File} from "../../src/contract/index.ts";
import {checksAnswer, dataHeadline, filesAnswer, freshnessAnswer, nearMissesAnswer, rejectedAnswer} from "../../src/copy/data.ts";
import {daysBetween} from "../../src/shared/days.ts";
import {tableNamed} from "../tables/index.ts";
import type {Portfolio} from "./portfolio.ts";

/** The data behind the figures: deliveries, freshness, rejected records with reasons, reconciliation. */
export const data = (p: Portfolio): File<"data"> => ({
  about: p.about,
  words: {
    headline: dataHeadline(p),
    freshness: freshnessAnswer(p, freshness(p)),
    files: filesAnswer(p),
    quarantine: rejectedAnswer(p),
    near_misses: nearMissesAnswer(p),
    ...(p.report.checks?.length ? {checks: checksAnswer(p.report.checks)} : {})
  },
  cadence_days: p.settings.cadence_days,
  report: p.report,
  freshness: freshness(p),
  revenue: p.revenue
});

function freshness(p: Portfolio): File<"data">["freshness"] {
  const shown = Object.entries(p.report.tables).filter(([table, t]) => t.final > 0 || !tableNamed(table)?.written);
  return shown.map(([table, t]) => {
    const age = t.newest_drop === null ? null : Math.max(0, daysBetween(t.newest_drop, p.about.as_of));
    return {
      table,
      records: t.final,
      newest_drop: t.newest_drop,
      age_days: age,
      // what has no file of its own is named in others, and as fresh as they are
      stale: !tableNamed(table)?.written && age !== null && age > p.settings.cadence_days,
      quarantined: t.quarantined
    };
  });
}
