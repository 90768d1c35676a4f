import type {About, PublishedReport} from "../contract/index.js";
import type {TableName, TableRow} from "../contract/tables.js";
import type {CaseFacts} from "./caseFacts.js";

/*
 * What sentences are made of: rows of the published metrics, and the settings behind them. Publishing hands over what it has read; each
 * function takes as much of it as it needs. Units as in src/contract: shares are fractions of 1, scores 0 to 100, money whole units.
 */

/** The settings that a sentence may name. */
export interface Thresholds {
  /** The month that a fiscal year begins with; January where it is not said. */
  fiscal_year_first_month?: number;
  window_days: number;
  evidence_days: number;
  half_life_days: number;
  trust_weight_deal: number;
  trust_weight_referral: number;
  trust_weight_ticket: number;
  trusted_min: number;
  trusted_keep_min: number;
  response_days: number;
  hhi_low_max: number;
  hhi_moderate_max: number;
  disclosure_share: number;
  no_contact_days: number;
  review_grace_days: number;
  over_served_ratio: number;
  watch_max_p: number;
  registration_days: number;
  trouble_free_days: number;
  early_win_days: number;
  formalize_min_people: number;
  dependency_share: number;
  cadence_days: number;
  decide_max: number;
  do_max: number;
  precision_days: number;
}

/** Some columns of a published table's row, as src/contract declares them: a column that is renamed there is asked for here. */
type Row<N extends TableName, K extends keyof TableRow<N>> = Pick<TableRow<N>, K>;
type Rows<N extends TableName, K extends keyof TableRow<N>> = readonly Row<N, K>[];

export type Named = Row<"partners", "id" | "name">;

export type PartnerFacts = Row<
  "partners",
  | "id"
  | "name"
  | "manager"
  | "score"
  | "lower"
  | "upper"
  | "grade"
  | "grade_before"
  | "next_grade"
  | "to_next_deals"
  | "to_next_referrals"
  | "to_next_tickets"
  | "received"
  | "given"
  | "verdict"
  | "revenue"
  | "share"
  | "p_silent"
  | "expected_loss"
  | "abc"
  | "label"
  | "value_share"
  | "merit_rank"
  | "served"
  | "service_share"
  | "hours"
  | "ignored"
  | "p_quiet"
>;

export type SpreadFacts = Row<
  "concentration",
  "as_of" | "is_current" | "dimension" | "n" | "total" | "hhi" | "effective_n" | "gini" | "band"
>;
export type DimensionName = SpreadFacts["dimension"];

/** How a figure came to be what it is: before + corrected + redefined + events = now. */
export interface MoveFacts {
  before: number | null;
  now: number | null;
  corrected: number | null;
  redefined: number | null;
  events: number | null;
}

/** Everything that the sentences of the pages are made of; `Pick` what a function needs. */
export interface Facts {
  about: About;
  settings: Thresholds;
  partners: readonly PartnerFacts[];
  kinds: Rows<"kinds", "id" | "kind" | "n" | "kept">;
  /** `speaks`: the kind has good and bad outcomes over the portfolio, and so can tell partners apart. */
  priors: Rows<"priors", "kind" | "base_rate" | "events" | "speaks" | "weight">;
  scores: Rows<"scores", "as_of" | "grade">;
  exchange_portfolio: Rows<
    "exchange_portfolio",
    | "weighted_reciprocity"
    | "received_value"
    | "given_value"
    | "lag_given"
    | "lag_rate"
    | "lag_lower"
    | "lag_upper"
    | "lag_expected"
    | "lag_excess_lower"
    | "lag_excess_upper"
  >;
  /** All referrals of the window per as-of date, counted over the portfolio and not over rows that an audience sees rounded. */
  exchange_history: Rows<"exchange_history", "as_of" | "received" | "given">;
  one_sided: Rows<"one_sided", "id" | "name" | "given" | "received">;
  alliances: Rows<"alliances", "id" | "name" | "ours" | "theirs" | "on_paper" | "ready">;
  concentration: readonly SpreadFacts[];
  members: Rows<"members", "dimension" | "id" | "name" | "group_id" | "share" | "net">;
  disclosures: Rows<"disclosures", "dimension" | "group_id" | "name" | "members" | "net" | "share">;
  /** Cases: past years that tell how much partners buy less; without any, the loss is that of inactivity alone. */
  loss: Rows<"loss", "var95" | "cases">;
  inactivity_loss: Rows<"inactivity_loss", "var95">;
  inactivity_choice: Rows<
    "inactivity_choice",
    "published" | "origins" | "forecasts" | "events" | "brier_portfolio" | "brier_model" | "brier_recalibrated"
  >;
  loss_backtest: Rows<"loss_backtest", "origins" | "failures" | "kupiec" | "holds" | "worst_share" | "worst_on">;
  retention: Rows<"retention", "dimension" | "member" | "partners" | "before" | "gross" | "net" | "is_covered">;
  revenue: Rows<"revenue", "kind" | "net" | "deals" | "excluded_deals">;
  segmentation: Rows<"segmentation", "k80" | "top20_share" | "k_a" | "k_ab">;
  deal_pace: Rows<"deal_pace", "id" | "level">;
  segment_moves: Rows<"segment_moves", "id" | "name" | "move">;
  headlines: Rows<"headlines", "headline" | "value" | "since_month" | "year_end" | "since_year">;
  backtest_scores: Rows<
    "backtest_scores",
    "forecast" | "forecasts" | "brier" | "brier_portfolio" | "brier_raw" | "margin_portfolio" | "margin_raw"
  >;
  backtest_alarms: Rows<"backtest_alarms", "level" | "judged" | "stayed_below">;
  led: Rows<"led", "id" | "recorded" | "wrong_lead" | "wrong_lead_won">;
  led_sizes: Rows<"led_sizes", "customer_size" | "leadership" | "deals" | "won">;
  registrations: Rows<
    "registrations",
    "id" | "registered" | "waiting" | "in_time" | "late" | "in_time_share" | "expired" | "both_sides" | "opened_against"
  >;
  discount_ranks: Rows<"discount_ranks", "partners" | "rank_correlation">;
  early_wins: Rows<
    "early_wins",
    "early_win" | "partners" | "active" | "lower" | "upper" | "difference" | "diff_lower" | "diff_upper" | "verdict"
  >;
  first_deal: Rows<"first_deal", "median_days" | "waiting_365">;
  first_deals: Rows<"first_deals", "cohort" | "size" | "days" | "at_risk" | "active">;
  effect: Rows<
    "effect",
    | "involvement"
    | "deals"
    | "direct_deals"
    | "won"
    | "direct_won"
    | "win_rate"
    | "direct_win_rate"
    | "cycle_days"
    | "direct_cycle_days"
    | "difference"
    | "diff_lower"
    | "diff_upper"
    | "verdict"
    | "deal_size"
    | "direct_deal_size"
  >;
  preferences: Rows<"preferences", "recorded" | "honoured">;
  maturity: Rows<"maturity", "year" | "deals" | "discount" | "priced" | "contested">;
  reps: Rows<"reps", "name" | "net" | "depends_on" | "pipeline_deals" | "pipeline_recorded" | "own_share">;
  matrix: Rows<"matrix", "ours" | "person">;
  trouble_free: Rows<"trouble_free", "introduced_by" | "id" | "customers" | "trouble_free">;
  joint_tickets: Rows<"joint_tickets", "owner" | "tickets" | "resolved" | "days">;
  reviews: Rows<"reviews", "last_review_on" | "stale">;
  case_summary: Rows<
    "case_summary",
    "is_current" | "decided_share" | "median_age_days" | "not_shown" | "not_shown_at_stake" | "not_shown_largest"
  >;
  case_precision: Rows<"case_precision", "kind" | "cases" | "precision" | "lower" | "upper">;
  worklist: Rows<"worklist", "kind">;
  muted_rules: Rows<"muted_rules", "rule" | "population" | "met">;
  report: PublishedReport;
  history: {
    /** Its cases are null where it was published before there were any. */
    before: {as_of: string; cases: readonly CaseFacts[] | null} | null;
    now: {cases: readonly CaseFacts[]};
    moves: {as_of: string; settings: string[]; definitions: boolean; scores: Record<string, MoveFacts>} | null;
  };
}
