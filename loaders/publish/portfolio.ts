import {readFileSync} from "node:fs";
import path from "node:path";
import type {About, File, Grade, Kind, Label, PublishedReport, Verdict, RowOf} from "../../src/contract.ts";
import type {Engine} from "../engines/engine.ts";
import type {History} from "../history/history.ts";
import type {Settings} from "../settings.ts";
import {eventsOf} from "./events.ts";

export interface PartnerRow {
  id: string;
  name: string;
  kind: string | null;
  tier: string | null;
  region: string | null;
  parent: string | null;
  manager: string | null;
  agreement: string | null;
  started_on: string | null;
  score: number | null;
  lower: number | null;
  upper: number | null;
  evidence: number | null;
  p_better: number | null;
  grade: Grade | null;
  grade_before: Grade | null;
  to_trusted: number | null;
  received: number;
  given: number;
  verdict: Verdict;
  share_lower: number | null;
  share_upper: number | null;
  received_value: number | null;
  given_value: number | null;
  revenue: number;
  share: number | null;
  p_silent: number | null;
  expected_loss: number | null;
  rank: number | null;
  abc: "A" | "B" | "C" | null;
  value_share: number | null;
  label: Label | null;
  merit: number | null;
  merit_rank: number | null;
  expected_deals: number | null;
  deal_size: number | null;
  served: "over" | "under" | "fair" | null;
  service_share: number | null;
  hours: number | null;
  last_contact_on: string | null;
  days_since_contact: number | null;
  ignored: boolean;
  quiet: "alarm" | "watch" | "none";
  quiet_window_days: number | null;
  quiet_recent: number | null;
  quiet_expected: number | null;
  p_quiet: number | null;
}

export type DimensionName = "partner" | "customer" | "rep";

interface Tables {
  partners: PartnerRow;
  kinds: {id: string; kind: Kind; n: number; kept: number; mean: number | null; lower: number | null; upper: number | null};
  priors: {kind: Kind; base_rate: number | null; strength: number | null; events: number; partners: number};
  usual: {as_of: string; kind: Kind; base_rate: number | null};
  scores: {as_of: string; id: string; score: number; lower: number; upper: number; grade: Grade};
  exchange_months: {id: string; month: string; received: number; given: number};
  exchange_history: {as_of: string; received: number; given: number; weighted_reciprocity: number | null};
  exchange_portfolio: {
    weighted_reciprocity: number | null;
    rho: number | null;
    edges: number;
    mutual_dyads: number;
    people_us: number;
    people_them: number;
    lag_given: number;
    lag_returned: number;
    lag_rate: number | null;
    lag_lower: number | null;
    lag_upper: number | null;
    lag_expected: number | null;
  };
  outcomes: {id: string; quarter: string; kind: Kind; kept: number; broken: number};
  pairs: {id: string; ours: string; theirs: string; received: number; given: number};
  led: {id: string | null; recorded: number; aligned: number; misled: number; aligned_won: number; misled_won: number};
  concentration: {
    as_of: string;
    is_current: boolean;
    dimension: DimensionName;
    n: number;
    total: number;
    hhi: number | null;
    effective_n: number | null;
    cr1: number | null;
    cr3: number | null;
    top20_share: number | null;
    gini: number | null;
    band: "low" | "moderate" | "high" | null;
  };
  members: {
    dimension: DimensionName;
    id: string;
    name: string;
    group_id: string;
    net: number;
    share: number | null;
    negative: boolean;
  };
  disclosures: {dimension: "partner" | "customer"; group_id: string; name: string; members: number; net: number; share: number};
  loss: {expected_loss: number | null; var95: number | null; es95: number | null; p_lose_20: number | null};
  loss_curve: {share_lost: number; probability: number};
  what_if: {removed: string; share_lost: number | null; effective_n_rest: number | null};
  regions: {
    region: string;
    partners: number;
    net: number;
    effective_n: number | null;
    top_id: string | null;
    top_name: string | null;
    top_share: number | null;
  };
  revenue: {kind: "partner" | "direct"; net: number; deals: number; held_out_deals: number; negative_deals: number};
  segmentation: {partners: number; k80: number | null; top20_share: number | null; k_a: number | null; k_ab: number | null};
  segment_moves: {id: string; name: string; move: "entered" | "left"};
  takers: {id: string; name: string; given: number; received: number; customer_deals: number | null};
  alliances: {
    id: string;
    name: string;
    ours: string;
    theirs: string;
    received: number;
    given: number;
    since: string | null;
    on_paper: boolean;
    reps_now: number;
    ready: boolean;
  };
  headlines: {
    headline: string;
    unit: string;
    better: "higher" | "lower" | "neither";
    value: number | null;
    month_end: string | null;
    since_month: number | null;
    quarter_end: string | null;
    since_quarter: number | null;
    year_end: string | null;
    since_year: number | null;
  };
  backtest_scores: {
    forecast: string;
    forecasts: number;
    brier: number | null;
    brier_portfolio: number | null;
    brier_raw: number | null;
  };
  backtest_calibration: {forecast: string; mean_forecast: number; mean_outcome: number; weight: number};
  backtest_alarms: {
    level: "alarm" | "watch" | "none";
    judged: number;
    stayed_below: number;
    share: number | null;
    lower: number | null;
    upper: number | null;
  };
  first_deal: {median_days: number | null; waiting_365: number | null};
  led_sizes: File<"deals">["led"][number];
  registrations: Omit<File<"deals">["registrations"][number], "id" | "name"> & {id: string | null; name: string | null};
  effect: File<"deals">["effect"][number];
  preferences: {recorded: number; honoured: number; overruled: number};
  maturity: File<"deals">["maturity"][number];
  reps: RowOf<File<"people">["reps"]>;
  matrix: RowOf<File<"people">["matrix"]>;
  trouble_free: File<"service">["trouble_free"][number] & {introduced_by: "partner" | "direct"};
  rescues: File<"service">["rescues"][number];
  reviews: RowOf<File<"service">["reviews"]>;
}

type RecordedRow = {currency: string | null} & About["recorded"];

/** Everything that the pages are made from, read once; lists in the order of their queries. */
export type Portfolio = {[T in keyof Tables]: Tables[T][]} & {
  about: About;
  settings: Settings;
  report: PublishedReport;
  history: History;
  /** Regions that an audience is not shown, so that the rest is no whole. */
  hidden_regions: number;
};

const names: readonly (keyof Tables)[] = [
  "partners",
  "kinds",
  "priors",
  "usual",
  "scores",
  "exchange_months",
  "exchange_history",
  "exchange_portfolio",
  "outcomes",
  "pairs",
  "led",
  "concentration",
  "members",
  "disclosures",
  "loss",
  "loss_curve",
  "what_if",
  "regions",
  "revenue",
  "segmentation",
  "segment_moves",
  "takers",
  "alliances",
  "headlines",
  "backtest_scores",
  "backtest_calibration",
  "backtest_alarms",
  "first_deal",
  "led_sizes",
  "registrations",
  "effect",
  "preferences",
  "maturity",
  "reps",
  "matrix",
  "trouble_free",
  "rescues",
  "reviews"
];

const query = (name: string) => readFileSync(path.join(import.meta.dirname, "queries", `${name}.sql`), "utf8");

/** Reads the schemas metrics and facts with the queries of this folder. */
export async function readPortfolio(
  engine: Engine,
  settings: Settings,
  asOf: string,
  report: PublishedReport,
  history: History
): Promise<Portfolio> {
  const tables: Partial<Record<keyof Tables, unknown[]>> = {};
  for (const name of names) tables[name] = await engine.rows(query(name));
  const [found] = await engine.rows<RecordedRow>(query("recorded"));
  const recorded = {
    deals: found?.deals ?? false,
    referrals: found?.referrals ?? false,
    tickets: found?.tickets ?? false,
    activities: found?.activities ?? false,
    leadership: found?.leadership ?? false
  };
  const about: About = {
    company: settings.company,
    as_of: asOf,
    currency: found?.currency ?? null,
    window_days: settings.window_days,
    evidence_days: settings.evidence_days,
    partners: tables.partners?.length ?? 0,
    changed_settings: [],
    events: eventsOf(report.files, history),
    recorded
  };
  return {...(tables as {[T in keyof Tables]: Tables[T][]}), about, settings, report, history, hidden_regions: 0};
}
