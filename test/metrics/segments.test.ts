import {describe, expect, it} from "vitest";
import {referenceRows, withReference} from "../statistics/reference.ts";
import {activity, asOf, daysBefore, deal, metricsOf, referral, ticket, times} from "./support.ts";

const earning = (amounts: number[]) => ({
  deals: amounts.map((amount, i) => deal({partner_id: `p${String(i).padStart(4, "0")}`, amount}))
});

describe("computed ABC", () => {
  // Ultsch & Lotsch (2015), PLoS ONE 10:e0129767, on the inhabitants of 2,896 Swiss communes in 1900;
  // the package of the paper finds 639 in A and 1,077 in A and B on its grid of thousandths. The rule itself
  // ends B at the 1,076th, and the 1,077th has as many inhabitants.
  it.runIf(withReference)("puts 642 Swiss communes in A and 1,077 in A and B, as the paper does to .003", async () => {
    const communes = referenceRows("abc_swiss_inhabitants").map((r) => Number(r.inhabitants));
    const m = await metricsOf(earning(communes));
    const row = await m.row("abc_limits", "pareto_k, break_even_k, k_a, k_ab");
    expect(row).toEqual({pareto_k: 735, break_even_k: 642, k_a: 642, k_ab: 1077});
    expect(Math.abs(Number(row.k_a) / 2896 - 0.221)).toBeLessThan(0.003);
    expect(Math.abs(Number(row.k_ab) / 2896 - 0.372)).toBeLessThan(0.003);
    const [{brought}] = (await m.rows("segments", "sum(value_share) as brought", `as_of = '${asOf}' and abc = 'A'`)) as [
      {brought: number}
    ];
    expect(Math.abs(brought - 0.6907)).toBeLessThan(0.003);
  });

  it("can be followed by hand", async () => {
    // 60, 20, 10, 5, 5: X^2 + (1-Y)^2 = .2, .2, .37, … -> pareto 1; above the mean of 20: 1; A = 1.
    // (X-.2)^2 + (1-Y)^2 = .16, .08, .17, … -> B ends at 2.
    const m = await metricsOf(earning([5, 20, 60, 5, 10]));
    expect(await m.row("abc_limits", "pareto_k, break_even_k, k_a, k_ab")).toEqual({
      pareto_k: 1,
      break_even_k: 1,
      k_a: 1,
      k_ab: 2
    });
    expect(await m.rows("segments", "partner_id, rank, abc")).toEqual([
      {partner_id: "p0002", rank: 1, abc: "A"},
      {partner_id: "p0001", rank: 2, abc: "B"},
      {partner_id: "p0004", rank: 3, abc: "C"},
      {partner_id: "p0000", rank: 4, abc: "C"},
      {partner_id: "p0003", rank: 4, abc: "C"}
    ]);
    const {k80, partners_for_80, top20_share} = await m.row("segmentation");
    expect([k80, partners_for_80, top20_share]).toEqual([2, 0.4, 0.6]);
  });

  it("keeps ties at a limit whole", async () => {
    // 60, 20, 20, 1, …: pareto 2, above the mean 3; A would end between the two of 20, so both are in.
    const m = await metricsOf(earning([60, 20, 20, 1, 1, 1, 1]));
    expect(await m.row("abc_limits", "pareto_k, break_even_k, k_a, k_ab")).toEqual({
      pareto_k: 2,
      break_even_k: 3,
      k_a: 3,
      k_ab: 3
    });
  });

  it("has no vital few among equals that share a deal in thirds, whatever its amount", async () => {
    const on = ["p", "q", "r"].map((partner_id) => ({deal_id: "d1", partner_id, joined_on: null}));
    // 200 / 3 and 1e9 / 3, rounded to the millionth, come to more than the mean when taken three times
    for (const amount of [200, 1e9]) {
      const m = await metricsOf({deals: [deal({deal_id: "d1", partner_id: null, amount})], deal_partners: on});
      expect(await m.row("segmentation", "partners, k_a, k_ab")).toEqual({partners: 3, k_a: 0, k_ab: 3});
      expect(await m.rows("segments", "distinct abc")).toEqual([{abc: "B"}]);
    }
  });

  it("has no vital few among equals", async () => {
    const m = await metricsOf(earning([10, 10, 10, 10, 10]));
    expect(await m.row("segmentation", "partners, k80, k_a, k_ab")).toEqual({partners: 5, k80: 4, k_a: 0, k_ab: 5});
    expect(await m.rows("segments", "rank, abc")).toEqual(times(5, () => ({rank: 1, abc: "B"})));
  });

  it("puts everybody in C without revenue", async () => {
    const m = await metricsOf({
      partners: [
        {partner_id: "a", name: "A"},
        {partner_id: "b", name: "B"}
      ]
    });
    expect(await m.rows("segments", "abc, value_share, deal_size, merit, merit_rank, label")).toEqual(
      times(2, () => ({abc: "C", value_share: null, deal_size: null, merit: null, merit_rank: null, label: "long_tail"}))
    );
    expect(await m.row("segmentation", "partners, k80, partners_for_80, top20_share, k_a, k_ab")).toEqual({
      partners: 2,
      k80: null,
      partners_for_80: null,
      top20_share: null,
      k_a: 0,
      k_ab: 0
    });
  });
});

describe("merit", () => {
  it("is expected deals times credible size times score", async () => {
    // Deals of 100, 100 and 400: M = 2 and mu = 200 with two partners.
    const m = await metricsOf({deals: [deal(), deal(), deal({partner_id: "b", amount: 400})]});
    const [a, b] = (await m.rows("expected_values")) as [Record<string, number>, Record<string, number>];
    expect(a.deal_size).toBeCloseTo((200 + 2 * 200) / 4, 12);
    expect(b.deal_size).toBeCloseTo((400 + 2 * 200) / 3, 12);
    const {score} = (await m.row("trust", "score", `partner_id = 'a'`)) as {score: number};
    expect(a.merit).toBeCloseTo((a.expected_deals! * a.deal_size! * score) / 100, 9);
  });

  it("has equals share a rank", async () => {
    const m = await metricsOf({
      partners: ["a", "b", "c"].map((partner_id) => ({partner_id, name: partner_id, joined_on: "2024-01-01"})),
      deals: [deal(), deal({partner_id: "b"}), deal({partner_id: "c", amount: 900}), deal({partner_id: "d", status: "lost"})]
    });
    expect(await m.rows("expected_values", "merit_rank", "partner_id <> 'd'")).toEqual([
      {merit_rank: 2},
      {merit_rank: 2},
      {merit_rank: 1}
    ]);
  });
});

describe("service", () => {
  const old = {opened_on: daysBefore(200), closed_on: daysBefore(180)};

  it("counts the hours of tickets and activities alike", async () => {
    const m = await metricsOf({
      deals: [deal(), deal({partner_id: "b"})],
      tickets: [ticket({hours: 30}), ticket({hours: 99, opened_on: daysBefore(365)})],
      activities: [activity({partner_id: "a", hours: 15}), activity({partner_id: "b", hours: 15})]
    });
    expect(await m.rows("attention", "partner_id, hours, service_share")).toEqual([
      {partner_id: "a", hours: 45, service_share: 0.75},
      {partner_id: "b", hours: 15, service_share: 0.25}
    ]);
  });

  it.each([
    // 10 % of revenue, of 400 hours: 80 are twice that
    [119, "fair"],
    [120, "over"]
  ])("of %d hours in 400 is %s for a tenth of revenue: over from 40 hours above twice its share", async (hours, served) => {
    const m = await metricsOf({
      deals: [deal({amount: 10}), ...["b", "c", "d"].map((partner_id) => deal({partner_id, amount: 30}))],
      tickets: [ticket({hours}), ...["b", "c", "d"].map((partner_id) => ticket({partner_id, hours: (400 - hours) / 3}))]
    });
    const row = await m.row("attention", "excess_hours, served", "partner_id = 'a'");
    expect(row.served).toBe(served);
    expect(row.excess_hours).toBeCloseTo(hours - 80, 9);
  });

  it("is under where the share of revenue is twice that of hours and there was no contact for 90 days", async () => {
    const records = (ago: number) => ({
      deals: [deal({amount: 60, ...old}), ...["b", "c", "d"].map((partner_id) => deal({partner_id, amount: 20}))],
      tickets: ["b", "c", "d"].map((partner_id) => ticket({partner_id, hours: 10})),
      activities: [activity({partner_id: "a", hours: 1, happened_on: daysBefore(ago)})]
    });
    const served = async (ago: number) =>
      (await (await metricsOf(records(ago))).row("segments", "served", "partner_id = 'a'")).served;
    expect(await served(90)).toBe("under");
    expect(await served(89)).toBe("fair");
  });

  it("is unknown where no hours are recorded", async () => {
    const m = await metricsOf({deals: [deal()], tickets: [ticket()]});
    expect(await m.row("segments", "service_share, served")).toEqual({service_share: null, served: null});
  });
});

describe("labels", () => {
  it("tell the core from the fragile core by trust", async () => {
    const m = await metricsOf({
      deals: [
        ...times(10, () => deal({partner_id: "proven", amount: 100})),
        ...times(10, () => deal({partner_id: "shaky", amount: 100})),
        ...times(30, () => deal({partner_id: "shaky", status: "lost"})),
        ...times(8, (i) => deal({partner_id: `small${String(i)}`, amount: 1}))
      ]
    });
    expect(await m.rows("segments", "partner_id, abc, label", `partner_id in ('proven', 'shaky')`)).toEqual([
      {partner_id: "proven", abc: "A", label: "core"},
      {partner_id: "shaky", abc: "A", label: "fragile_core"}
    ]);
  });

  it("make a partner of class A fragile when its leads have stopped", async () => {
    const m = await metricsOf({
      deals: [...times(10, () => deal()), ...times(9, (i) => deal({partner_id: `p${String(i)}`, amount: 1}))],
      referrals: times(60, (i) => referral({made_on: daysBefore(400 + 10 * i)}))
    });
    expect((await m.row("trend", "level", `partner_id = 'a'`)).level).toBe("alarm");
    expect(await m.row("segments", "abc, label", `partner_id = 'a'`)).toEqual({abc: "A", label: "fragile_core"});
  });

  it("leave a partner of class A in the core whose leads come at another time of the year", async () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const m = await metricsOf({
      partners: ids.map((partner_id) => ({partner_id, name: partner_id, joined_on: "2021-01-01"})),
      deals: [
        ...times(10, () => deal()),
        ...times(10, () => deal({partner_id: "b", amount: 100})),
        ...times(30, () => deal({partner_id: "b", status: "lost"}))
      ],
      referrals: ids.flatMap((partner_id, i) =>
        ["2021", "2022", "2023", "2024"].flatMap((year) =>
          times(12, () => referral({partner_id, made_on: `${year}-10-${String(10 + i)}`}))
        )
      )
    });
    expect(await m.row("trend", "level, seasonal", `partner_id = 'a'`)).toEqual({level: "alarm", seasonal: true});
    expect(await m.row("segments", "abc, label", `partner_id = 'a'`)).toEqual({abc: "A", label: "core"});
  });
});

describe("moves since the last quarter", () => {
  it("name who entered and who left the vital few, and whose grade changed", async () => {
    const m = await metricsOf(
      {
        deals: [
          ...times(6, () => deal({partner_id: "rises", amount: 900, closed_on: "2025-05-10"})),
          ...times(6, () => deal({partner_id: "falls", amount: 900, closed_on: "2024-05-01"})),
          ...times(4, (i) => deal({partner_id: `p${String(i)}`, amount: 10, closed_on: "2025-02-01"})),
          deal({partner_id: "p0", status: "lost", closed_on: "2025-02-01"})
        ],
        partners: [{partner_id: "rises", name: "Rises", joined_on: "2024-01-01"}]
      },
      {history_months: 4}
    );
    expect(await m.rows("quarters_before")).toEqual([{as_of: asOf, before: "2025-03-31"}]);
    expect(await m.rows("segment_moves", "partner_id, move")).toEqual([
      {partner_id: "rises", move: "entered"},
      {partner_id: "falls", move: "left"}
    ]);
    expect(
      await m.rows("grade_moves", "partner_id, grade_before, grade_now", `as_of = '${asOf}' and partner_id = 'rises'`)
    ).toEqual([{partner_id: "rises", grade_before: "unproven", grade_now: "trusted"}]);
  });

  it("are none where no quarter end lies before", async () => {
    const m = await metricsOf({deals: [deal()]}, {history_months: 2});
    expect(await m.rows("segment_moves", "*", "true")).toEqual([]);
  });
});
