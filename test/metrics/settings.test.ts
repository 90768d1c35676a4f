import {describe, expect, it, onTestFinished} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {Settings, type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {changed, settingsBehind} from "../../loaders/publish/changedSettings.ts";
import {buildOfSample} from "../support/site.ts";

/** A value for each setting under which the sample's figures must be others. */
const others: Record<string, number> = {
  evidence_days: 300,
  window_days: 200,
  half_life_days: 100,
  trust_weight_deal: 0.6,
  trust_weight_referral: 0.5,
  trust_weight_ticket: 0.5,
  trusted_min: 0.95,
  trusted_min_evidence: 60,
  trusted_keep_min: 0.79,
  above_average_min: 0.7,
  above_average_margin: 0.02,
  at_risk_max: 0.4,
  at_risk_keep_max: 0.25,
  rated_min_evidence: 20,
  response_days: 30,
  balanced_min: 30,
  hhi_low_max: 0.01,
  hhi_moderate_max: 0.02,
  disclosure_share: 0.02,
  over_served_ratio: 9,
  over_served_min_hours: 400,
  one_sided_min: 60,
  one_sided_share: 0,
  no_contact_days: 20,
  material_share: 0.5,
  alarm_max_q: 0.001,
  watch_max_p: 0.4,
  pace_min_expected: 9,
  registration_days: 5,
  trouble_free_days: 10,
  early_win_days: 30,
  formalize_min_people: 9,
  dependency_share: 0.1,
  fiscal_year_first_month: 2,
  forecast_days: 60,
  forecast_origins_min: 120,
  forecast_deals_min: 40,
  stalled_share: 0.5,
  pace_deals_min: 300,
  downgrade_min_points: 0,
  downgrade_enter_max: 0.02,
  downgrade_leave_min: 1,
  no_contact_leave_days: 5,
  review_grace_days: 0,
  decide_max: 1,
  do_max: 1,
  escalation_days: 365,
  worsens_ratio: 1,
  precision_days: 25
};

/** Weights add up to 1; a band between two bounds needs both. */
const beside: Partial<Record<string, SettingsInput>> = {
  trust_weight_deal: {trust_weight_referral: 0.2, trust_weight_ticket: 0.2},
  trust_weight_referral: {trust_weight_deal: 0.2},
  trust_weight_ticket: {trust_weight_deal: 0.2},
  hhi_moderate_max: {hhi_low_max: 0.01}
};

/** Month-ends before the last date; a forecast is preferred only after many whose outcome is known. */
const usualMonths = 2;
const months: Partial<Record<string, number>> = {forecast_origins_min: 24};

const catalogue = readCatalogue();
const read = [...new Set(catalogue.flatMap((m) => m.settings))].sort();

/** Settings in groups to be changed at once: no metric that reads one of a group is made of what another of it changes. */
function apart(names: readonly string[]): string[][] {
  const readers = (name: string) => catalogue.filter((m) => m.settings.includes(name));
  const touches = (a: string, b: string) => readers(a).some((m) => settingsBehind([m.name], catalogue).has(b));
  const groups: string[][] = [];
  for (const name of names) {
    const isAlone = (n: string) => n in beside || n in months;
    const group = isAlone(name)
      ? undefined
      : groups.find((g) => g.every((o) => !isAlone(o) && !touches(o, name) && !touches(name, o)));
    if (group) group.push(name);
    else groups.push([name]);
  }
  return groups;
}

async function factsOfSample(): Promise<DuckDB> {
  const db = await DuckDB.open();
  onTestFinished(() => db.close());
  await db.run(`attach ${literal(`${await buildOfSample()}/handshake.duckdb`)} as built (read_only)`);
  await db.run("create schema facts; create schema metrics");
  const tables = await db.rows<{name: string}>(
    "select table_name as name from duckdb_tables() where database_name = 'built' and schema_name = 'facts'"
  );
  for (const {name} of tables) await db.run(`create table facts.${name} as from built.facts.${name}`);
  await decideOnGrowingCases(db);
  return db;
}

/** The sample has no decisions: says of cases that grow by less than worsens_ratio in the last month that nothing will be done. */
const decideOnGrowingCases = (db: DuckDB) =>
  db.run(`
    insert into facts.decisions by name
    select now.case_id, 'wont_do' as decision, 'Tess Ting' as by, before.as_of as decided_on
    from built.metrics.cases as before
    join built.metrics.cases as now using (case_id, kind)
    where before.as_of = date '2026-09-30' and now.as_of = date '2026-10-31'
      and before.at_stake is null and now.at_stake is null
      and now.size > before.size and now.size < 1.5 * before.size`);

/** One number for each table's content. */
async function contents(db: DuckDB, input: SettingsInput, history = usualMonths): Promise<Map<string, string>> {
  await buildMetrics(db, parseSettings({history_months: history, ...input}, "test"), "2026-10-31");
  const found = new Map<string, string>();
  for (const {name} of catalogue) {
    const [row] = await db.rows<{hash: string | null}>(
      `select md5(string_agg(cast(t as varchar), ' ' order by cast(t as varchar))) as hash from metrics.${name} as t`
    );
    found.set(name, row?.hash ?? "");
  }
  return found;
}

describe("settings", () => {
  it("that metrics read have another value here", () => {
    expect(Object.keys(others).sort()).toEqual(read);
  });

  it(
    "each change the figures of the metrics that read it, and of no metric that is not made of these",
    {timeout: 1_200_000},
    async () => {
      const db = await factsOfSample();
      const usual = await contents(db, {});
      for (const batch of apart(read)) {
        const asked = Object.assign(
          {},
          ...batch.flatMap((name) => [{[name]: others[name]}, beside[name] ?? {}])
        ) as SettingsInput;
        const history = months[batch[0]!] ?? usualMonths;
        const before = history === usualMonths ? usual : await contents(db, {}, history);
        const now = await contents(db, asked, history);
        const moved = catalogue.filter((m) => now.get(m.name) !== before.get(m.name));
        for (const name of batch)
          expect(
            moved.some((m) => m.settings.includes(name)),
            name
          ).toBe(true);
        const wrong = moved.filter((m) => !Object.keys(asked).some((name) => settingsBehind([m.name], catalogue).has(name)));
        expect(wrong.map((m) => m.name)).toEqual([]);
      }
    }
  );

  it("that differ from their defaults are told by name", () => {
    expect(changed(parseSettings({}, "test"))).toEqual([]);
    expect(changed(parseSettings({half_life_days: 100}, "test"))).toEqual([{name: "half_life_days", value: 100, default: 365}]);
    expect(Object.keys(Settings.parse({}))).toEqual(expect.arrayContaining(read));
  });
});
