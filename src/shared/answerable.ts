/** A canonical column, as table.column. */
export type Needed = `${string}.${string}`;

/** One of the five questions that the site answers, and the columns that it takes. */
export interface SiteQuestion {
  id: string;
  question: string;
  /** Ways to answer it: one of these sets of columns is enough. */
  ways: {about: string; columns: Needed[]}[];
  /** What makes the answer better. */
  better: Needed[];
}

/** The five questions of the overview, in its order, with what each takes. */
export const siteQuestions: readonly SiteQuestion[] = [
  {
    id: "solid",
    question: "How many partnerships do we have, and how solid are they?",
    ways: [
      {about: "outcomes of deals", columns: ["deals.partner_id", "deals.status", "deals.closed_on"]},
      {about: "answers to referrals", columns: ["referrals.partner_id", "referrals.direction", "referrals.outcome"]},
      {
        about: "tickets that partners own",
        columns: ["tickets.partner_id", "tickets.owner", "tickets.due_on", "tickets.resolved_on"]
      }
    ],
    better: ["partners.joined_on", "tickets.reopened"]
  },
  {
    id: "reciprocity",
    question: "Do we give as we get?",
    ways: [
      {
        about: "referrals in both directions",
        columns: ["referrals.partner_id", "referrals.direction", "referrals.made_on", "referrals.outcome"]
      }
    ],
    better: ["referrals.value", "referrals.from_person", "referrals.to_person"]
  },
  {
    id: "loss",
    question: "What is lost if one leaves?",
    ways: [{about: "won deals with amounts", columns: ["deals.partner_id", "deals.status", "deals.closed_on", "deals.amount"]}],
    better: ["deals.customer_id", "deals.currency", "partners.parent_id", "deals.rep_id"]
  },
  {
    id: "few",
    question: "Which few carry most, and who could become one of them?",
    ways: [{about: "won deals with amounts", columns: ["deals.partner_id", "deals.status", "deals.closed_on", "deals.amount"]}],
    better: ["partners.tier", "partners.joined_on", "deals.product", "deals.region"]
  },
  {
    id: "care",
    question: "Are we in contact with the others?",
    ways: [
      {about: "hours spent on tickets", columns: ["tickets.partner_id", "tickets.opened_on", "tickets.hours"]},
      {about: "calls, visits and trainings", columns: ["activities.partner_id", "activities.happened_on"]}
    ],
    better: ["activities.hours", "tickets.csat", "partners.manager_id"]
  }
];

/** How much of a column is filled, from 0 to 1, by table.column; columns that no delivery has are absent. */
export type FilledShares = ReadonlyMap<string, number>;

export interface Answerable {
  id: string;
  question: string;
  answer: "yes" | "partly" | "no";
  /** The way that the data comes closest to. */
  way: string;
  columns: {name: Needed; filled: number}[];
  /** Columns of that way that are missing or empty throughout. */
  missing: Needed[];
  /** Columns of that way that are there, in too few records. */
  thin: Needed[];
  better: {name: Needed; filled: number}[];
}

/** Below this share of filled cells a column answers only partly. */
const mostly = 0.5;

/**
 * Which of the five questions the data can answer: yes where one way has all its columns, filled in at least half of the records;
 * partly where they are there and emptier; no where one is missing.
 */
export function answerable(filled: FilledShares): Answerable[] {
  const share = (name: Needed) => filled.get(name) ?? 0;
  return siteQuestions.map(({id, question, ways, better}) => {
    const looked = ways
      .map((way) => ({
        way,
        missing: way.columns.filter((c) => share(c) === 0),
        thin: way.columns.filter((c) => share(c) > 0 && isThin(c, share(c)))
      }))
      .sort(
        (a, b) =>
          a.missing.length / a.way.columns.length - b.missing.length / b.way.columns.length || a.thin.length - b.thin.length
      );
    const {way, missing, thin} = looked[0]!;
    return {
      id,
      question,
      answer: missing.length ? "no" : thin.length ? "partly" : "yes",
      way: way.about,
      columns: way.columns.map((name) => ({name, filled: share(name)})),
      missing,
      thin,
      better: better.map((name) => ({name, filled: share(name)}))
    };
  });
}

/** Columns that may be empty in some records, such as the closing day of an open deal: any value in them will do. */
const pending = new Set(["deals.closed_on", "tickets.resolved_on", "tickets.due_on", "tickets.partner_id", "deals.partner_id"]);
/** Whether a column is filled in too few records to answer with. */
export const isThin = (name: Needed, filled: number): boolean => filled < leastOf(name);
const leastOf = (name: Needed) => (pending.has(name) ? 1e-9 : mostly);
