import {expect, test} from "vitest";
import {decideAnswer} from "../../src/copy/attention.ts";
import type {Facts} from "../../src/copy/facts.ts";
import type {CaseFacts} from "../../src/copy/caseFacts.ts";
import {overviewHeadline} from "../../src/copy/overview.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const first = {about: ["No deals opened with Quanta for 180 days"], partner: "q"};
const headline = (f: Facts) => plain(overviewHeadline(f, [first]).finding);

/** Eight partners, none of them graded low, and cases of some of them. */
function eight(cases: object[], change: Partial<Facts> = {}): Facts {
  const f = portfolio(60);
  const partners = f.partners.slice(0, 8).map((row) => ({...row, grade: "candidate" as const, score: 65}));
  return {...f, partners, headlines: [], history: {...f.history, now: {cases: cases as CaseFacts[]}}, ...change};
}
const slow = (kind: string, change: object = {}) => ({
  about: "partner",
  standing: true,
  kind,
  kinds: kind,
  met: true,
  partners: 1,
  ...change
});
const [opened, silent] = [slow("deals_below_pace"), slow("no_contact")];

test("where most partners slow at the same time that is what the overview says, and not the one of them with the most revenue", () => {
  const many = eight([opened, opened, opened, silent, slow("downgrade, below_pace", {kind: "downgrade"})]);
  expect(headline(many)).toBe("Eight partners, none of them at risk; 5 of them have slowed or stopped at the same time");
  expect(plain(decideAnswer(many, []).paragraphs[0]!)).toBe(
    "Five of 8 partners have slowed or stopped at the same time, which says more about the data, the season or the market than about each of them: check that every export is complete before you call."
  );
  expect(plain(decideAnswer(eight([slow("below_pace", {partners: 8})]), []).paragraphs[0]!)).toMatch(
    /^All 8 partners have slowed/
  );
  // a group counts each of its partners
  expect(headline(eight([slow("below_pace", {partners: 8})]))).toContain("; all of them have slowed");
});

test("partners that have slowed each for itself are told one by one", () => {
  // four of eight; one is within its pace again, one is off the list
  const few = eight([
    opened,
    opened,
    silent,
    silent,
    slow("below_pace", {met: false}),
    {...opened, standing: false},
    slow("conflict")
  ]);
  expect(headline(few)).toBe("Eight partners, sound overall; no deals opened with Quanta for 180 days");
  expect(decideAnswer(few, []).paragraphs.map(plain).join(" ")).not.toContain("at the same time");
  // three of four may coincide
  const three = eight([opened, opened, opened]);
  expect(headline({...three, partners: three.partners.slice(0, 4)})).toContain("sound overall");
});

test("a portfolio that brings far less than a year before is not called sound", () => {
  const f = eight([]);
  const [now] = f.concentration.filter((row) => row.dimension === "partner" && row.is_current);
  const then = {...now!, as_of: "2025-06-30", is_current: false, total: 100};
  const headlines = [{headline: "partners", value: 8, since_month: null, year_end: "2025-06-30", since_year: null}];
  const with_ = (total: number) => eight([], {headlines, concentration: [then, {...now!, total}]});
  expect(headline(with_(62))).toContain("Eight partners, none at risk, revenue 38% below a year before;");
  expect(headline(with_(75))).toContain("Eight partners, sound overall;");
});
