import path from "node:path";
import {expect, test} from "vitest";
import {everything, type Audience} from "../../loaders/disclosure/audience.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {limitPortfolio} from "../../loaders/disclosure/limit.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {bringersOf} from "../../loaders/mappings/engine/bringers.ts";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {coverage} from "../../loaders/publish/coverage.ts";
import {data} from "../../loaders/publish/data.ts";
import {readPortfolio, type Portfolio} from "../../loaders/publish/portfolio.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {coverageHeadline, questionAnswer} from "../../src/copy/coverage.ts";
import {nearMissesAnswer} from "../../src/copy/data.ts";
import {plain} from "../../src/copy/say.ts";
import {answerable, siteQuestions, type Needed} from "../../src/shared/answerable.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf, type Records} from "../support/facts.ts";

const deal = (deal_id: string, more: Record<string, string | null>) => ({
  deal_id,
  customer_id: "C",
  opened_on: "2026-01-10",
  amount: "100",
  ...more
});
const won = {status: "won", closed_on: "2026-03-10"};
const accepted = (table: string, mapping: string | null): Portfolio["report"]["files"][number] => ({
  path: `${table}.csv`,
  table,
  mapping,
  outcome: "accept",
  reason: null,
  message: "",
  drop_date: "2026-06-30",
  records: 4,
  accepted: 4,
  deduplicated: 0,
  superseded: 0,
  quarantined: 0,
  warnings: []
});

async function portfolioOf(records: Records, report: Portfolio["report"]): Promise<Portfolio> {
  const settings = parseSettings({}, "test");
  const db = await factsOf(records);
  try {
    await buildMetrics(db, settings, asOf);
    return await readPortfolio(db, settings, asOf, report, await readHistory({db, settings}, asOf, null, []));
  } finally {
    db.close();
  }
}

const records: Records = {
  deals: [
    deal("D1", {...won, partner_id: "A"}),
    deal("D2", {...won, partner_id: null}),
    deal("D3", {status: "open", closed_on: null, partner_id: null}),
    deal("D4", {status: "open", closed_on: null, partner_id: null})
  ],
  deal_partners: [{deal_id: "D2", partner_id: "B"}],
  tickets: [
    {ticket_id: "T1", partner_id: "A", owner: "us", opened_on: "2026-01-05", hours: "2"},
    {ticket_id: "T2", partner_id: "A", owner: "us", opened_on: "2026-01-05", hours: null},
    {ticket_id: "T3", partner_id: "A", owner: "us", opened_on: "2026-01-05", hours: null}
  ]
};
const near = {kind: "partner", from: "A", from_name: "Nord GmbH", to: "B", to_name: "Nord", score: 0.99, why: "same name"};
const report: Portfolio["report"] = {
  ...emptyReport,
  files: [accepted("deals", "pipedrive_deals"), accepted("tickets", null)],
  near_misses: {total: 2, pairs: [near]}
};

test("the page says per column how many records have it: a partner in deal_partners counts, and only closed deals close", async () => {
  const library = await readMappings([path.join(import.meta.dirname, "../../loaders/mappings")]);
  const page = coverage(await portfolioOf(records, report), bringersOf(library));
  const column = (name: string) => page.columns.find((c) => c.name === name)!;
  expect([column("deals.partner_id").records, column("deals.partner_id").filled]).toEqual([4, 0.5]);
  expect([column("deals.closed_on").records, column("deals.closed_on").filled]).toEqual([2, 1]);
  expect([column("tickets.hours").records, column("tickets.hours").filled]).toEqual([3, 1 / 3]);
  expect([column("referrals.outcome").records, column("referrals.outcome").filled]).toEqual([0, null]);
  expect(page.words.questions.map((q) => [q.question, plain(q.finding)])).toEqual([
    ["How many partnerships do we have, and how solid are they?", "Not yet"],
    ["Do we give as we get?", "Not yet"],
    ["What is lost if one leaves?", "Yes, from won deals with amounts"],
    ["Which few carry most, and who could become one of them?", "Yes, from won deals with amounts"],
    ["Are we in contact with the others?", "In part, from hours spent on tickets"]
  ]);
  expect(plain(page.words.questions[4]!.paragraphs[0]!)).toBe("tickets.hours is filled in 33% of the records.");
  expect(plain(page.words.headline.finding)).toBe("The data answers 2 of the 5 questions, and 1 in part");
});

test("what is missing names the header of the delivered export, else the exports that have it", async () => {
  const library = await readMappings([path.join(import.meta.dirname, "../../loaders/mappings")]);
  const direct = {...records, deals: records.deals!.map((d) => ({...d, partner_id: null})), deal_partners: []};
  const page = coverage(await portfolioOf(direct, report), bringersOf(library));
  const bring = (name: string) => page.columns.find((c) => c.name === name)!.bring;
  expect(bring("deals.partner_id")).toBe(
    "Add “Deal - Channel partner”, “Deal - Partner” or “Deal - Reseller” to the export that pipedrive_deals reads."
  );
  expect(bring("deals.product")).toBe("If the export that pipedrive_deals reads has it, name its column on product there.");
  expect(bring("tickets.due_on")).toBe("Fill the column due_on in the files of tickets.");
  expect(bring("referrals.outcome")).toMatch(/^Deliver referrals_YYYY-MM-DD\.csv, or an export of .*PartnerStack leads/);
  expect(bring("deals.status")).toBe("");
});

test("every column that a question needs is a canonical one, with a meaning", async () => {
  const page = coverage(await portfolioOf({}, emptyReport), []);
  expect(page.columns.filter((c) => !c.meaning)).toEqual([]);
  expect(page.columns.length).toBe(
    siteQuestions.reduce((n, q) => n + q.better.length + q.ways.reduce((m, w) => m + w.columns.length, 0), 0)
  );
  expect(plain(page.words.headline.finding)).toBe("The data answers none of the 5 questions");
});

test("sentences hold for all, some and none of the questions", () => {
  const all = new Map(siteQuestions.flatMap((q) => q.ways.flatMap((w) => w.columns.map((c): [Needed, number] => [c, 1]))));
  expect(plain(coverageHeadline(answerable(all)).finding)).toBe("The data answers all 5 questions");
  const one = new Map(all).set("referrals.outcome", 0);
  expect(plain(questionAnswer(answerable(one)[1]!, null).paragraphs[0]!)).toBe(
    "It can be answered from referrals in both directions: referrals.outcome is missing."
  );
});

test("ids that look the same stand on the data page; who may not see names sees how many", async () => {
  const p = await portfolioOf(records, report);
  expect(data(p).report.near_misses.pairs).toEqual([near]);
  expect(plain(nearMissesAnswer(p).finding)).toBe("Two pairs of ids look the same");
  const audience: Audience = {...everything, partners: "coded", money: "banded"};
  const limited = limitPortfolio(p, audience, (await readCodes("")).of("coded"));
  expect(limited.report.near_misses).toEqual({total: 2, pairs: []});
  expect(limited.report.files.map((f) => f.mapping)).toEqual([null, null]);
});

test("columns that are filled don't answer how solid partnerships are where all deals are won", async () => {
  const p = await portfolioOf(
    {
      deals: [...Array(30).keys()].map((i) => ({
        deal_id: `d${i}`,
        partner_id: i % 2 ? "a" : "b",
        customer_id: `c${i}`,
        opened_on: "2026-01-01",
        closed_on: "2026-02-01",
        status: "won",
        amount: 100,
        currency: "EUR"
      }))
    },
    emptyReport
  );
  const [solid] = coverage(p, []).words.questions;
  expect(plain(solid!.finding)).toBe("Not yet");
  expect(plain(solid!.paragraphs[0]!)).toContain("The data hold won deals only");
});
