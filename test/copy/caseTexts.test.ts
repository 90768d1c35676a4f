import {expect, test} from "vitest";
import {caseText} from "../../src/copy/caseTexts.ts";
import type {CaseFacts} from "../../src/copy/facts.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const f = portfolio(3);
const concentration = {
  ...{kind: "concentration", kinds: "concentration", about: "dimension", subject_id: "customer", partner_id: null, partners: 0},
  ...{customer_id: null, customer: null, owner: null, met: true, size: 4000, share: null}
};
const told = (more: object) => {
  const {about, why, todo} = caseText({...concentration, ...more} as unknown as CaseFacts, f);
  return [about, why, todo].map(plain);
};

test("a dimension that is no longer highly concentrated was so, and nobody has to decide on it", () => {
  const band = {detail: "band", seen: 0.2081};
  expect(told(band)).toEqual([
    "Revenue by customer is highly concentrated",
    "The Herfindahl index is 2,081 points, above 1,800; the largest brings €4K.",
    "Leadership: decide which others to build up this year."
  ]);
  expect(told({...band, seen: 0.1727, met: false})).toEqual([
    "Revenue by customer was highly concentrated",
    "The Herfindahl index is 1,727 points, no longer above 1,800; the largest brings €4K. Now within the limit; the case closes once it stays clearly within.",
    "Leadership: watch it until the case closes."
  ]);
});

test("a partner that no longer brings the share that accounts must name is not said to bring it", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", detail: "partner", owner: "Ann Lee", partners: 1};
  expect(told({...one, seen: 0.31})).toEqual([
    "Quanta brings 31% of all revenue",
    "The ASC 280 threshold is 10%, companies under one parent counted as one.",
    "Ann Lee: ask Finance to check, and plan for its loss."
  ]);
  expect(told({...one, seen: 0.076, met: false})).toEqual([
    "Quanta no longer brings 10% of all revenue",
    "It is 7.6% now; the ASC 280 threshold is 10%. Now within the limit; the case closes once it stays clearly within.",
    "Ann Lee: watch it until the case closes."
  ]);
  expect(told({...one, partners: 3, seen: 0.076, met: false})[0]).toBe(
    "Quanta and 2 others of its group no longer bring 10% of all revenue"
  );
});
