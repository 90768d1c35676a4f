import {Trust} from "../../src/contract/trust.ts";
import {byColumn} from "./byColumn.ts";
import type {Answer, File, Grade, Kind} from "../../src/contract/index.ts";
import {
  capital,
  gradeOrder,
  inWords,
  kindNames,
  listed,
  monthYear,
  percent,
  period,
  plural,
  whole
} from "../../src/shared/format.ts";
import {movesSentence, trustAnswer, trustFinding} from "./answers/trust.ts";
import {dates, gradeCounts, typical, weighed, weights} from "./derive.ts";
import {drawnPartners} from "./overview.ts";
import type {Portfolio} from "./portfolio.ts";
import {say} from "./say.ts";

/** Trust: who keeps promises, how sure we are, what it is made of, and how it moved. */
export const trust = (p: Portfolio): File<"trust"> => ({
  about: p.about,
  words: {
    headline: {question: null, finding: trustFinding(p), paragraphs: trustAnswer(p).paragraphs.slice(0, 1), way: null},
    history: {
      question: "Which way is it going?",
      finding: historyFinding(p),
      paragraphs: [movesSentence(p)].filter((s) => s.length),
      way: null
    },
    kinds: {
      question: "What is a score made of?",
      finding: kindsFinding(p),
      paragraphs: kindsParagraphs(p),
      way: {to: "./method", label: "How it is computed"}
    },
    calibration: calibrationAnswer(p),
    partners: {
      question: "Who are they?",
      finding: say`Every partner, with its range and what was kept of what was promised`,
      paragraphs: [],
      way: null
    }
  },
  typical: typical(p),
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
    typical: weighed(p.usual.filter((row) => row.as_of === as_of))
  }));
}

function historyFinding(p: Portfolio) {
  const rows = history(p);
  const [first, now] = [rows[0], rows.at(-1)];
  if (!first || !now || first === now) return say`There is no history yet to compare with`;
  const count = (row: typeof first) => gradeOrder.reduce((sum, grade) => sum + row[grade], 0);
  const said = (n: number, all: number) => `${n ? inWords(n) : "none"} of ${all}`;
  return say`${capital(said(now.trusted, count(now)))} ${plural(now.trusted, "is", "are")} trusted today, ${said(first.trusted, count(first))} in ${monthYear(first.as_of)}`;
}

function kindsFinding(p: Portfolio) {
  const parts = p.priors.filter((row) => row.speaks).map((row) => kindNames[row.kind].toLowerCase());
  return parts.length ? say`Promises kept: ${listed(parts)}` : say`No promise is recorded yet`;
}

function kindsParagraphs(p: Portfolio) {
  const w = weights(p);
  const missing = p.priors
    .filter((row) => row.events === 0)
    .map((row) => ({deal: "deals", referral: "leads", ticket: "tickets"})[row.kind]);
  return [
    say`A deal won, a lead of theirs accepted and a ticket of theirs closed in time count as promises kept. Deals weigh ${percent(w.deal)}, leads ${percent(w.referral)}, tickets ${percent(w.ticket)}; the last ${period(p.about.evidence_days)} count, and what is ${period(p.settings.half_life_days)} old counts half.`,
    say`Where a partner has little evidence its score leans on what is usual, and its range is wide.`,
    ...(missing.length ? [say`Not recorded: ${listed(missing)}. For these every partner stands at the same neutral value.`] : [])
  ];
}

/** Did scores of the past foretell what then happened? */
function calibrationAnswer(p: Portfolio): Answer {
  const question = "Can the score be believed?";
  const skill = p.backtest_scores.find((row) => row.forecast === "trust");
  if (!skill || skill.forecasts === 0 || skill.brier === null || skill.brier_portfolio === null)
    return {question, finding: say`There is too little history to test it`, paragraphs: [], way: null};
  const better = skill.brier < skill.brier_portfolio;
  const raw = skill.brier_raw;
  return {
    question,
    finding: better
      ? say`It foretold the next 90 days better than one figure for all`
      : say`It foretold the next 90 days no better than one figure for all`,
    paragraphs: [
      say`Tested on ${whole(skill.forecasts)} past scores: mean squared error ${skill.brier.toFixed(3)}, against ${skill.brier_portfolio.toFixed(3)} for the mean of all partners${raw === null ? "" : ` and ${raw.toFixed(3)} for each partner’s own raw rate`} (Brier score, lower is better).`
    ],
    way: null
  };
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
    leads_kept: of(row.id, "referral", "kept"),
    leads: of(row.id, "referral", "n"),
    tickets_kept: of(row.id, "ticket", "kept"),
    tickets: of(row.id, "ticket", "n")
  }));
}
