import {expect, test} from "vitest";
import type {Kind} from "../../src/contract/index.ts";
import {plain} from "../../src/copy/say.ts";
import {trustAnswer, trustKindsAnswer} from "../../src/copy/trust.ts";
import {whyNotRated} from "../../src/copy/whyNotRated.ts";
import {portfolio} from "./portfolios.ts";

/** A company that scores by deals alone, with so many outcomes of each kind; no kind tells partners apart but those that are named. */
const byDeals = (events: Record<Kind, number>, speaking: readonly Kind[] = []) =>
  portfolio(3, (f) => ({
    settings: {...f.settings, trust_weight_deal: 1, trust_weight_referral: 0, trust_weight_ticket: 0},
    partners: f.partners.map((row) => ({...row, grade: speaking.length ? row.grade : "not_rated"})),
    priors: f.priors.map((row) => ({...row, events: events[row.kind], speaks: speaking.includes(row.kind)}))
  }));

test("a kind of outcome whose weight is 0 is said to be left out for that, not for what is recorded of it", () => {
  const {paragraphs} = trustKindsAnswer(byDeals({deal: 9, referral: 9, ticket: 0}, ["deal"]));
  expect(plain(paragraphs.at(-1)!)).toBe(
    "Not counted: referrals (weight 0 in the settings) and support tickets (weight 0 in the settings)."
  );
});

test("where nobody is rated no export is asked for whose weight is 0", () => {
  expect(plain(whyNotRated(byDeals({deal: 0, referral: 9, ticket: 9}))!)).toBe(
    "No outcome of a deal is recorded in 3 years. An export of closed deals would change that. In the settings the weight of referrals and support tickets is 0, so they don’t count."
  );
  expect(plain(whyNotRated(byDeals({deal: 9, referral: 0, ticket: 0}))!)).toBe(
    "The data hold won deals only, which say nothing about who is reliable. An export that also has lost deals would change that."
  );
});

test("partners that changed grade, but to and from neither end, are told in the singular and the plural", () => {
  const moves = (n: number) => {
    const f = portfolio(3, ({partners}) => ({
      partners: partners.map((row, i) => ({
        ...row,
        grade: "candidate" as const,
        grade_before: i < n ? ("below_typical" as const) : null
      }))
    }));
    return trustAnswer(f).paragraphs.map(plain).join(" ").replaceAll("\u00a0", " ");
  };
  expect(moves(1)).toContain("1 partner changed grade, but not to trusted or at risk.");
  expect(moves(2)).toContain("2 partners changed grade, none of them to trusted or at risk.");
});
