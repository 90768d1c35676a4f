import {describe, expect, it} from "vitest";
import {activity, asOf, daysBefore, deal, metricsOf, referral, ticket, times} from "./support.ts";

describe("trouble-free delivery", () => {
  const first = (customer_id: string, values = {}) =>
    deal({customer_id, closed_on: daysBefore(200), found_by: "partner", ...values});
  const trouble = (customer_id: string, ago: number, topic = "installation") =>
    ticket({customer_id, owner: "us", partner_id: null, opened_on: daysBefore(ago), topic});

  it("counts introduced customers without an installation ticket in their first 90 days, beside direct ones", async () => {
    const m = await metricsOf({
      deals: [
        first("clean"),
        first("clean", {closed_on: daysBefore(120)}),
        first("early"),
        first("late"),
        first("other", {partner_id: "b", found_by: null}),
        first("ours", {found_by: "us"}),
        first("d1", {partner_id: null, found_by: "us"}),
        first("d2", {partner_id: null}),
        first("young", {closed_on: daysBefore(89)})
      ],
      tickets: [
        trouble("early", 111),
        trouble("late", 110),
        trouble("clean", 150, "billing"),
        trouble("d1", 200, "Installation"),
        trouble("d2", 201)
      ]
    });
    expect(await m.rows("trouble_free", "introduced_by, partner_id, customers, trouble_free, share")).toEqual([
      {introduced_by: "direct", partner_id: null, customers: 2, trouble_free: 1, share: 0.5},
      {introduced_by: "partner", partner_id: null, customers: 4, trouble_free: 3, share: 0.75},
      {introduced_by: "partner", partner_id: "a", customers: 3, trouble_free: 2, share: 2 / 3},
      {introduced_by: "partner", partner_id: "b", customers: 1, trouble_free: 1, share: 1}
    ]);
  });

  it("judges a customer when its 90 days are over", async () => {
    const m = await metricsOf(
      {deals: [first("c", {closed_on: "2025-04-01"})], tickets: [trouble("x", 300)]},
      {history_months: 1}
    );
    expect(await m.rows("trouble_free", "as_of, customers", "partner_id is null")).toEqual([{as_of: asOf, customers: 1}]);
  });

  it("leaves out customers that began before tickets were recorded", async () => {
    const m = await metricsOf({
      deals: [first("before", {closed_on: daysBefore(301)}), first("since", {closed_on: daysBefore(300)}), first("trouble")],
      tickets: [trouble("x", 300), trouble("trouble", 190)]
    });
    expect(await m.rows("trouble_free", "customers, trouble_free", "partner_id is null")).toEqual([
      {customers: 2, trouble_free: 1}
    ]);
  });

  it("says nothing while no ticket has a topic", async () => {
    const m = await metricsOf({deals: [first("c")], tickets: [ticket({customer_id: "c"})]});
    expect(await m.rows("trouble_free")).toEqual([]);
  });
});

describe("joint_tickets", () => {
  it("are tickets by who owns them, resolved how fast", async () => {
    const both = (values = {}) => ticket({owner: "both", opened_on: daysBefore(20), ...values});
    const m = await metricsOf({
      tickets: [
        both({resolved_on: daysBefore(18), due_on: daysBefore(18)}),
        both({resolved_on: daysBefore(14), due_on: daysBefore(15)}),
        both({partner_id: "b", resolved_on: "2025-07-01"}),
        both({opened_on: daysBefore(1095)}),
        ticket({owner: "us", resolved_on: asOf}),
        both({partner_id: null})
      ]
    });
    expect(await m.rows("joint_tickets", "partner_id, owner, tickets, resolved, days, with_due, in_time")).toEqual([
      {partner_id: null, owner: "both", tickets: 3, resolved: 2, days: 4, with_due: 2, in_time: 1},
      {partner_id: null, owner: "us", tickets: 1, resolved: 1, days: 10, with_due: 0, in_time: 0},
      {partner_id: "a", owner: "both", tickets: 2, resolved: 2, days: 4, with_due: 2, in_time: 1},
      {partner_id: "a", owner: "us", tickets: 1, resolved: 1, days: 10, with_due: 0, in_time: 0},
      {partner_id: "b", owner: "both", tickets: 1, resolved: 0, days: null, with_due: 0, in_time: 0}
    ]);
  });
});

describe("contact with customers", () => {
  it("is any dealing: an activity, a deal, a ticket or a referral; regular ones without for so many days are named", async () => {
    const long = {opened_on: daysBefore(300), closed_on: daysBefore(200)};
    const regular = ["late", "mailed", "ticketed", "referred"];
    const m = await metricsOf({
      deals: [deal({customer_id: "vital", amount: 900, ...long}), ...regular.map((customer_id) => deal({customer_id, ...long}))],
      activities: [
        activity({customer_id: "late", happened_on: daysBefore(90)}),
        activity({customer_id: "mailed", kind: "email"}),
        activity({customer_id: "late", happened_on: "2025-07-01"})
      ],
      tickets: [ticket({customer_id: "ticketed", opened_on: daysBefore(100), resolved_on: daysBefore(3)})],
      referrals: [referral({customer_id: "referred", made_on: daysBefore(95), answered_on: daysBefore(7)})]
    });
    expect(await m.rows("customer_contacts", "customer_id, vital, days_since_contact, neglected")).toEqual([
      {customer_id: "late", vital: false, days_since_contact: 90, neglected: true},
      {customer_id: "mailed", vital: false, days_since_contact: 0, neglected: false},
      {customer_id: "referred", vital: false, days_since_contact: 7, neglected: false},
      {customer_id: "ticketed", vital: false, days_since_contact: 3, neglected: false},
      {customer_id: "vital", vital: true, days_since_contact: 200, neglected: false}
    ]);
  });

  it("was never lost with a customer with whom a deal was closed within the days", async () => {
    const m = await metricsOf({
      deals: [deal({customer_id: "vital", amount: 900}), deal({customer_id: "closed", closed_on: daysBefore(89)})],
      activities: [activity({customer_id: "vital"})]
    });
    expect(await m.rows("customer_contacts", "neglected")).toEqual([{neglected: false}, {neglected: false}]);
  });

  it("names nobody where it would name more than half of the regular customers, and says so", async () => {
    const long = {opened_on: daysBefore(300), closed_on: daysBefore(200)};
    const m = await metricsOf({
      deals: ["vital", "one", "two", "three"].map((customer_id, i) => deal({customer_id, amount: i ? 100 : 900, ...long})),
      activities: [activity({customer_id: "one"})]
    });
    expect(await m.rows("customer_contacts", "customer_id", `as_of = '${asOf}' and neglected`)).toEqual([]);
    expect(await m.row("muted_rules", "population, met, muted", `rule = 'customer_no_contact'`)).toEqual({
      population: 3,
      met: 2,
      muted: true
    });
  });

  it("is not known where no activity names a customer", async () => {
    const m = await metricsOf({deals: [deal()], activities: [activity({partner_id: "a"})]});
    expect(await m.row("customer_contacts", "net, neglected")).toEqual({net: 100, neglected: null});
  });
});

describe("reviews", () => {
  const review = (partner_id: string, ago: number) => activity({partner_id, kind: "plan_review", happened_on: daysBefore(ago)});

  it("are as old as the last one, and stale after the window", async () => {
    const m = await metricsOf({
      deals: ["never", "old", "young"].map((partner_id) => deal({partner_id})),
      activities: [review("young", 364), review("young", 1095), review("old", 365), review("old", 400), review("never", -1)]
    });
    expect(await m.rows("reviews", "partner_id, last_review_on, days_since_review, reviews, stale")).toEqual([
      {partner_id: "never", last_review_on: null, days_since_review: null, reviews: 0, stale: true},
      {partner_id: "old", last_review_on: daysBefore(365), days_since_review: 365, reviews: 2, stale: true},
      {partner_id: "young", last_review_on: daysBefore(364), days_since_review: 364, reviews: 1, stale: false}
    ]);
  });

  it("are not known where none is recorded", async () => {
    const m = await metricsOf({deals: [deal()], activities: times(2, () => activity({partner_id: "a"}))});
    expect(await m.rows("reviews")).toEqual([]);
  });
});
