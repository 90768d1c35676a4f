import {z} from "zod";
import {Grade, Verdict} from "./categories.ts";
import {category, columns, count, day, fraction, money, outcome, partnerId, partnerName, score, share, table} from "./columns.ts";

/** Each partner at each month-end and now, by today's definitions and records. */
export const past = table(
  {metric: "risk", key: "partner_id", dates: "all", order: "as_of, revenue desc, name, id"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    id: partnerId(),
    name: partnerName(),
    score: score("trust score; null where the partner is not rated", {from: "trust.score"}).nullable(),
    lower: score("lower end of its 90 % interval", {from: "trust.lower"}).nullable(),
    upper: score("upper end of its 90 % interval", {from: "trust.upper"}).nullable(),
    average: score("the average partner's score", {from: "trust.average"}).nullable(),
    grade: category(Grade, "grade of trust", {...outcome, from: "trust.grade"}).nullable(),
    revenue: money("revenue in the window"),
    share: share("share of partner revenue").nullable(),
    p_silent: fraction("probability that it wins nothing next year", {
      from: "case when inactivity.known then m.p_silent end"
    }).nullable(),
    expected_loss: money("probability times revenue", {
      from: "case when inactivity.known then m.expected_loss end"
    }).nullable(),
    received: count("referrals received in the window", {unit: "referrals", from: "coalesce(reciprocity.received, 0)"}),
    given: count("referrals given in the window", {unit: "referrals", from: "coalesce(reciprocity.given, 0)"}),
    verdict: category(Verdict, "whether the exchange is balanced", {
      ...outcome,
      from: "coalesce(reciprocity.verdict, 'no_exchange')"
    })
  }
);

const {as_of: _, ...shown} = past.row;

/** One date, a file of its own: a page loads it when its reader asks for that date, or for a comparison with it. */
export const Past = z.strictObject({as_of: z.iso.date(), partners: columns(shown)});
export type Past = z.infer<typeof Past>;
