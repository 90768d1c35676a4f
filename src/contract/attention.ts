import {z} from "zod";
import {About} from "./about.ts";
import {columns, count, day, flag, fraction, money, number, outcome, rank, share, table, text, word} from "./columns.ts";
import {Answer, Sentence} from "./words.ts";

/** The partner, customer or person that a row is about; empty where it is about none. */
export const subjectOf = (about: string, tells: "partner" | "customer" | "person") => text(about, tells).nullable();

export const lanes = ["decide", "do"] as const;
export const statuses = ["open", "acknowledged", "snoozed", "done", "wont_do", "returned"] as const;

/** Cases as the metrics rank them, with names; read by loaders/history. */
export const cases = table(
  {metric: null, order: "standing desc, lane, at_stake desc, rank"},
  {
    case_id: text("the same at every rebuild, made of what it is about", "withheld"),
    about: word(["partner", "customer", "dimension"], "what it is about"),
    subject_id: text("their id", "withheld"),
    partner_id: subjectOf("the partner", "partner"),
    customer_id: subjectOf("the customer of the deal, or of record", "customer"),
    lane: word(lanes, "who acts: leadership decides, an account manager does", outcome),
    escalated: flag("up a lane because nobody decided", outcome),
    kind: text("the main signal", "outcome"),
    kinds: text("all its signals", "outcome"),
    doubted: text("those of its signals that may be of a missing delivery alone", "outcome"),
    since: day("since when").nullable(),
    raised_on: day("the first day of the list since when it has lasted"),
    is_new: flag("whether it was raised after the first day of the history", outcome),
    at_stake: money("what can be lost: the expected loss, and deals in conflict").nullable(),
    met: flag("whether the main signal is beyond its entering bound now; else it is kept because it has not left", outcome),
    size: number("how large the main signal is", "see size_unit", "amount").nullable(),
    size_unit: text("what size counts", "open"),
    seen: number("observed", "see size_unit", "amount").nullable(),
    expected: number("expected", "see size_unit", "amount").nullable(),
    detail: text("which of several", "outcome").nullable(),
    status: word(statuses, "what was decided", outcome),
    standing: flag("whether it is on the list", outcome),
    decided_by: text("who decided", "person").nullable(),
    decided_on: day("when").nullable(),
    until: day("when it returns").nullable(),
    note: text("why", "withheld").nullable(),
    rank: rank("place in its lane").nullable(),
    shown: flag("within what its lane shows", outcome),
    partner: subjectOf("the partner's name", "partner"),
    owner: subjectOf("the account manager", "person"),
    customer: subjectOf("the customer's name", "customer"),
    partners: count("partners of its group that have the main signal, this one included", {unit: "partners"}),
    revenue: money("the partner's revenue in the window").nullable(),
    share: share("its part of all partner revenue").nullable(),
    group_share: share("the part of these partners together").nullable()
  }
);

/** How the list itself does, at each date. */
export const caseSummary = table(
  {metric: "case_summary", dates: "all", order: "as_of"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    is_current: flag("now", {from: "dates.is_current"}),
    decide: count("cases for leadership", {unit: "cases"}),
    do_now: count("cases for account managers", {unit: "cases"}),
    raised: count("new cases", {unit: "cases"}),
    moved_up: count("cases that went up a lane", {unit: "cases"}),
    taken_off: count("cases snoozed, done or not to be done", {unit: "cases"}),
    decided_share: fraction("part with a decision", {tells: "open"}).nullable(),
    median_age_days: number("median age", "days", "open").nullable(),
    at_stake: money("what can be lost, over all cases"),
    not_shown: count("cases that leadership's list leaves out", {unit: "cases"}),
    not_shown_at_stake: money("what can be lost with them").nullable(),
    not_shown_largest: money("the largest of them").nullable()
  }
);

/** How often cases were right, by what they were about. */
export const casePrecision = table(
  {metric: "case_precision", order: "kind"},
  {
    kind: text("the main signal", "open"),
    cases: count("cases raised long enough ago", {unit: "cases"}),
    right: count("still there or acted on", {unit: "cases", from: "m.were_right"}),
    precision: fraction("part of them", {tells: "open"}),
    lower: fraction("lower end of its 90 % interval", {tells: "open"}),
    upper: fraction("upper end of its 90 % interval", {tells: "open"})
  }
);

/** What is due, without being a case: reviews overdue, and customers without contact. */
export const worklist = table(
  {metric: null, order: "kind, days desc nulls first, name, customer"},
  {
    kind: word(["review_overdue", "customer_no_contact"], "what is due", outcome),
    id: subjectOf("the partner", "partner"),
    name: subjectOf("the partner's name", "partner"),
    customer_id: subjectOf("the customer", "customer"),
    customer: subjectOf("the customer's name", "customer"),
    owner: subjectOf("our account manager", "person"),
    since: day("since when").nullable(),
    days: number("days since the last one", "days", "day").nullable()
  }
);

/** Rules that name nobody because they would name more than half. */
export const mutedRules = table(
  {metric: "muted_rules", where: "m.muted", order: "rule"},
  {
    rule: text("which", "open"),
    population: count("to how many it applies", {unit: "partners", tells: "open"}),
    met: count("how many meet it", {unit: "partners", tells: "open"})
  }
);

export const News = z.enum(["new", "changed", "continuing", "resolved"]);

/** A case as pages show it. */
export const Case = z.strictObject({
  id: cases.row.case_id,
  kind: z.string(),
  /** All its signals by name, the main one first. */
  signals: z.string(),
  lane: z.enum(lanes),
  status: z.enum(statuses),
  /** Against the publication before. */
  news: News,
  /** Those of its signals, by name, that may be of a missing delivery alone; they are no news. */
  doubted: z.string().optional(),
  partner: cases.row.partner_id,
  owner: cases.row.owner,
  about: Sentence,
  why: Sentence,
  /** Who acts, and what is to be done. */
  todo: Sentence,
  since: z.iso.date().nullable(),
  /** Where that is not known: the first day of the history, on which it was there already. */
  known_from: z.iso.date().nullable(),
  /** How much: money that can be lost, else referrals, hours or people. */
  size: z.string(),
  stake: cases.row.at_stake,
  /** Within what its lane shows. */
  shown: z.boolean(),
  /** What was decided, who decided and when; empty where nothing was. */
  decided: Sentence,
  /** The record of a decision about it, to be completed; null where ids are not shown. */
  record: z.string().nullable()
});
export type Case = z.infer<typeof Case>;

/** What needs attention: the lanes, all cases, what is due, and how the list itself does. */
export const Attention = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  /** The day of the publication that the news is told from; null where this is the first. */
  compared: z.iso.date().nullable(),
  /** Where other settings or definitions hold since that day: what is news may be theirs. */
  redefined: z.literal(true).optional(),
  /** What to look at before each case is, where most partners have slowed at the same time. */
  together: Sentence.optional(),
  cases: z.array(Case),
  worklist: columns(worklist.row),
  summary: columns(caseSummary.row),
  precision: columns(casePrecision.row),
  notices: z.array(Sentence)
});
