import {expect, test} from "vitest";
import {unusableIn, unusableTables} from "../../loaders/publish/unusable.ts";
import type {About, Answer, Edition, PublishedReport} from "../../src/contract/index.ts";
import * as attention from "../../src/copy/attention.ts";
import {concentrationAnswer} from "../../src/copy/concentration.ts";
import {attentionAnswer} from "../../src/copy/contact.ts";
import {questionAnswer} from "../../src/copy/coverage.ts";
import * as deals from "../../src/copy/deals.ts";
import type {Facts} from "../../src/copy/facts.ts";
import {outcomesWords} from "../../src/copy/edition.ts";
import {firstDealsAnswer} from "../../src/copy/firstDeals.ts";
import {keyNumbers} from "../../src/copy/keyNumbers.ts";
import {lossAnswer, retentionAnswer} from "../../src/copy/loss.ts";
import {overviewHeadline} from "../../src/copy/overview.ts";
import {dependencyAnswer, matrixAnswer} from "../../src/copy/people.ts";
import {pipelineAnswer, stagesAnswer} from "../../src/copy/pipeline.ts";
import * as reciprocity from "../../src/copy/reciprocity.ts";
import {unusableSentence} from "../../src/copy/recorded.ts";
import {lagAnswer} from "../../src/copy/responses.ts";
import type {RevenueFacts} from "../../src/copy/revenueFacts.ts";
import {plain} from "../../src/copy/say.ts";
import {segmentsAnswer} from "../../src/copy/segments.ts";
import * as service from "../../src/copy/service.ts";
import {trustKindsAnswer} from "../../src/copy/trust.ts";
import {whyNotRated} from "../../src/copy/whyNotRated.ts";
import {portfolio} from "./portfolios.ts";

const text = (sentence: Answer["finding"] | null) => plain(sentence ?? []).replaceAll("\u00a0", " ");
const told = ({finding, paragraphs}: Answer) => [finding, ...paragraphs].map(text).join(" | ");

const none = {deals: false, referrals: false, tickets: false, topics: false, activities: false};
const no = {contacts: false, reviews: false, registrations: false, leadership: false, from: null, deals_from: null};

/** Three partners, of whom nothing else counts. */
const empty = (unusable?: About["unusable"]): Facts =>
  portfolio(3, (f) => ({
    about: {...f.about, recorded: {...none, ...no}, ...(unusable ? {unusable} : {})},
    partners: f.partners.map((row) => ({...row, revenue: 0, share: null, score: null, grade: "not_rated" as const})),
    kinds: [],
    priors: f.priors.map((row) => ({...row, events: 0, speaks: false, base_rate: null})),
    first_deals: [],
    joint_tickets: [],
    led_sizes: [],
    registrations: [],
    alliances: [],
    matrix: [],
    reps: [],
    history: {...f.history, before: null}
  }));

const answers = (f: Facts): Answer[] => [
  overviewHeadline(f, []),
  concentrationAnswer(f),
  lossAnswer(f),
  retentionAnswer(f),
  segmentsAnswer(f),
  deals.dealsHeadline(f),
  deals.ledAnswer(f),
  deals.registrationsAnswer(f),
  deals.effectAnswer(f),
  deals.maturityAnswer(f),
  dependencyAnswer(f),
  matrixAnswer(f),
  firstDealsAnswer(f),
  pipelineAnswer({...f, forecasts: [], pipeline: [], stages: []} as unknown as RevenueFacts),
  stagesAnswer({...f, stages: []} as unknown as RevenueFacts),
  reciprocity.reciprocityAnswer(f),
  reciprocity.oneSidedAnswer(f),
  reciprocity.alliancesAnswer(f),
  lagAnswer(f),
  attentionAnswer(f),
  service.hoursAnswer(f),
  service.jointAnswer(f),
  service.troubleFreeAnswer(f),
  service.reviewsAnswer(f),
  trustKindsAnswer(f),
  attention.worklistsAnswer(f),
  attention.attentionHeadline(f, []),
  attention.decideAnswer(f, [])
];

test("what was delivered and could not be used is nowhere called not recorded, and no page asks for an export of it", () => {
  const lost = (["deals", "referrals", "tickets", "activities"] as const).map((table) => ({table, records: 40}));
  const f = empty(lost);
  for (const said of [
    ...answers(f).map(told),
    ...keyNumbers(f)
      .slice(1)
      .map(({note}) => text(note))
  ])
    expect(said).toMatch(/could be used; see Data/i);
  const all = answers(f).map(told).join("\n");
  expect(all).not.toMatch(/(is|are) not recorded/);
  expect(all).not.toMatch(/An export of/);
  expect(told(deals.ledAnswer(f))).toBe("None of 40 delivered records of deals could be used; see Data");
  expect(told(attentionAnswer(f))).toBe("None of 80 delivered records of support tickets and activities could be used; see Data");
  // nothing was delivered
  expect(told(deals.ledAnswer(empty()))).toBe("Deals are not recorded");
  expect(text(whyNotRated(empty()))).toMatch(/An export of closed deals, referrals or support tickets would change that\.$/);
  expect(text(whyNotRated(empty([{table: "deals", records: 40}])))).toMatch(
    /None of 40 delivered records of deals could be used; see Data\. An export of referrals or support tickets would change that\.$/
  );
  const question = {id: "loss", question: "?", answer: "no" as const, way: "won deals", columns: [], missing: ["deals.amount" as const], thin: [], better: []}; // prettier-ignore
  expect(told(questionAnswer(question, null, unusableSentence(f.about, ["deals"])))).toBe(
    "Not yet | It can be answered from won deals: deals.amount is missing. None of 40 delivered records of deals could be used; see Data."
  );
});

test("records that count nowhere are told as one or several, as unread, and as those that name no partner", () => {
  const said = (...unusable: NonNullable<About["unusable"]>) => text(unusableSentence({unusable}));
  expect(said()).toBe("");
  expect(said({table: "deals", records: 0})).toBe("The delivered deals could not be used; see Data");
  expect(said({table: "deals", records: 1})).toBe("The only delivered record of deals could not be used; see Data");
  expect(said({table: "deals", records: 2})).toBe("None of 2 delivered records of deals could be used; see Data");
  expect(said({table: "deals", records: 0}, {table: "referrals", records: 1})).toBe(
    "The delivered deals and referrals could not be used; see Data"
  );
  expect(said({table: "deals", records: null})).toBe("The delivered deals could not be used");
  expect(said({table: "tickets", records: 25, no_partner: true})).toBe(
    "None of 25 delivered records of support tickets names a partner"
  );
  expect(said({table: "tickets", records: 1, no_partner: true}, {table: "activities", records: 3})).toBe(
    "The only delivered record of support tickets names no partner; none of 3 delivered records of activities could be used; see Data"
  );
});

test("a table of which something was delivered and no record counts is known from the report; a partner’s edition tells no number", () => {
  const file = (table: string | null, outcome: string, records: number, quarantined = 0) => ({
    path: "exports/crm.csv",
    table,
    outcome,
    records,
    quarantined
  });
  const table = (final: number) => ({final, newest_drop: null, quarantined: 0});
  const report = {
    files: [
      file("deals", "refuse", 40),
      file("deals", "accept", 3, 2),
      file("referrals", "accept", 9, 9),
      file("partners", "hold", 7),
      file("activities", "accept", 0),
      file(null, "refuse", 5)
    ],
    tables: {deals: table(0), referrals: table(0), partners: table(6), tickets: table(4)}
  } as unknown as PublishedReport;
  expect(unusableIn(report, {tickets: true})).toEqual({
    unusable: [
      // two files may hold the same records: how many there are is not known
      {table: "deals", records: 0},
      {table: "referrals", records: 9}
    ]
  });
  const nameless = {table: "tickets", records: 4, no_partner: true};
  expect(unusableIn(report, {tickets: false}).unusable).toContainEqual(nameless);
  expect(unusableTables({unusable: [{table: "deals", records: 42}]})).toEqual({unusable: [{table: "deals", records: null}]});
  expect(unusableTables({})).toEqual({});
});

test("a file that was refused before its headers were known is of the table that its name begins with", () => {
  const refused = (path: string) => ({path, table: null, outcome: "refuse", records: 0, quarantined: 0});
  const unusable = (...names: string[]) =>
    unusableIn({files: names.map(refused), tables: {}} as unknown as PublishedReport, {tickets: false});
  expect(unusable("2026-06/referrals_2026-06-30.xls", "Deals.csv")).toEqual({
    unusable: [
      {table: "deals", records: 0},
      {table: "referrals", records: 0}
    ]
  });
  expect(unusable("crm_deals.csv", "deal_partners_2026-06-30.csv")).toEqual({});
});

test("who won or led is not called unrecorded where nothing was won or closed, nor anybody not over-served without hours", () => {
  const deals_only = (change: Partial<About["recorded"]>, served: number | null) =>
    portfolio(3, (f) => ({
      about: {...f.about, recorded: {...f.about.recorded, activities: false, ...change}},
      partners: f.partners.map((row) => ({...row, hours: 0, service_share: served, served: null})),
      muted_rules: [],
      led_sizes: [],
      reps: []
    }));
  const f = deals_only({}, null);
  expect(told(dependencyAnswer(f))).toBe("No deal won in 12 months names a rep");
  expect(told(deals.ledAnswer(f))).toBe("No deal with a partner closed in 3 years has a recorded lead");
  expect(told(deals.ledAnswer(deals_only({leadership: false}, null)))).toBe("Who led the deals is not recorded");
  expect(told(attentionAnswer(f))).toMatch(/^No hours with partners are recorded in 12 months \|/);
  expect(told(attentionAnswer(deals_only({}, 0.5)))).toMatch(/^No partner is over-served \|/);
  expect(told(service.hoursAnswer(f))).toBe("No hours of tickets with partners are recorded in 12 months");
  const number = keyNumbers(f).at(-1)!;
  expect([number.value, text(number.note)]).toEqual([
    "–",
    "no hours with partners are recorded in 12 months; contacts are not recorded"
  ]);
});

test("tickets that name customers alone are told where they lack, and no page warns of them in each run", () => {
  const f = empty([{table: "tickets", records: 60, no_partner: true}]);
  expect(told(service.hoursAnswer(f))).toBe("None of 60 delivered records of support tickets names a partner");
  const rated = {...f, partners: portfolio(3).partners};
  for (const answer of [overviewHeadline(rated, []), attention.attentionHeadline(rated, []), attention.decideAnswer(rated, [])])
    expect(told(answer)).not.toMatch(/support tickets/);
});

test("what could not be used is told once on the page of cases, and once where no partner is there", () => {
  const f = {...empty([{table: "partners", records: 3}]), partners: []};
  expect(told(overviewHeadline(f, [])).match(/None of 3 delivered records of partners/g)).toHaveLength(1);
  expect(told(attention.attentionHeadline(f, []))).toMatch(/Cases may be missing: none of 3/);
  expect(told(attention.decideAnswer(f, []))).toMatch(/Cases may be missing: none of 3/);
  expect(told(attention.decideAnswer(f, [], "attention"))).not.toMatch(/Cases may be missing/);
});

test("tickets without a partner are no answer to what outcomes there are", () => {
  const f = empty([{table: "tickets", records: 60, no_partner: true}]);
  expect(text(trustKindsAnswer(f).finding)).toBe("Nothing that tells partners apart is recorded yet");
  const edition = (unusable: About["unusable"]) => ({about: {...f.about, unusable}}) as unknown as Edition;
  expect(text(outcomesWords([], edition(unusableTables(f.about).unusable)).finding)).toBe("No outcome is recorded");
  expect(text(outcomesWords([], edition([{table: "deals", records: null}])).finding)).toBe(
    "The delivered deals could not be used"
  );
});
