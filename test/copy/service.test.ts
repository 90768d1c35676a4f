import {expect, test} from "vitest";
import {plain} from "../../src/copy/say.ts";
import {troubleFreeAnswer} from "../../src/copy/service.ts";
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
