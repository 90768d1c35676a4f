import {calibrationAnswer} from "../../src/copy/calibration.ts";
import {trustHeadline, trustHistoryAnswer, trustKindsAnswer, trustPartnersAnswer} from "../../src/copy/trust.ts";
import {Trust} from "../../src/contract/trust.ts";
import {byColumn} from "./byColumn.ts";
import type {File, Grade, Kind} from "../../src/contract/index.ts";
import {dates, averageScore, gradeCounts, weights} from "./derive.ts";
import {drawnPartners} from "./overview.ts";
import type {Portfolio} from "./portfolio.ts";

/** Trust: how far partners can be relied on, how sure that is, what it is made of, and how it moved. */
export const trust = (p: Portfolio): File<"trust"> => ({
  about: p.about,
  words: {
    headline: trustHeadline(p),
    history: trustHistoryAnswer(p, history(p)),
    kinds: trustKindsAnswer(p),
    calibration: calibrationAnswer(p),
    partners: trustPartnersAnswer(p)
  },
  average: averageScore(p.priors),
  weights: weights(p),
  priors: p.priors,
  grades: gradeCounts(p, drawnPartners),
  history: history(p),
  calibration: p.backtest_calibration.filter((row) => row.forecast === "trust"),
  partners: byColumn(Trust.shape.partners, scored(p))
});

function history(p: Portfolio): File<"trust">["history"] {
  const none = (): Record<Grade, number> => ({trusted: 0, candidate: 0, below_typical: 0, at_risk: 0, unproven: 0, not_rated: 0});
  const counts = new Map(dates(p).map((day) => [day, none()]));
  for (const row of p.scores) {
    const found = counts.get(row.as_of);
    if (found) found[row.grade] += 1;
  }
  return [...counts].map(([as_of, grades]) => ({
    as_of,
    ...grades,
    average: averageScore(p.usual.filter((row) => row.as_of === as_of))
  }));
}

function scored(p: Portfolio) {
  const kinds = new Map(p.kinds.map((row) => [`${row.id} ${row.kind}`, row]));
  const of = (id: string, kind: Kind, key: "n" | "kept") => kinds.get(`${id} ${kind}`)?.[key] ?? 0;
  const ranked = p.partners
    .filter((row) => row.score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.id < b.id ? -1 : 1));
  return ranked.map((row) => ({
    id: row.id,
    name: row.name,
    score: row.score ?? 0,
    lower: row.lower ?? 0,
    upper: row.upper ?? 0,
    grade: row.grade ?? ("unproven" as const),
    before: row.grade_before,
    evidence: row.evidence ?? 0,
    p_better: row.p_better ?? 0,
    next_grade: row.next_grade,
    to_next_deals: row.to_next_deals,
    to_next_referrals: row.to_next_referrals,
    to_next_tickets: row.to_next_tickets,
    deals_kept: of(row.id, "deal", "kept"),
    deals: of(row.id, "deal", "n"),
    referrals_kept: of(row.id, "referral", "kept"),
    referrals: of(row.id, "referral", "n"),
    tickets_kept: of(row.id, "ticket", "kept"),
    tickets: of(row.id, "ticket", "n")
  }));
}
