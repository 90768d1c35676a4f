import {readdirSync} from "node:fs";
import path from "node:path";
import {describe, expect, it} from "vitest";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {root} from "../support/handshake.ts";
import {factsOf} from "../support/facts.ts";
import {asOf, daysBefore, deal, measured, metricsOf, referral, ticket, times} from "./support.ts";

describe("as-of dates", () => {
  it("are the current one and the month-ends of the history strictly before it", async () => {
    const m = await metricsOf({}, {history_months: 3}, "2025-05-31");
    expect(await m.rows("as_of_dates", "*", "true")).toEqual([
      {as_of: "2025-02-28", is_current: false},
      {as_of: "2025-03-31", is_current: false},
      {as_of: "2025-04-30", is_current: false},
      {as_of: "2025-05-31", is_current: true}
    ]);
  });

  it("have only the partners that had begun", async () => {
    const m = await metricsOf(
      {
        partners: [
          {partner_id: "a", name: "A", joined_on: "2025-06-15"},
          {partner_id: "b", name: "B"}
        ]
      },
      {history_months: 1}
    );
    expect(await m.rows("partners_at", "as_of, partner_id, days_since_joined", "true")).toEqual([
      {as_of: "2025-05-31", partner_id: "b", days_since_joined: null},
      {as_of: "2025-06-30", partner_id: "a", days_since_joined: 15},
      {as_of: "2025-06-30", partner_id: "b", days_since_joined: null}
    ]);
  });

  it("start a partner with its first record where that is before joined_on", async () => {
    const m = await metricsOf({
      partners: [{partner_id: "a", name: "A", joined_on: asOf}],
      referrals: [referral({made_on: daysBefore(7)})]
    });
    expect((await m.row("partners_at")).started_on).toBe(daysBefore(7));
  });
});

const busy = {
  deals: times(40, (i) =>
    deal({
      partner_id: `p${String(i % 7)}`,
      customer_id: `c${String(i % 5)}`,
      closed_on: daysBefore(11 * i),
      amount: 10 + i,
      status: i % 3 ? "won" : "lost"
    })
  ),
  referrals: times(60, (i) =>
    referral({
      partner_id: `p${String(i % 6)}`,
      made_on: daysBefore(9 * i),
      direction: i % 2 ? "received" : "given",
      from_person: `x${String(i % 4)}`,
      to_person: `y${String(i % 3)}`
    })
  ),
  tickets: times(20, (i) =>
    ticket({
      partner_id: `p${String(i % 4)}`,
      opened_on: daysBefore(30 + i),
      resolved_on: daysBefore(i),
      due_on: daysBefore(25),
      hours: i
    })
  )
};

const tablesOf = async (m: Awaited<ReturnType<typeof metricsOf>>) => {
  const names = await m.db.rows<{name: string}>(
    "select table_name as name from duckdb_tables() where schema_name = 'metrics' order by 1"
  );
  return Promise.all(names.map(async ({name}) => [name, await m.rows(name, "*", "true")] as const));
};

describe("history", () => {
  it("is what the past day said on the day itself, records of later days being unknown", async () => {
    const now = await metricsOf(busy, {history_months: 6});
    const then = await metricsOf(busy, {}, "2025-03-31");
    const past = "as_of = '2025-03-31'";
    for (const table of [
      "trust",
      "trust_kinds",
      "reciprocity",
      "reciprocity_portfolio",
      "concentration",
      "risk",
      "loss",
      "segments",
      "trend",
      "first_deal",
      "attention",
      "one_sided"
    ])
      expect(await now.rows(table, "*", past), table).toEqual(await then.rows(table, "*", past));
  });
});

describe("the same records and settings", () => {
  it("give the same figures to the last bit, in whatever order the records come", async () => {
    const one = await tablesOf(await metricsOf(busy, {history_months: 3}));
    const other = await tablesOf(
      await metricsOf(
        {deals: [...busy.deals].reverse(), referrals: [...busy.referrals].reverse(), tickets: [...busy.tickets].reverse()},
        {history_months: 3}
      )
    );
    expect(other).toEqual(one);
  });

  it("can be measured again over the same database, with other settings", async () => {
    const db = await factsOf(busy);
    const first = await tablesOf(await measured(db));
    await measured(db, {history_months: 0, half_life_days: 100});
    expect(await tablesOf(await measured(db))).toEqual(first);
    db.close();
  });
});

describe("tables", () => {
  it("have no NaN and no infinity, and no whole number wider than 32 bits", async () => {
    const m = await metricsOf({...busy, partners: [{partner_id: "new", name: "New", joined_on: asOf}]}, {history_months: 2});
    const columns = await m.db.rows<{t: string; c: string; type: string}>(
      "select table_name as t, column_name as c, data_type as type from duckdb_columns() where schema_name = 'metrics'"
    );
    // what only other metrics read may hand on whole rows, lists of words, and money to its last digit
    const between = new Set(readdirSync(path.join(root, "loaders/metrics/intermediate")).map((f) => path.basename(f, ".sql")));
    const plain = ["DATE", "DOUBLE", "DOUBLE[]", "VARCHAR", "INTEGER", "BOOLEAN"];
    const nested = ({t, type}: {t: string; type: string}) =>
      between.has(t) && (/^(STRUCT|DECIMAL)\(/.test(type) || type === "VARCHAR[]");
    expect(columns.filter((column) => !plain.includes(column.type) && !nested(column))).toEqual([]);
    for (const {t, c} of columns.filter(({type}) => type === "DOUBLE"))
      expect(await m.rows(t, c, `not isfinite(${c})`), `${t}.${c}`).toEqual([]);
    for (const {t, c} of columns.filter(({type}) => type === "DOUBLE[]"))
      expect(await m.rows(t, c, `len(list_filter(${c}, x -> not isfinite(x))) > 0`), `${t}.${c}`).toEqual([]);
  });

  it("are all there, empty or null, for a company without any record", async () => {
    const m = await metricsOf({}, {history_months: 1});
    expect(await m.rows("trust")).toEqual([]);
    expect(await m.row("segmentation", "partners, k80, k_a")).toEqual({partners: 0, k80: null, k_a: 0});
    expect(await m.row("reciprocity_portfolio", "weighted_reciprocity, received_value, edges, lag_given")).toEqual({
      weighted_reciprocity: null,
      received_value: 0,
      edges: 0,
      lag_given: 0
    });
    expect(await m.row("backtest_scores", "forecasts, brier", "forecast = 'trust'")).toEqual({forecasts: 0, brier: null});
  });

  it("leave the number of threads of the connection as it was", async () => {
    const db = await factsOf({});
    await db.run("set threads = 2");
    await buildMetrics(db, parseSettings({history_months: 0}, "test"), asOf);
    expect(await db.rows("select current_setting('threads') as threads")).toEqual([{threads: "2"}]);
    db.close();
  });
});

describe("backtest", () => {
  it("compares the score of a month-end with the outcomes of the 90 days after it", async () => {
    const m = await metricsOf(
      {
        deals: [
          deal({closed_on: "2025-03-01"}),
          deal({closed_on: "2025-03-01", partner_id: "b", status: "lost"}),
          deal({closed_on: "2025-04-10"}),
          deal({closed_on: "2025-06-29", status: "lost"}),
          deal({closed_on: "2025-06-30", status: "lost"})
        ]
      },
      {history_months: 3}
    );
    const [row, ...more] = await m.rows("backtest", "*", "true");
    expect(more).toEqual([]);
    expect(row).toMatchObject({as_of: "2025-03-31", partner_id: "a", credits: 2, outcome: 0.5, portfolio: 0.5, raw: 1});
    const {score} = (await m.row("trust", "score", "as_of = '2025-03-31' and partner_id = 'a'")) as {score: number};
    expect(row!.forecast).toBeCloseTo(score / 100, 12);
    const scores = "forecasts, weight, brier, brier_portfolio, brier_raw";
    const {brier, ...rivals} = await m.row("backtest_scores", scores, "forecast = 'trust'");
    expect(rivals).toEqual({
      forecasts: 1,
      weight: 2,
      brier_portfolio: 0,
      brier_raw: 0.25
    });
    expect(brier).toBeCloseTo((score / 100 - 0.5) ** 2, 12);
  });

  it("counts only the kinds of evidence that speak in the score", async () => {
    const won = ["2025-03-02", "2025-03-03", "2025-04-11", "2025-04-12"].map((closed_on) => deal({closed_on}));
    const referrals = ["2025-03-01", "2025-03-02", "2025-04-10"].map((made_on, i) =>
      referral({made_on, outcome: i === 0 ? "accepted" : "rejected"})
    );
    const m = await metricsOf({deals: won, referrals}, {history_months: 3});
    // deals that all were won say nothing of a partner: of two referrals one was accepted, and then one was rejected
    expect(await m.rows("backtest", "credits, outcome, portfolio, raw", "true")).toEqual([
      {credits: 1, outcome: 0, portfolio: 0.5, raw: 0.5}
    ]);
  });

  it("differs from a simpler guess by chance up to a margin, by the spread over partners", async () => {
    const won = (partner_id: string, status: string, closed_on: string) => deal({partner_id, status, closed_on});
    const before = ["a", "b", "c"].flatMap((id) => [won(id, "won", "2025-03-01"), won(id, "lost", "2025-03-02")]);
    const after = [won("a", "won", "2025-04-10"), won("b", "lost", "2025-04-10"), won("c", "won", "2025-04-11")];
    const m = await metricsOf({deals: [...before, won("a", "won", "2025-03-03"), ...after]}, {history_months: 3});
    const rows = (await m.rows("backtest", "partner_id, forecast, outcome, portfolio", "as_of = '2025-03-31'")) as {
      forecast: number;
      outcome: number;
      portfolio: number;
    }[];
    const gains = rows.map((r) => (r.portfolio - r.outcome) ** 2 - (r.forecast - r.outcome) ** 2);
    const mean = gains.reduce((a, b) => a + b) / 3;
    const spread = Math.sqrt(gains.reduce((sum, g) => sum + (g - mean) ** 2, 0) / 2);
    const found = (await m.row(
      "backtest_scores",
      "brier, brier_portfolio, margin_portfolio as margin",
      "forecast = 'trust'"
    )) as {
      brier: number;
      brier_portfolio: number;
      margin: number;
    };
    expect(found.brier_portfolio - found.brier).toBeCloseTo(mean, 12);
    expect(found.margin).toBeCloseTo((1.6449 * spread) / Math.sqrt(3), 12);
  });

  it("waits until the 90 days are over", async () => {
    const lost = deal({closed_on: "2025-03-01", partner_id: "b", status: "lost"});
    const records = {deals: [deal({closed_on: "2025-03-01"}), lost, deal({closed_on: "2025-04-10"})]};
    expect(await (await metricsOf(records, {history_months: 3}, "2025-06-28")).rows("backtest", "as_of", "true")).toEqual([]);
    expect(await (await metricsOf(records, {history_months: 3}, "2025-06-29")).rows("backtest", "as_of", "true")).toEqual([
      {as_of: "2025-03-31"}
    ]);
  });
});
