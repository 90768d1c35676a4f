import type {File} from "../../src/contract/index.ts";
import {checksAnswer, dataHeadline, filesAnswer, freshnessAnswer, nearMissesAnswer, rejectedAnswer} from "../../src/copy/data.ts";
import {freshnessOf} from "./freshness.ts";
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

const freshness = (p: Portfolio) => freshnessOf(p.report, p.about.as_of, p.settings.cadence_days);
