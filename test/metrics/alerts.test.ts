import {describe, expect, it} from "vitest";
import {activity, asOf, daysBefore, deal, metricsOf, referral, ticket, times} from "./support.ts";

const registered = (deal_id: string, registered_on: string, values = {}) =>
  deal({deal_id, registered_on, opened_on: registered_on, closed_on: null, status: "open", registration: "pending", ...values});

describe("alerts", () => {
  it("list a registration from the day after its second business day, while it is open and undecided", async () => {
    const m = await metricsOf({
      deals: [
        registered("waits", "2025-06-02", {amount: 300}),
        registered("decided", "2025-06-02", {registration: "approved", decided_on: "2025-06-20"}),
        registered("due tomorrow", "2025-06-27"),
        registered("closed", "2025-06-02", {status: "lost", closed_on: "2025-06-25"})
      ]
    });
    // one lost deal of one partner: the base rate is .02, the least
    expect(await m.rows("alerts", "subject, partner_id, since, size, seen, at_stake", "kind = 'late_registration'")).toEqual([
      {subject: "waits", partner_id: "a", since: "2025-06-05", size: 300, seen: 26, at_stake: 6}
    ]);
  });

  it("list a conflict while either deal is open, once for a deal of two partners", async () => {
    const direct = deal({deal_id: "ours", partner_id: null, opened_on: "2025-06-10", closed_on: null, status: "open"});
    const partners = ["a", "b"].map((partner_id) => ({deal_id: "theirs", partner_id, joined_on: null}));
    const theirs = registered("theirs", "2025-06-02", {registration: "approved", decided_on: "2025-06-03"});
    const open = await metricsOf({deals: [theirs, direct], deal_partners: partners});
    expect(await open.rows("alerts", "subject, partner_id, since, detail", "kind = 'conflict'")).toEqual([
      {subject: "theirs ours", partner_id: "a", since: "2025-06-10", detail: "opened_against"}
    ]);
    const closed = {status: "lost", closed_on: "2025-06-20"};
    const over = await metricsOf({
      deals: [
        {...theirs, ...closed},
        {...direct, ...closed}
      ],
      deal_partners: partners
    });
    expect(await over.rows("alerts", "kind", "kind = 'conflict'")).toEqual([]);
  });

  it("count the hours of an over-served partner beyond its share, which are no money", async () => {
    const m = await metricsOf({
      deals: [deal({partner_id: "a"}), deal({partner_id: "b", amount: 900})],
      tickets: [ticket({partner_id: "a", hours: 90}), ticket({partner_id: "b", hours: 10})]
    });
    const found = await m.row("alerts", "size, size_unit, seen, value, likelihood, at_stake", "kind = 'over_served'");
    expect(found).toMatchObject({size_unit: "hours", seen: 0.9, value: null, likelihood: null, at_stake: 0});
    expect(found.size).toBeCloseTo(90 - 2 * 0.1 * 100, 9);
  });

  it("list a partner and a regular customer without any dealing, at what is expected to be lost with them", async () => {
    const long = {opened_on: daysBefore(200), closed_on: daysBefore(100)};
    const m = await metricsOf({
      deals: [
        deal({customer_id: "large", amount: 500, ...long}),
        deal({customer_id: "small", ...long}),
        deal({customer_id: "near", partner_id: "b", amount: 50})
      ],
      activities: [activity({partner_id: "b", customer_id: "near"})]
    });
    const [{a, usual}] = (await m.rows(
      "risk",
      "first(p_silent order by partner_id) as a, sum(expected_loss) / sum(revenue) as usual"
    )) as unknown as [{a: number; usual: number}];
    const rows = await m.rows("alerts", "kind, subject, since, size, at_stake", "kind like 'ignored%' order by kind");
    expect(rows).toMatchObject([
      {kind: "ignored", subject: "a", since: daysBefore(100), size: 600},
      {kind: "ignored_customer", subject: "small", since: daysBefore(100), size: 100}
    ]);
    expect(rows[0]!.at_stake).toBeCloseTo(600 * a, 9);
    expect(rows[1]!.at_stake).toBeCloseTo(100 * usual, 9);
  });

  it("list a stale plan of a partner that wins, never one that began within the window", async () => {
    const since = (partner_id: string, ago: number) => ({partner_id, name: partner_id, joined_on: daysBefore(ago)});
    const m = await metricsOf({
      partners: [since("never", 365), since("new", 364), since("idle", 900), since("reviewed", 900)],
      deals: ["never", "new", "reviewed"].map((partner_id) => deal({partner_id})),
      activities: [activity({partner_id: "reviewed", kind: "plan_review", happened_on: daysBefore(365)})]
    });
    expect(await m.rows("alerts", "subject, since, seen", "kind = 'stale_plan' order by subject")).toEqual([
      {subject: "never", since: asOf, seen: null},
      {subject: "reviewed", since: asOf, seen: 365}
    ]);
  });

  it("name a taker once, and a verdict only where it is new", async () => {
    const given = (partner_id: string, ago: number) => referral({partner_id, direction: "given", made_on: daysBefore(ago)});
    const m = await metricsOf(
      {
        referrals: [
          ...times(6, (i) => given("taker", 700 + i)),
          ...times(6, (i) => given("taker", 10 + i)),
          ...["x", "y"].flatMap((id) => [given(id, 700), referral({partner_id: id, made_on: daysBefore(700)})]),
          ...times(8, (i) => referral({partner_id: "giver", made_on: daysBefore(5 + i)})),
          ...times(8, (i) => referral({partner_id: "old giver", made_on: daysBefore(250 + i)}))
        ]
      },
      {history_months: 6}
    );
    expect(await m.rows("alerts", "kind, subject, since, raised_on, size", "kind <> 'quiet' and as_of = '2025-06-30'")).toEqual([
      {kind: "taker", subject: "taker", since: null, raised_on: "2024-12-31", size: 12},
      {kind: "we_owe", subject: "giver", since: asOf, raised_on: asOf, size: 8}
    ]);
  });

  it("date a fall in grade by the first as-of date since when it has been lower", async () => {
    const promises = (partner_id: string, status: string, n: number, ago: number) =>
      times(n, (i) => deal({partner_id, status, closed_on: daysBefore(ago + i), amount: 1}));
    const usual = ["b", "c", "d", "e", "f", "g"].flatMap((id) => [
      ...promises(id, "won", 20, 200),
      ...promises(id, "lost", 20, 300)
    ]);
    const m = await metricsOf(
      {deals: [...usual, ...promises("a", "won", 40, 130), ...promises("a", "lost", 90, 1)]},
      {history_months: 12, trust_weight_deal: 1, trust_weight_referral: 0, trust_weight_ticket: 0}
    );
    const history = await m.rows("trust", "as_of, grade", "partner_id = 'a' and as_of >= '2025-03-31' order by as_of");
    expect(history[0]).toEqual({as_of: "2025-03-31", grade: "trusted"});
    const first = history.find((row) => row.grade !== "trusted")!;
    const fall = await m.row("alerts", "*", `kind = 'grade_drop' and subject = 'a' and as_of = '${asOf}'`);
    expect(fall).toMatchObject({since: first.as_of, detail: "trusted at_risk", size_unit: "points"});
    expect(fall.size).toBeCloseTo((fall.expected as number) - (fall.seen as number), 9);
  });

  it("name a concentration only where an earlier date did not have it", async () => {
    const won = (partner_id: string, customer_id: string, ago: number, amount: number) =>
      deal({partner_id, customer_id, closed_on: daysBefore(ago), amount});
    const m = await metricsOf(
      {
        deals: [
          ...times(30, (i) => won(`p${String(i)}`, `c${String(i)}`, 100, 10)),
          won("always", "always", 100, 100),
          won("new", "c1", 5, 100)
        ]
      },
      {history_months: 2}
    );
    expect(await m.rows("alerts", "subject, partner_id, since", "subject like 'partner %' and as_of = '2025-06-30'")).toEqual([
      {subject: "partner new", partner_id: "new", since: asOf}
    ]);
  });

  it("have ids that are the same at every date, and no two alike at one", async () => {
    const records = {
      deals: [...times(3, (i) => registered(`r${String(i)}`, "2025-03-03")), deal({partner_id: "b"})],
      referrals: [
        ...times(9, () => referral({direction: "given", made_on: "2025-01-15"})),
        referral({partner_id: "b", direction: "given", made_on: "2025-01-15"})
      ]
    };
    const m = await metricsOf(records, {history_months: 3});
    const later = await metricsOf(records, {history_months: 3}, "2025-07-20");
    const kinds = "kind in ('late_registration', 'taker')";
    const ids = (rows: {alert_id?: unknown}[]) => rows.map((row) => row.alert_id).sort();
    const now = ids(await m.rows("alerts", "alert_id", `as_of = '${asOf}' and ${kinds}`));
    expect(now).toHaveLength(4);
    expect(new Set(now).size).toBe(4);
    expect(ids(await m.rows("alerts", "alert_id", `as_of = '2025-04-30' and ${kinds}`))).toEqual(now);
    expect(ids(await later.rows("alerts", "alert_id", `as_of = '2025-07-20' and ${kinds}`))).toEqual(now);
  });

  it("are ranked by what is at stake: likelihood times value", async () => {
    const m = await metricsOf({
      deals: [
        registered("small", "2025-06-02"),
        registered("large", "2025-06-02", {amount: 5000}),
        deal(),
        deal({status: "lost"})
      ]
    });
    const rows = await m.rows("alerts", "rank, subject, at_stake = likelihood * value as product");
    expect(rows).toMatchObject([
      {rank: 1, subject: "large", product: true},
      {rank: 2, subject: "small", product: true}
    ]);
  });
});

describe("headlines", () => {
  it("stand beside what they were at the month's and the quarter's end before", async () => {
    const m = await metricsOf(
      {deals: [deal({closed_on: "2025-03-10"}), deal({closed_on: "2025-05-10"}), deal({closed_on: "2025-06-10", amount: 50})]},
      {history_months: 4}
    );
    expect(await m.row("headlines", "* exclude (as_of, headline)", `headline = 'partner_revenue' and as_of = '${asOf}'`)).toEqual(
      {
        value: 250,
        unit: "money",
        better: "higher",
        month_end: "2025-05-31",
        month_before: 200,
        since_month: 50,
        quarter_end: "2025-03-31",
        quarter_before: 100,
        since_quarter: 150,
        year_end: null,
        year_before: null,
        since_year: null
      }
    );
  });

  it("stand beside what they were at the month's end a whole year before, where metrics reach back so far", async () => {
    const deals = [
      deal({closed_on: "2024-06-30"}),
      deal({closed_on: "2024-07-01", amount: 30}),
      deal({closed_on: "2025-06-30", amount: 250})
    ];
    const m = await metricsOf({deals}, {history_months: 13});
    const at = (day: string) =>
      m.row("headlines", "year_end, year_before, since_year", `headline = 'partner_revenue' and as_of = '${day}'`);
    expect(await at(asOf)).toEqual({year_end: "2024-06-30", year_before: 100, since_year: 180});
    expect(await at("2025-05-31")).toEqual({year_end: "2024-05-31", year_before: 0, since_year: 130});
  });

  it("are the figures of the metrics that they come from, each with its meaning", async () => {
    const m = await metricsOf(
      {deals: [deal(), deal({partner_id: "b", amount: 300})], referrals: [referral()]},
      {history_months: 1}
    );
    const rows = await m.rows("headlines", "headline, value");
    const of = (name: string) => rows.find((row) => row.headline === name)!.value;
    expect(rows).toHaveLength(23);
    expect(of("effective_n")).toBe(
      (await m.row("concentration", "effective_n", `dimension = 'partner' and as_of = '${asOf}'`)).effective_n
    );
    expect([of("partners"), of("received"), of("given"), of("largest_share")]).toEqual([2, 1, 0, 0.75]);
  });
});
