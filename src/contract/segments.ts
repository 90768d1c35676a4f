import {z} from "zod";
import {About} from "./about.ts";
import {
  columns,
  count,
  flag,
  fraction,
  number,
  outcome,
  partnerId,
  partnerName,
  pick,
  rank,
  rows,
  share,
  table,
  text,
  word
} from "./columns.ts";
import {partners} from "./partners.ts";
import {Answer} from "./words.ts";

/** Where group A ends. */
export const segmentation = table(
  {metric: "segmentation", order: "partners"},
  {
    partners: count("partners with revenue", {unit: "partners", tells: "open"}),
    k80: rank("the fewest that bring 80 %", {tells: "share"}).nullable(),
    top20_share: share("part of the largest fifth").nullable(),
    k_a: rank("partners in A", {tells: "share"}).nullable(),
    k_ab: rank("partners in A and B", {tells: "share"}).nullable()
  }
);

/** Who entered or left group A since the quarter's end. */
export const segmentMoves = table(
  {metric: "segment_moves", order: "move, name, id"},
  {id: partnerId(), name: partnerName(), move: word(["entered", "left"], "which", outcome)}
);

/** How long a new partner waits for its first deal. */
export const firstDeal = table(
  {metric: "first_deal", order: "median_days"},
  {
    median_days: number("half have a deal by then", "days", "open").nullable(),
    waiting_365: fraction("part that still waits after a year", {tells: "open"}).nullable()
  }
);

/** How many of the partners that started in a year had a first deal by a day after it. */
export const firstDeals = table(
  {metric: null, order: "cohort, days"},
  {
    cohort: text("the year in which they started", "open"),
    size: count("partners that started then", {unit: "partners", tells: "group_size"}),
    days: count("days since the start", {unit: "days", tells: "open"}),
    at_risk: count("partners without a deal until then", {unit: "partners", tells: "open"}),
    active: fraction("part with a first deal", {tells: "open"})
  }
);

/** Whether partners with an early win were active in their second year more often than the others. */
export const earlyWins = table(
  {metric: "early_wins", order: "early_win"},
  {
    early_win: flag("whether they won a deal early"),
    partners: count("partners whose second year is over", {unit: "partners", tells: "group_size"}),
    active: count("those active in it", {unit: "partners", tells: "open"}),
    lower: fraction("lower end of the 90 % interval of their part", {tells: "open"}),
    upper: fraction("upper end of it", {tells: "open"}),
    difference: number("their part with an early win less that of the others", "fraction", "open").nullable(),
    diff_lower: number("lower end of its 90 % interval", "fraction", "open").nullable(),
    diff_upper: number("upper end of it", "fraction", "open").nullable(),
    verdict: word(["better", "worse", "unclear"], "whether the interval excludes 0").nullable()
  }
);

export const Weighed = z.strictObject({
  ...pick(partners, "id", "name"),
  service_share: fraction("part of our hours", {tells: "share"}),
  value_share: partners.row.value_share.unwrap()
});
export const Mark = z.strictObject({
  ...pick(partners, "id", "name"),
  rank: rank("place by revenue"),
  kind: word(["entered", "left", "next"], "why it is marked", {tells: "rank"}),
  to_trusted: count("won deals that would make it trusted").nullable()
});
/** Cumulative share of revenue after the first k partners, k = 0, 1, … (thinned). */
export const pareto = columns({rank: rank("k"), cumulative: share("part of the first k")});

export const Segments = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  no_contact_days: count("the setting", {unit: "days", tells: "open"}),
  ...pick(segmentation, "k80", "k_a", "k_ab"),
  marks: z.array(Mark),
  pareto,
  weighed: z.array(Weighed),
  partners: columns({
    ...pick(partners, "id", "name", "revenue", "service_share", "served", "merit", "merit_rank", "expected_deals", "deal_size"),
    ...pick(partners, "score", "lower", "upper", "grade", "days_since_contact", "ignored"),
    ...pick(partners, "next_grade", "to_next_deals", "to_next_referrals", "to_next_tickets"),
    rank: partners.row.rank.unwrap(),
    abc: partners.row.abc.unwrap(),
    label: partners.row.label.unwrap(),
    value_share: partners.row.value_share.unwrap()
  }),
  moves: rows(segmentMoves),
  first_deals: rows(firstDeals)
});
