import {z} from "zod";
import {Kind} from "./categories.ts";
import {category, columns, day, fraction, number, partnerId, pick, rows, table} from "./columns.ts";
import {priors} from "./trust.ts";

/** Raw good outcomes of all, by partner and kind, in the evidence window. */
export const kinds = table(
  {metric: "trust_kinds", order: "id, kind"},
  {
    id: partnerId(),
    kind: category(Kind, "deals, referrals or tickets"),
    n: number("outcomes", "outcomes", "count"),
    kept: number("good ones", "outcomes", "count"),
    mean: fraction("estimated rate of good outcomes").nullable(),
    lower: fraction("lower end of its 90 % interval").nullable(),
    upper: fraction("upper end of its 90 % interval").nullable()
  }
);

/** The base rates by kind at each month-end. */
export const usual = table(
  {metric: "trust_priors", dates: "all", order: "as_of, kind"},
  {as_of: day("the date of the figures", {tells: "open"}), ...pick(priors, "kind", "weight", "base_rate")}
);

/** What each partner's score is made of; base rates are those of all partners. */
export const PartnerKinds = z.strictObject({
  usual: rows({row: pick(priors, "kind", "base_rate")}),
  kinds: columns(kinds.row)
});
