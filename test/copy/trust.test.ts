import {expect, test} from "vitest";
import type {About, Kind} from "../../src/contract/index.ts";
import {accountAnswer} from "../../src/copy/attention.ts";
import {previousQuarter} from "../../src/copy/derive.ts";
import {changesAnswer, overviewHeadline} from "../../src/copy/overview.ts";
import {plain} from "../../src/copy/say.ts";
import {gradesTitle, trustAnswer, trustKindsAnswer} from "../../src/copy/trust.ts";
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
    "No outcome of a deal is recorded in 3 years. An export of closed deals with partners from that time would change that. In the settings the weight of referrals and support tickets is 0, so they don’t count."
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

test("where records are older than counts, those of that time are asked for; where there are none, any", () => {
  const asked = (recorded: Partial<About["recorded"]>) => {
    const f = byDeals({deal: 0, referral: 0, ticket: 0});
    const none = {deals: false, referrals: false, tickets: false, deals_from: null};
    const settings = {...f.settings, trust_weight_referral: 0.3, trust_weight_ticket: 0.3};
    return plain(whyNotRated({...f, settings, about: {...f.about, recorded: {...f.about.recorded, ...none, ...recorded}}})!);
  };
  expect(asked({deals: true, deals_from: "2019-05-01"})).toBe(
    "No outcome of a deal, referral or ticket is recorded in 3 years. An export of closed deals with partners, referrals or support tickets from that time would change that."
  );
  expect(asked({})).toBe(
    "No outcome of a deal, referral or ticket is recorded in 3 years. An export of closed deals, referrals or support tickets would change that."
  );
});

test("where nobody was rated at the last quarter's end, no grade is said not to have changed since", () => {
  const then = (grade: "not_rated" | "trusted") =>
    portfolio(3, ({scores, partners, ...f}) => ({
      partners: partners.map((row) => ({...row, grade: "trusted" as const, grade_before: null})),
      scores: [{as_of: previousQuarter({...f, settings: f.settings})!, grade}]
    }));
  const told = (f: ReturnType<typeof portfolio>) =>
    [...trustAnswer(f).paragraphs.map(plain), plain(changesAnswer(f, [], []).finding)].map((text) =>
      text.replaceAll("\u00a0", " ")
    );
  expect(told(then("not_rated")).slice(-2)).toEqual(["No partner was rated in Mar 2026.", "No partner was rated in Mar 2026"]);
  expect(told(then("trusted")).slice(-2)).toEqual(["No partner has changed grade since Mar 2026.", "No changes since Mar 2026"]);
});

test("the picture of grades begins with the first month in which anybody had one", () => {
  const month = (as_of: string, trusted: number, not_rated: number) => ({
    ...{as_of, trusted, not_rated, candidate: 0, below_typical: 0, at_risk: 0, unproven: 0}
  });
  const title = gradesTitle([month("2024-11-30", 0, 4), month("2025-09-30", 2, 2), month("2026-11-30", 3, 1)]);
  expect(title.replaceAll("\u00a0", " ")).toBe("Trusted: 3 now, 2 in Sep 2025; at risk: 0 now, 0 then");
});

test("a company whose deals are all direct is told that none names a partner", () => {
  expect(plain(overviewHeadline(portfolio(0), []).finding)).toBe("Every deal is direct: none names a partner");
});

test("a single case that is old enough to judge is right or not, no percentage", () => {
  const judged = (cases: number, precision: number) =>
    plain(accountAnswer({...portfolio(3), case_precision: [{kind: "all", cases, precision, lower: 0, upper: 1}]}).finding);
  expect([judged(1, 1), judged(1, 0), judged(2, 0.5)]).toEqual([
    "The only case old enough to judge was right, looking back",
    "The only case old enough to judge was not right, looking back",
    "50% of 2 cases were right, looking back"
  ]);
});
