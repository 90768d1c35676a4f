import {expect, test} from "vitest";
import {attentionAnswer} from "../../src/copy/contact.ts";
import {figures} from "../../src/copy/partner.ts";
import type {Partner} from "../../src/contract/index.ts";
import {plain} from "../../src/copy/say.ts";
import {servedNames, troubleFreeAnswer} from "../../src/copy/service.ts";
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
