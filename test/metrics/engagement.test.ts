import {describe, expect, it} from "vitest";
import {daysBefore, deal, metricsOf} from "./support.ts";

const customer = (customer_id: string, size: string | null) => ({customer_id, name: customer_id, size});

describe("leadership by size of account", () => {
  const led = (wrong_lead: boolean, values = {}) =>
    deal({found_by: "us", relationship_with: "us", led_by: wrong_lead ? "partner" : "us", ...values});

  it("counts deals, wins, mean cycle and mean size, all sizes together and each", async () => {
    const m = await metricsOf({
      customers: [customer("s", "small"), customer("l", "large"), customer("x", null)],
      deals: [
        led(true, {customer_id: "s", opened_on: daysBefore(30), status: "lost"}),
        led(true, {customer_id: "s", opened_on: daysBefore(10), amount: 40}),
        led(false, {customer_id: "l", opened_on: daysBefore(20), amount: 300}),
        led(false, {customer_id: "x", opened_on: daysBefore(40), amount: 100}),
        led(false, {customer_id: "l", opened_on: daysBefore(30), status: "lost"}),
        led(false, {customer_id: "l", partner_id: null}),
        led(false, {customer_id: "l", led_by: null}),
        led(false, {customer_id: "l", closed_on: daysBefore(1095)})
      ]
    });
    const columns = "customer_size, leadership, deals, won, win_rate, cycle_days, deal_size";
    expect(await m.rows("leadership_sizes", columns)).toEqual([
      {customer_size: "all", leadership: "aligned", deals: 3, won: 2, win_rate: 2 / 3, cycle_days: 30, deal_size: 200},
      {customer_size: "all", leadership: "wrong_lead", deals: 2, won: 1, win_rate: 0.5, cycle_days: 20, deal_size: 40},
      {customer_size: "large", leadership: "aligned", deals: 2, won: 1, win_rate: 0.5, cycle_days: 25, deal_size: 300},
      {customer_size: "small", leadership: "wrong_lead", deals: 2, won: 1, win_rate: 0.5, cycle_days: 20, deal_size: 40}
    ]);
  });

  it("counts a shared deal once, and a excluded one in no size", async () => {
    const m = await metricsOf({
      deals: [led(true, {deal_id: "d", partner_id: null, currency: "USD"}), deal({currency: "EUR", amount: 1})],
      deal_partners: ["a", "b"].map((partner_id) => ({deal_id: "d", partner_id})),
      rates: [{month: "2020-01-01", currency: "USD", per_unit: 1}]
    });
    expect(await m.row("leadership_sizes", "deals, won, deal_size")).toEqual({deals: 1, won: 1, deal_size: null});
  });

  it("counts at a past date what was closed by then", async () => {
    const m = await metricsOf(
      {deals: [led(true, {closed_on: "2025-05-31"}), led(true, {closed_on: "2025-06-01"})]},
      {history_months: 2}
    );
    expect(await m.rows("leadership_sizes", "as_of, deals", "customer_size = 'all'")).toEqual([
      {as_of: "2025-05-31", deals: 1},
      {as_of: "2025-06-30", deals: 2}
    ]);
  });

  it("has no row where it is not recorded", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect(await m.rows("leadership_sizes")).toEqual([]);
  });
});

describe("preferences", () => {
  const wished = (customer_id: string, customer_prefers: string, fulfilled_by: string | null, values = {}) =>
    deal({customer_id, customer_prefers, fulfilled_by, closed_on: daysBefore(100), ...values});
  const next = (customer_id: string, ago: number, status: string, values = {}) =>
    deal({customer_id, partner_id: null, opened_on: daysBefore(ago), closed_on: daysBefore(ago - 9), status, ...values});

  it("are honoured or overruled, and the customer's next deal is won or lost", async () => {
    const m = await metricsOf({
      deals: [
        wished("kept", "partner", "partner"),
        next("kept", 90, "won"),
        next("kept", 80, "lost"),
        wished("again", "us", "us"),
        next("again", 90, "lost"),
        wished("alone", "us", "us"),
        wished("broken", "us", "partner"),
        next("broken", 100, "won"),
        next("broken", 60, "lost"),
        wished("pending", "us", "partner", {partner_id: "b"}),
        next("pending", 60, "open", {closed_on: null}),
        wished("whatever", "either", "us"),
        wished("silent", "us", null)
      ]
    });
    const row = {honoured: 3, honoured_next: 2, honoured_next_won: 1, honoured_next_rate: 0.5};
    const broken = {overruled_next: 1, overruled_next_won: 0, overruled_next_rate: 0};
    const none = {overruled_next: 0, overruled_next_won: 0, overruled_next_rate: null};
    expect(await m.rows("preferences", "* exclude (as_of, difference, diff_lower, diff_upper, verdict)")).toEqual([
      {partner_id: null, recorded: 5, overruled: 2, honoured_share: 0.6, ...row, ...broken},
      {partner_id: "a", recorded: 4, overruled: 1, honoured_share: 0.75, ...row, ...broken},
      {
        partner_id: "b",
        recorded: 1,
        honoured: 0,
        overruled: 1,
        honoured_share: 0,
        honoured_next: 0,
        honoured_next_won: 0,
        honoured_next_rate: null,
        ...none
      }
    ]);
  });

  it("know at a past date only the next deals closed by then, and have no row where nothing is recorded", async () => {
    const deals = [wished("kept", "partner", "partner"), next("kept", 38, "won"), deal({customer_prefers: "us"})];
    const m = await metricsOf({deals}, {history_months: 2});
    expect(await m.rows("preferences", "as_of, honoured_next", "partner_id is null")).toEqual([
      {as_of: "2025-04-30", honoured_next: 0},
      {as_of: "2025-05-31", honoured_next: 0},
      {as_of: "2025-06-30", honoured_next: 1}
    ]);
    expect(await (await metricsOf({deals: [deal()]})).rows("preferences")).toEqual([]);
  });
});

describe("registrations", () => {
  const registered = (registered_on: string, values = {}) =>
    deal({registered_on, opened_on: registered_on, closed_on: null, status: "open", registration: "pending", ...values});
  const decided = (registered_on: string, decided_on: string | null, registration = "approved", values = {}) =>
    registered(registered_on, {decided_on, registration, ...values});

  // June 2025: the 2nd, 9th and 16th are Mondays.
  it.each([
    ["2025-06-09", "2025-06-11", "2025-06-12"],
    ["2025-06-11", "2025-06-13", "2025-06-14"],
    ["2025-06-12", "2025-06-16", "2025-06-17"],
    ["2025-06-13", "2025-06-17", "2025-06-18"],
    ["2025-06-14", "2025-06-17", "2025-06-18"],
    ["2025-06-15", "2025-06-17", "2025-06-18"]
  ])("made on %s are decided in time on %s and late on %s", async (made, last, late) => {
    const m = await metricsOf({deals: [decided(made, last), decided(made, late)]});
    expect(await m.row("registrations", "in_time, late, in_time_share", "partner_id is null")).toEqual({
      in_time: 1,
      late: 1,
      in_time_share: 0.5
    });
  });

  it("are counted by what is known of them", async () => {
    const m = await metricsOf({
      deals: [
        decided("2025-06-02", "2025-06-03"),
        decided("2025-06-02", "2025-06-10", "rejected"),
        decided("2025-06-02", null),
        registered("2025-06-02"),
        registered("2025-06-27"),
        registered("2024-06-30"),
        registered("2025-06-02", {partner_id: "b"})
      ]
    });
    const columns = "partner_id, registered, approved, rejected, waiting, in_time, late";
    expect(await m.rows("registrations", columns)).toEqual([
      {partner_id: null, registered: 6, approved: 2, rejected: 1, waiting: 3, in_time: 1, late: 3},
      {partner_id: "a", registered: 5, approved: 2, rejected: 1, waiting: 2, in_time: 1, late: 2},
      {partner_id: "b", registered: 1, approved: 0, rejected: 0, waiting: 1, in_time: 0, late: 1}
    ]);
  });

  it("wait at a past date for a decision that came later", async () => {
    const m = await metricsOf({deals: [decided("2025-05-30", "2025-06-20")]}, {history_months: 1});
    expect(await m.rows("registrations", "as_of, approved, waiting, late", "partner_id is null")).toEqual([
      {as_of: "2025-05-31", approved: 0, waiting: 1, late: 0},
      {as_of: "2025-06-30", approved: 1, waiting: 0, late: 1}
    ]);
  });

  it("expire when an approved one is still open after 90 days", async () => {
    const m = await metricsOf({
      deals: [
        decided(daysBefore(91), daysBefore(91)),
        decided(daysBefore(90), daysBefore(90)),
        decided(daysBefore(200), daysBefore(200), "approved", {status: "won", closed_on: daysBefore(109)}),
        decided(daysBefore(200), daysBefore(200), "approved", {status: "won", closed_on: daysBefore(110)}),
        decided(daysBefore(200), daysBefore(200), "rejected")
      ]
    });
    expect(await m.row("registrations", "registered, expired", "partner_id is null")).toEqual({registered: 5, expired: 2});
  });

  it("meet direct deals with the same customer: ours open before, or opened against them within 90 days", async () => {
    const direct = (deal_id: string, customer_id: string, ago: number, values = {}) =>
      deal({deal_id, customer_id, partner_id: null, opened_on: daysBefore(ago), closed_on: null, status: "open", ...values});
    const at = (deal_id: string, customer_id: string, values = {}) =>
      registered(daysBefore(100), {deal_id, customer_id, ...values});
    const m = await metricsOf({
      deals: [
        at("r1", "ours"),
        direct("d1", "ours", 101),
        direct("d2", "ours", 150, {status: "lost", closed_on: daysBefore(100)}),
        at("r2", "theirs"),
        direct("d3", "theirs", 100),
        direct("d4", "theirs", 10),
        direct("d5", "theirs", 9),
        at("r3", "refused", {registration: "rejected", decided_on: daysBefore(50)}),
        direct("d6", "refused", 51),
        direct("d7", "refused", 50),
        at("r4", "free")
      ]
    });
    expect(await m.rows("registration_conflicts", "partner_id, deal_id, direct_deal_id, kind")).toEqual([
      {partner_id: "a", deal_id: "r1", direct_deal_id: "d1", kind: "both_sides"},
      {partner_id: "a", deal_id: "r2", direct_deal_id: "d3", kind: "opened_against"},
      {partner_id: "a", deal_id: "r2", direct_deal_id: "d4", kind: "opened_against"},
      {partner_id: "a", deal_id: "r3", direct_deal_id: "d6", kind: "opened_against"}
    ]);
    expect(await m.row("registrations", "both_sides, opened_against", "partner_id = 'a'")).toEqual({
      both_sides: 1,
      opened_against: 2
    });
  });

  it("have no row where none is recorded", async () => {
    const m = await metricsOf({deals: [deal()]});
    expect(await m.rows("registrations")).toEqual([]);
  });
});
