import {readFileSync} from "node:fs";
import path from "node:path";
import {tables as declared, type TableName} from "../../src/contract/tables.ts";
import type {About, PublishedReport} from "../../src/contract/index.ts";
import {mutedRule} from "../../src/copy/derive.ts";
import type {Engine} from "../engines/engine.ts";
import {eachAsReady} from "../engines/buildModels.ts";
import type {History} from "../history/history.ts";
import type {Settings} from "../settings.ts";
import {excludedOf} from "./excluded.ts";
import {markDelivered, staleIn} from "./freshness.ts";
import {eventsOf} from "./events.ts";
import type {Portfolio, Tables} from "../disclosure/portfolio.ts";
import {ordered} from "../disclosure/order.ts";
import {readTable} from "./readTable.ts";
import {unusableIn} from "./unusable.ts";

type RecordedRow = {currency: string | null} & About["recorded"];

export type {DimensionName, PartnerRow, Portfolio} from "../disclosure/portfolio.ts";

/** Which forecast of inactivity is shown, or why none is: the model's is only taken where there is no year yet to take a rate from. */
function chosenForecast({partners, inactivity_choice}: Tables): About["inactivity"] {
  const by = partners.find((row) => row.inactivity_by !== null)?.inactivity_by;
  if (by === undefined || by === null) return inactivity_choice.at(0)?.published ?? "portfolio";
  if (partners.some((row) => row.p_silent !== null)) return by;
  return by === "model" ? "no_year" : "none_inactive";
}

/** What a year loses says nothing while neither the chance of inactivity nor how much partners buy less is known. */
function withoutGuesses(tables: Tables, inactivity: About["inactivity"]): Tables {
  if (inactivity !== "no_year" && inactivity !== "none_inactive") return tables;
  const unknown = {expected_loss: null, var95: null};
  const alone = tables.loss.every((row) => row.cases === 0);
  return {
    ...tables,
    inactivity_loss: tables.inactivity_loss.map((row) => ({...row, ...unknown})),
    loss: tables.loss.map((row) => (alone ? {...row, ...unknown, es95: null, p_lose_20: null} : row)),
    loss_curve: alone ? [] : tables.loss_curve
  };
}

/**
 * Hours are not judged where a partner's revenue leaves out so much that its share is too small to judge them by; nor is anybody called not
 * over-served where the rule lists nobody, because more than half would meet it.
 */
export function judged({partners, excluded, muted_rules}: Judging): Tables["partners"] {
  const incomplete = new Set(excluded.map((row) => row.id));
  const muted = mutedRule({muted_rules}, "over_served") !== undefined;
  return partners.map((row) => (incomplete.has(row.id) || (muted && row.served === "fair") ? {...row, served: null} : row));
}

type Judging = Pick<Tables, "partners" | "excluded" | "muted_rules">;

const query = (name: string) => readFileSync(path.join(import.meta.dirname, "queries", `${name}.sql`), "utf8");

/** What is said of the whole company, and of partners whose money is incomplete, follows from these. */
const alwaysRead: readonly TableName[] = ["partners", "excluded", "muted_rules", "incomplete_revenue", "inactivity_choice"];

/** These tables, and those that every file of the pages needs beside its own. */
export const readFor = (names: Iterable<string>): Set<string> => new Set([...names, ...alwaysRead]);

/** Which records there are; none where nothing was read. */
const recordedIn = (found: RecordedRow | undefined): About["recorded"] => ({
  deals: found?.deals ?? false,
  referrals: found?.referrals ?? false,
  tickets: found?.tickets ?? false,
  topics: found?.topics ?? false,
  activities: found?.activities ?? false,
  contacts: found?.contacts ?? false,
  reviews: found?.reviews ?? false,
  registrations: found?.registrations ?? false,
  leadership: found?.leadership ?? false,
  from: found?.from ?? null,
  deals_from: found?.deals_from ?? null
});

/**
 * Reads the schemas metrics and facts with the queries of this folder.
 * @param only the tables that are read; all others are empty then
 */
export async function readPortfolio(
  engine: Engine,
  settings: Settings,
  asOf: string,
  report: PublishedReport,
  history: History,
  only?: ReadonlySet<string>
): Promise<Portfolio> {
  // in their order, whichever is read first
  const tables: Partial<Record<TableName, object[]>> = Object.fromEntries(Object.keys(declared).map((name) => [name, []]));
  const wanted = Object.entries(declared).filter(([name]) => only?.has(name) ?? true).map(([name, table]) => ({name, table, needs: []})); // prettier-ignore
  await eachAsReady([engine, ...(engine.others ?? [])], wanted, async ({name, table}, one) => {
    tables[name as TableName] = ordered(await readTable(one, name, table), table);
  });
  const company_events = await engine.rows<Portfolio["company_events"][number]>(
    "select cast(day as varchar) as day, what, scope, audience from facts.events order by day, what"
  );
  tables.partners = judged(tables as unknown as Tables);
  const [found] = await engine.rows<RecordedRow>(query("recorded"));
  const recorded = recordedIn(found);
  const inactivity = chosenForecast(tables as unknown as Tables);
  const about: About = {
    company: settings.company,
    as_of: asOf,
    currency: found?.currency ?? null,
    window_days: settings.window_days,
    evidence_days: settings.evidence_days,
    fiscal_year_first_month: settings.fiscal_year_first_month,
    partners: tables.partners.length,
    excluded: excludedOf(tables as unknown as Tables),
    inactivity,
    changed_settings: [],
    events: eventsOf(report.files, history),
    ...staleIn(report, asOf, settings.cadence_days),
    ...unusableIn(report, recorded),
    recorded
  };
  markDelivered(tables, report, about);
  return {
    ...withoutGuesses(tables as unknown as Tables, inactivity),
    about,
    settings,
    report,
    history,
    hidden_regions: 0,
    decisions_taken: true,
    records_shown: true,
    company_events
  };
}
