import type {World} from "../invented.ts";
import type {Row} from "../support.ts";
import {money} from "./money.ts";
import {reciprocity} from "./reciprocity.ts";
import {segments} from "./segments.ts";
import {firstDeal, trend} from "./trend.ts";
import {trust} from "./trust.ts";
import {viewOf} from "./view.ts";

/** The rows expected of each published table at one as-of date. */
export type Expected = Record<
  | "trust"
  | "trust_kinds"
  | "trust_priors"
  | "reciprocity"
  | "reciprocity_portfolio"
  | "concentration"
  | "risk"
  | "loss"
  | "trend"
  | "segments"
  | "segmentation"
  | "revenue"
  | "first_deal",
  Row[]
>;

/** The published tables, and what tells their rows apart within a date. */
export const published: [keyof Expected, string[]][] = [
  ["trust", ["partner_id"]],
  ["trust_kinds", ["partner_id", "kind"]],
  ["trust_priors", ["kind"]],
  ["reciprocity", ["partner_id"]],
  ["reciprocity_portfolio", []],
  ["concentration", ["dimension"]],
  ["risk", ["partner_id"]],
  ["loss", []],
  ["trend", ["partner_id"]],
  ["segments", ["partner_id"]],
  ["segmentation", []],
  ["revenue", ["kind"]],
  ["first_deal", []]
];

/** All tables of one as-of date, computed from the records alone. */
export function computed(world: World, day: string): Expected {
  const view = viewOf(world, day);
  const trusts = trust(view);
  const m = money(view);
  const trends = trend(view);
  const {concentration, risk, loss, revenue} = m;
  return {
    ...trusts,
    ...reciprocity(view),
    concentration,
    risk,
    loss,
    revenue,
    trend: trends,
    ...segments(view, m, trusts.trust, trends),
    first_deal: firstDeal(view)
  };
}
