import {z} from "zod";
import {About} from "./about.ts";
import {money, number, rank, share, table, text, word} from "./columns.ts";
import {Answer, Sentence} from "./words.ts";

const whom = (about: string, tells: "partner" | "customer" | "person") => text(about, tells).nullable();

/** Alerts as the metrics rank them, with the names of those whom they concern; read by loaders/history. */
export const alerts = table(
  {metric: null, order: "rank"},
  {
    alert_id: text("the same at every rebuild, made of what it is and whom it concerns", "withheld"),
    kind: text("what it is", "open"),
    subject: text("whom it concerns", "withheld"),
    partner_id: whom("the partner", "partner"),
    customer_id: whom("the customer", "customer"),
    level: word(["alarm", "watch"], "how sure"),
    since: text("since when", "day").nullable(),
    raised_on: text("the day that it was first raised", "day"),
    size: number("how large", "see size_unit", "amount").nullable(),
    size_unit: text("what size counts", "open"),
    seen: number("observed", "see size_unit", "amount").nullable(),
    expected: number("expected", "see size_unit", "amount").nullable(),
    detail: text("which of several", "open").nullable(),
    likelihood: number("probability of the loss", "fraction", "score").nullable(),
    value: money("what a year brings").nullable(),
    at_stake: money("what is expected to be lost").nullable(),
    rank: z.int().meta(rank("place by what is at stake").meta()!),
    partner: whom("the partner's name", "partner"),
    manager: whom("our person who looks after it", "person"),
    customer: whom("the customer's name", "customer"),
    revenue: money("the partner's revenue in the window").nullable(),
    share: share("its part of all partner revenue").nullable()
  }
);

export const AlertStatus = z.enum(["new", "continuing", "resolved"]);

export const Alert = z.strictObject({
  id: alerts.row.alert_id,
  kind: alerts.row.kind,
  /** Against the publication before. */
  status: AlertStatus,
  partner: alerts.row.partner_id,
  level: alerts.row.level,
  about: Sentence,
  why: Sentence,
  since: z.iso.date().nullable(),
  /** In referrals, money, hours or points. */
  size: z.string(),
  /** What is expected to be lost if nothing is done, in money; alerts are ranked by it. */
  stake: alerts.row.at_stake,
  /** Who acts, and what is to be done. */
  todo: Sentence
});
export type Alert = z.infer<typeof Alert>;

/** What needs attention, by what is at stake, and what has been resolved since the publication before. */
export const Alerts = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  /** The quarter's end that moves are counted from. */
  since: z.iso.date().nullable(),
  /** The day of the publication that the status is told from; null where this is the first. */
  compared: z.iso.date().nullable(),
  alerts: z.array(Alert)
});
