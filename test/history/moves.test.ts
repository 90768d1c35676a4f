import {describe, expect, it, onTestFinished} from "vitest";
import {movesSince, type Move} from "../../loaders/history/moves.ts";
import {readPublication, type Publication} from "../../loaders/history/publication.ts";
import {metricTexts} from "../../loaders/metrics/files.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf, type Records} from "../support/facts.ts";
import {activity, deal, referral} from "../metrics/support.ts";

async function publishedOn(day: string, records: Records, input: SettingsInput = {}) {
  const settings = parseSettings({history_months: 1, ...input}, "test");
  const db = await factsOf(records, {history_months: 1, ...input});
  onTestFinished(() => db.close());
  await buildMetrics(db, settings, day);
  return {db, settings, now: await readPublication(db, settings, day)};
}

const won = (deal_id: string, closed_on: string, amount: number) => deal({deal_id, closed_on, amount});
const revenue = {before: 100, now: 200};
const partnerRevenue = (moves: {headlines: Record<string, Move>}) => moves.headlines.partner_revenue!;

/** What was published on a day in May, and what is on the last of June: a deal of May corrected by 50, one of June for 50. */
async function mayAndJune(may: string, then: SettingsInput = {}, {deals = [], ...others}: Records = {}) {
  const before = (await publishedOn(may, {deals: [won("d1", "2025-05-10", 100), ...deals], ...others}, then)).now;
  const now = [won("d1", "2025-05-10", 150), won("d2", "2025-06-10", 50)];
  const june = await publishedOn("2025-06-30", {deals: [...now, ...deals], ...others});
  return {before, ...june};
}

/** Records of the other kinds, with which every figure is known. */
const others: Records = {
  deals: [deal({deal_id: "d0", closed_on: "2025-05-02", status: "lost"})],
  referrals: [referral({referral_id: "r1", made_on: "2025-05-03"})],
  activities: [activity({activity_id: "v1", partner_id: "a", happened_on: "2025-05-04", hours: 1})]
};

describe("a moved figure", () => {
  it.each(["2025-05-31", "2025-05-20"])(
    "published for %s is split into corrected records and what happened since",
    async (may) => {
      const {before, ...june} = await mayAndJune(may);
      const moves = await movesSince(june, before, june.now, metricTexts());
      expect(partnerRevenue(moves)).toEqual({...revenue, corrected: 50, redefined: 0, events: 50});
      expect(moves).toMatchObject({as_of: may, settings: [], definitions: false});
    }
  );

  it("moved by a changed setting is told apart from corrected records", async () => {
    // a window of 10 days held nothing on the 31st of May: published 0, by the same window 0 today, by 365 days 150
    const {before, ...june} = await mayAndJune("2025-05-31", {window_days: 10});
    const moves = await movesSince(june, before, june.now, metricTexts());
    expect(partnerRevenue(moves)).toEqual({before: 0, now: 200, corrected: 0, redefined: 150, events: 50});
    expect(moves.settings).toEqual(["window_days"]);
  });

  it("moved by a changed definition is told apart by running the definition of then", async () => {
    const {before, ...june} = await mayAndJune("2025-05-31");
    const then = {
      ...metricTexts(),
      concentration: metricTexts().concentration!.replace("sum(counted) as total", "2 * sum(counted) as total")
    };
    const old: Publication = {...before, definitions: "of then", headlines: {...before.headlines, partner_revenue: 200}};
    const moves = await movesSince(june, old, june.now, then);
    expect(partnerRevenue(moves)).toEqual({before: 200, now: 200, corrected: 100, redefined: -150, events: 50});
    expect(moves.definitions).toBe(true);
  });

  it.each([
    ["is not known any more", null],
    ["can't be run any more", {headlines: "select * from metrics.gone", trust: "select 1 as one"}]
  ])("counts wholly as redefined on its day where the definition of then %s", async (_, texts) => {
    const {before, ...june} = await mayAndJune("2025-05-31");
    const moves = await movesSince(june, {...before, definitions: "of then"}, june.now, texts);
    expect(partnerRevenue(moves)).toEqual({...revenue, corrected: 0, redefined: 50, events: 50});
  });

  it("counts wholly as redefined where the reporting currency was another: figures of two currencies have no difference of records", async () => {
    const {before, ...june} = await mayAndJune("2025-05-31", {reporting_currency: "USD"});
    const moves = await movesSince(
      june,
      before,
      {...june.now, settings: {...june.now.settings, reporting_currency: "EUR"}},
      metricTexts()
    );
    expect(moves.settings).toEqual(["reporting_currency"]);
    expect(partnerRevenue(moves)).toEqual({...revenue, corrected: 0, redefined: 50, events: 50});
  });

  it("adds up to the difference for every headline and score", async () => {
    const {before, ...june} = await mayAndJune("2025-05-20", {half_life_days: 100}, others);
    const moves = await movesSince(june, before, june.now, metricTexts());
    const all = [...Object.values(moves.headlines), ...Object.values(moves.scores)].filter((m) => m.events !== null);
    expect(all.length).toBeGreaterThan(15);
    for (const m of all) expect(m.before! + m.corrected! + m.redefined! + m.events!).toBeCloseTo(m.now!, 9);
  });

  it("leaves the metrics of the run as they were", async () => {
    const {before, ...june} = await mayAndJune("2025-05-20", {half_life_days: 100});
    await movesSince(june, before, june.now, metricTexts());
    expect(await readPublication(june.db, june.settings, "2025-06-30")).toEqual(june.now);
    expect(await june.db.rows("select database_name as name from duckdb_databases() where not internal")).toEqual([
      {name: "memory"}
    ]);
  });

  it("of a partner that is new has no parts", async () => {
    // a lost deal, so that deals tell partners apart and partners are rated
    const may = [won("d1", "2025-05-10", 100), deal({deal_id: "d0", status: "lost", closed_on: "2025-05-09"})];
    const before = (await publishedOn("2025-05-31", {deals: may})).now;
    const june = await publishedOn("2025-06-30", {deals: [...may, deal({partner_id: "new"})]});
    const {scores} = await movesSince(june, before, june.now, metricTexts());
    expect(scores.new).toMatchObject({before: null, corrected: null, redefined: null, events: null});
    expect(scores.a!.events).not.toBeNull();
  });
});
