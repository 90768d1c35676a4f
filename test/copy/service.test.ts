import {expect, test} from "vitest";
import {attentionAnswer, hoursTitle} from "../../src/copy/contact.ts";
import {keyNumbers} from "../../src/copy/keyNumbers.ts";
import {oneSidedAnswer} from "../../src/copy/reciprocity.ts";
import {figures} from "../../src/copy/partner.ts";
import type {Partner} from "../../src/contract/index.ts";
import {effectAnswer} from "../../src/copy/deals.ts";
import {partner, plain, say} from "../../src/copy/say.ts";
import {scoresTitle} from "../../src/copy/trust.ts";
import {hoursAnswer, jointAnswer, servedNames, serviceHeadline, troubleFreeAnswer} from "../../src/copy/service.ts";
import {portfolio} from "./portfolios.ts";

test.each([
  ["Support tickets are not recorded", {deals: true, topics: false}, 0],
  ["What tickets are about is not recorded", {deals: true, topics: false}, 3],
  ["Deals are not recorded", {deals: false, topics: true}, 3],
  ["No new customers through partners to judge by", {deals: true, topics: true}, 3]
])("whether installations go without trouble is not told for want of what is missing: %s", (told, recorded, tickets) => {
  const f = portfolio(3, ({about, joint_tickets}) => ({
    about: {...about, recorded: {...about.recorded, ...recorded}},
    joint_tickets: tickets ? joint_tickets : [],
    trouble_free: []
  }));
  expect(plain(troubleFreeAnswer(f).finding)).toBe(told);
});

test("a partner whose hours exceed its revenue share by less than the limit is called not over-served, not in proportion to it", () => {
  const f = portfolio(3, ({partners}) => ({
    partners: partners.map((row) => ({...row, served: "fair" as const, ignored: false, service_share: 0.076, value_share: 0}))
  }));
  expect(plain(attentionAnswer(f).finding)).toBe("No partner is over-served");
  expect(servedNames["fair"]).toBe("not over-served");
  const told = figures(f.partners[0] as unknown as Partner, f.about, null).map(({value, note}) => `${value}: ${plain(note)}`);
  expect(told).toContain("7.6%: not over-served");
});

test("where more than half had no contact, none is listed, and no sentence says that they had contact", () => {
  const f = portfolio(4, ({partners, about}) => ({
    partners: partners.map((row) => ({...row, served: "fair" as const, ignored: false, abc: "C" as const, revenue: 100})),
    muted_rules: [{rule: "no_contact", population: 4, met: 3}],
    about
  }));
  const {finding, paragraphs} = attentionAnswer(f);
  expect(plain(finding)).toBe("Three of 4 active partners had no contact for 90 days");
  expect(paragraphs.map(plain)).toContain(
    "That is more than half, which says more about the data than about them, so none is listed."
  );
  const number = keyNumbers(f).at(-1)!;
  expect(`${number.value} ${number.unit}: ${plain(number.note)}`).toBe(
    "3 of 4 without contact: for 90 days, of active partners: more than half, which says more about the data than about them; no partner is over-served"
  );
});

test("hours are told as those with partners, as hours for others are in no share", () => {
  const f = portfolio(2, ({partners}) => ({
    partners: partners.map((row) => ({...row, hours: 60, service_share: 0.5, value_share: 0.25, served: "over" as const})),
    muted_rules: []
  }));
  expect(plain(hoursAnswer(f).finding)).toBe("120 hours of tickets and activities with partners in 12 months");
  expect(plain(attentionAnswer(f).finding)).toMatch(
    /^Two partners use 100% of our hours with partners for 50% of partner revenue/
  );
});

test("a partner without contact is active by the deal it won, though refunds took what that brought", () => {
  const rows = [
    {revenue: 100, ignored: false},
    {revenue: 100, ignored: false},
    {revenue: 0, ignored: true},
    {revenue: 0, ignored: false}
  ];
  const f = portfolio(4, ({partners}) => ({
    partners: partners.map((row, i) => ({...row, ...rows[i]!, served: "fair" as const, abc: "C" as const})),
    muted_rules: []
  }));
  const {finding} = attentionAnswer(f);
  expect(plain(finding)).toBe("One of 3 active partners outside group A had no contact for 90 days");
  expect(keyNumbers(f).at(-1)).toMatchObject({value: "1", unit: "of 3 without contact"});
});

test("where more than half are over-served or one-sided, no sentence says that no partner is", () => {
  const f = portfolio(5, ({partners}) => ({
    partners: partners.map((row) => ({...row, served: "fair" as const, ignored: false})),
    muted_rules: [
      {rule: "over_served", population: 5, met: 3},
      {rule: "one_sided", population: 5, met: 4}
    ],
    one_sided: []
  }));
  expect(plain(attentionAnswer(f).finding)).toBe("3 of 5 partners use far more support than their revenue share");
  expect(plain(oneSidedAnswer(f).finding)).toBe("Four of 5 partners that received a referral from us are one-sided over 3 years");
});

test("the picture of hours is headed by whoever uses most beyond its revenue share, else by the widest gap", () => {
  const {about} = portfolio(2);
  const row = (name: string, service_share: number, value_share: number) => ({id: name, name, service_share, value_share});
  const [a, b, c] = [row("Acme", 0.04, 0.29), row("Bolt", 0.06, 0.14), row("Core", 0.2, 0.1)];
  expect(hoursTitle([a, b], about)).toBe("Acme uses 4% of our hours with partners and brings 29% of partner revenue");
  expect(hoursTitle([a, b, c], about)).toBe("Core uses 20% of our hours with partners and brings 10% of partner revenue");
});

test("tickets that name no partner are told as such, not as tickets that are not recorded", () => {
  const told = (final: number) => {
    const f = portfolio(3, ({report}) => ({
      joint_tickets: [],
      report: {...report, tables: {...report.tables, tickets: {final, newest_drop: null, quarantined: 0}}}
    }));
    return plain(jointAnswer(f).finding);
  };
  expect([told(9), told(0)]).toEqual(["No ticket of 3 years names a partner", "Support tickets are not recorded"]);
});

test("a sentence that ends with a name that ends with a full stop has one full stop", () => {
  const acme = partner({id: "a", name: "Acme, Inc."});
  expect(plain(say`It follows the months before: ${acme}.`)).toBe("It follows the months before: Acme, Inc.");
  expect(plain(say`${acme} is far ahead. So is ${"Bolt Ltd."}.`)).toBe("Acme, Inc. is far ahead. So is Bolt Ltd.");
  expect(plain(say`${acme}, ${acme}. Next`)).toBe("Acme, Inc., Acme, Inc. Next");
});

test("a single score is compared with no average of one", () => {
  expect(scoresTitle([63], 66)).toBe("The only score is 63");
  expect(scoresTitle([63, 64], 66)).toBe("Scores run from 63 to 64; the average partner has 66");
});

test("where no like deals with and without partners are closed, the page says what they are compared by", () => {
  const {finding, paragraphs} = effectAnswer(portfolio(3, () => ({effect: []})));
  expect(plain(finding)).toBe("No closed deals with and without partners to compare like for like");
  expect(paragraphs.map(plain)).toEqual([
    "Compared are closed deals of the same industry and size of customer, so both columns have to be filled."
  ]);
});

test("where no deals are recorded the hours alone are told, of whatever has them; where neither is recorded, attention", () => {
  const told = (recorded: object) => {
    const f = portfolio(3, ({about}) => ({about: {...about, recorded: {...about.recorded, ...recorded}}}));
    return plain(serviceHeadline(f).finding);
  };
  expect(told({deals: false, tickets: true, activities: false})).toMatch(/hours of tickets with partners/);
  expect(told({deals: false, tickets: false, activities: true})).toMatch(/hours of activities with partners/);
  expect(told({deals: false, tickets: false, activities: false})).not.toMatch(/hours of|Hours are not recorded/);
  expect(told({deals: true})).not.toMatch(/hours of/);
});
