import {readFileSync} from "node:fs";
import path from "node:path";
import type {About, PublishedReport} from "../../src/contract/index.ts";
import type {Engine} from "../engines/engine.ts";
import type {History} from "../history/history.ts";
import type {Settings} from "../settings.ts";
import {eventsOf} from "./events.ts";
import type {Tables} from "./portfolioTables.ts";

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
