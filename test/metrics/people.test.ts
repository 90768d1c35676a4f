import {describe, expect, it} from "vitest";
import {activity, asOf, daysBefore, deal, metricsOf, referral, times} from "./support.ts";

const received = (from_person: string | null, to_person: string | null, ago: number) =>
  referral({from_person, to_person, made_on: daysBefore(ago)});
const given = (from_person: string | null, to_person: string | null, ago: number) =>
  referral({direction: "given", from_person, to_person, made_on: daysBefore(ago)});

describe("pairs of people", () => {
  it("count both directions in the evidence window, with the first and last day", async () => {
    const m = await metricsOf({
      referrals: [
        received("t", "u", 100),
        received("t", "u", 50),
        given("u", "t", 10),
        given("u", "t2", 5),
        given("u", null, 5),
        received("t", "u", 1095)
      ]
    });
    expect(await m.rows("people_pairs", "us_person, them_person, received, given, mutual, first_on, last_on")).toEqual([
      {us_person: "u", them_person: "t", received: 2, given: 1, mutual: true, first_on: daysBefore(100), last_on: daysBefore(10)},
      {us_person: "u", them_person: "t2", received: 0, given: 1, mutual: false, first_on: daysBefore(5), last_on: daysBefore(5)}
    ]);
  });
});

describe("pairs of people at a past date", () => {
  it("are those both ways within the window of that day, as they stood then", async () => {
    const m = await metricsOf(
      {
        referrals: [
          received("t", "u", 100),
          given("u", "t", 60),
          given("u", "t", 5),
          given("u", "t2", 50),
          received("t2", "u", 3)
        ]
      },
      {history_months: 1}
    );
    const columns = "them_person, received, given, first_on, last_on";
    expect(await m.rows("people_pairs", columns, "as_of = '2025-05-31'")).toEqual([
      {them_person: "t", received: 1, given: 1, first_on: daysBefore(100), last_on: daysBefore(60)}
    ]);
    expect(await m.rows("people_pairs", "them_person, received, given, mutual")).toEqual([
      {them_person: "t", received: 1, given: 2, mutual: true},
      {them_person: "t2", received: 1, given: 1, mutual: true}
    ]);
  });
});

describe("natural alliances", () => {
  const spreading = [
    received("t", "u1", 100),
    given("u1", "t", 90),
    received("t", "u2", 95),
    given("u3", "t9", 40),
    received(null, "u4", 20)
  ];

  it("are pairs both ways, with our people at the start and now", async () => {
    const m = await metricsOf({referrals: spreading});
    expect(await m.rows("alliances")).toEqual([
      {
        as_of: asOf,
        partner_id: "a",
        us_person: "u1",
        them_person: "t",
        received: 1,
        given: 1,
        first_two_way_on: daysBefore(90),
        agreement: null,
        reps_at_start: 2,
        reps_now: 4,
        ready_to_formalize: true
      }
    ]);
    expect(await m.rows("adoption", "us_person, reps", "true")).toEqual([
      {us_person: "u1", reps: 1},
      {us_person: "u2", reps: 2},
      {us_person: "u3", reps: 3},
      {us_person: "u4", reps: 4}
    ]);
  });

  it.each([
    [{agreement: "informal"}, true],
    [{agreement: "none"}, true],
    [{agreement: "reseller"}, false],
    [{agreement: "reseller", agreed_on: "2025-07-01"}, true],
    [{agreement: "reseller", agreed_on: asOf}, false]
  ])("with %j are ready for paper: %s", async (agreement, ready) => {
    const m = await metricsOf({partners: [{partner_id: "a", name: "A", ...agreement}], referrals: spreading});
    expect((await m.row("alliances")).ready_to_formalize).toBe(ready);
  });

  it("count at a past date only the people of that day", async () => {
    const m = await metricsOf({referrals: spreading}, {history_months: 1});
    expect(await m.rows("alliances", "reps_now", "true")).toEqual([{reps_now: 3}, {reps_now: 4}]);
  });

  it("with two of our people are not ready", async () => {
    const m = await metricsOf({referrals: spreading.slice(0, 3)});
    expect(await m.row("alliances", "reps_now, ready_to_formalize")).toEqual({reps_now: 2, ready_to_formalize: false});
  });
});

describe("one-sided partners", () => {
  it("got five referrals or more in the evidence window, sent a quarter or less, and brought no more value", async () => {
    const given = (partner_id: string, n: number, values = {}) =>
      times(n, () => referral({partner_id, direction: "given", made_on: daysBefore(700), value: 10, ...values}));
    const sent = (partner_id: string, n: number, values = {}) =>
      times(n, () => referral({partner_id, made_on: daysBefore(700), ...values}));
    const m = await metricsOf({
      referrals: [
        ...given("clear", 5),
        ...given("quarter", 8),
        ...sent("quarter", 2),
        ...given("third", 8),
        ...sent("third", 3),
        ...given("four", 4),
        ...given("valued", 9),
        ...sent("valued", 1, {deal_id: "big"}),
        // balanced this year
        ...given("lately", 30),
        ...given("lately", 6, {made_on: asOf}),
        ...sent("lately", 6, {made_on: asOf}),
        ...given("even", 6),
        ...sent("even", 6)
      ],
      deals: [
        deal({partner_id: "clear", found_by: "us"}),
        deal({partner_id: "clear"}),
        deal({partner_id: "clear", found_by: "partner"}),
        deal({partner_id: "valued", deal_id: "big", amount: 1000})
      ]
    });
    expect(await m.rows("one_sided", "partner_id, given, received, customer_deals, rank")).toEqual([
      {partner_id: "quarter", given: 8, received: 2, customer_deals: 0, rank: 1},
      {partner_id: "clear", given: 5, received: 0, customer_deals: 2, rank: 2}
    ]);
  });

  it("are none where more than half of the partners would be", async () => {
    const given = (partner_id: string) => times(6, () => referral({partner_id, direction: "given"}));
    const m = await metricsOf({
      referrals: [...given("a"), ...given("b"), ...given("c"), ...times(6, () => referral({partner_id: "c"}))]
    });
    expect(await m.rows("one_sided")).toEqual([]);
    expect(await m.row("muted_rules", "population, met, muted", `rule = 'one_sided'`)).toEqual({
      population: 3,
      met: 2,
      muted: true
    });
  });
});

describe("leadership", () => {
  const led = (found_by: string, relationship_with: string, led_by: string, values = {}) =>
    deal({found_by, relationship_with, led_by, ...values});

  it("is wrong_lead where the leader neither found the deal nor has the relationship", async () => {
    const m = await metricsOf({
      deals: [
        led("us", "us", "us"),
        led("us", "partner", "partner"),
        led("us", "partner", "us", {status: "lost"}),
        led("us", "us", "partner", {status: "lost"}),
        led("partner", "partner", "us"),
        deal({found_by: "us", led_by: "partner"}),
        led("us", "us", "partner", {partner_id: null}),
        led("us", "us", "partner", {status: "open", closed_on: null})
      ]
    });
    expect(
      await m.rows("leadership", "partner_id, recorded, aligned, wrong_lead, aligned_won, wrong_lead_won, wrong_lead_share")
    ).toEqual(
      [null, "a"].map((partner_id) => ({
        partner_id,
        recorded: 5,
        aligned: 3,
        wrong_lead: 2,
        aligned_won: 2,
        wrong_lead_won: 1,
        wrong_lead_share: 0.4
      }))
    );
  });

  it("counts a shared deal for each partner and once for the portfolio", async () => {
    const m = await metricsOf({
      deals: [led("us", "us", "partner", {deal_id: "d", partner_id: null})],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id}))
    });
    expect(await m.rows("leadership", "partner_id, recorded, wrong_lead")).toEqual(
      [null, "a", "b"].map((partner_id) => ({partner_id, recorded: 1, wrong_lead: 1}))
    );
  });

  it("has the portfolio's row where nothing is recorded", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect(await m.rows("leadership", "partner_id, recorded, wrong_lead_share")).toEqual([
      {partner_id: null, recorded: 0, wrong_lead_share: null}
    ]);
  });
});

describe("attention", () => {
  const columns = "partner_id, last_contact_on, days_since_contact, ignored";

  it("ignores an active partner after so many days without any dealing", async () => {
    const long = {opened_on: daysBefore(300), closed_on: daysBefore(200)};
    const active = ["late", "near", "mailed", "referred", "silent"];
    const m = await metricsOf({
      deals: active.map((partner_id) => deal({partner_id, ...long})),
      partners: [{partner_id: "idle", name: "Idle"}],
      activities: [
        activity({partner_id: "late", happened_on: daysBefore(90)}),
        activity({partner_id: "near", happened_on: daysBefore(89)}),
        activity({partner_id: "near", happened_on: "2025-07-01"}),
        activity({partner_id: "mailed", kind: "email"})
      ],
      referrals: [referral({partner_id: "referred", direction: "given", made_on: daysBefore(30), answered_on: "2025-07-01"})]
    });
    expect(await m.rows("attention", columns)).toEqual([
      {partner_id: "idle", last_contact_on: null, days_since_contact: null, ignored: false},
      {partner_id: "late", last_contact_on: daysBefore(90), days_since_contact: 90, ignored: true},
      {partner_id: "mailed", last_contact_on: asOf, days_since_contact: 0, ignored: false},
      {partner_id: "near", last_contact_on: daysBefore(89), days_since_contact: 89, ignored: false},
      {partner_id: "referred", last_contact_on: daysBefore(30), days_since_contact: 30, ignored: false},
      {partner_id: "silent", last_contact_on: daysBefore(200), days_since_contact: 200, ignored: true}
    ]);
  });

  it("calls nobody ignored where no activities are recorded", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect((await m.row("attention")).ignored).toBe(false);
  });

  it("adds up the hours of the window", async () => {
    const m = await metricsOf({
      deals: [deal()],
      tickets: [{ticket_id: "t", partner_id: "a", owner: "us", opened_on: asOf, hours: 1.5}],
      activities: [activity({partner_id: "a", hours: 2}), activity({partner_id: "a", hours: 9, happened_on: daysBefore(365)})]
    });
    expect(await m.row("attention", "ticket_hours, activity_hours, service_share")).toEqual({
      ticket_hours: 1.5,
      activity_hours: 2,
      service_share: 1
    });
  });
});
