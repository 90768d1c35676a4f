import {expect, test} from "vitest";
import type {About} from "../../src/contract/index.ts";
import {ownerReferralsAnswer, ownerRegistrationsAnswer} from "../../src/copy/owner.ts";
import {plain} from "../../src/copy/say.ts";

const about = {as_of: "2026-06-30", window_days: 365, recorded: {referrals: true, registrations: true}} as About;
const none = {name: "U", partners: [], cases: [], more: [], due: [], pipeline: []};
const on = (due_on: string) => ({due_on});

test.each([
  [[], "No deal registration of the last 12 months is undecided"],
  [[on("2026-06-30")], "One deal registration of the last 12 months undecided, 0 overdue"],
  [[on("2026-06-29"), on("2026-07-01")], "Two deal registrations of the last 12 months undecided, 1 overdue"]
])("what is undecided is told of the registrations of the window, as older ones are not listed: %j", (registrations, told) => {
  expect(plain(ownerRegistrationsAnswer({...none, referrals: [], registrations}, about).finding)).toBe(told);
});

test.each([
  [0, 365, "No referral received in 12 months is unanswered"],
  [1, 365, "One referral received in 12 months unanswered"],
  [2, 90, "Two referrals received in 90 days unanswered"]
])(
  "%i unanswered referrals are told of those received in the %i days of the window, as older ones are not listed",
  (n, window_days, told) => {
    const referrals = Array.from({length: n});
    expect(plain(ownerReferralsAnswer({...none, registrations: [], referrals}, {...about, window_days}).finding)).toBe(told);
  }
);
