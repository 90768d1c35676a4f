import {expect, test} from "vitest";
import {changes, changesAnswer, overviewHeadline, yearSentence} from "../../src/copy/overview.ts";
import {ofWholeWindows, recordedPeriod} from "../../src/copy/begins.ts";
import {retentionAnswer} from "../../src/copy/loss.ts";
import {spreadHistoryAnswer} from "../../src/copy/spread.ts";
import {dataHeadline} from "../../src/copy/data.ts";
import type {Facts} from "../../src/copy/facts.ts";
import {datedLine} from "../../src/copy/frame.ts";
import {pipelineAnswer} from "../../src/copy/pipeline.ts";
import {quarterAnswer, quartersCaption} from "../../src/copy/revenue.ts";
import type {RevenueFacts} from "../../src/copy/revenueFacts.ts";
import {keyNumbers} from "../../src/copy/keyNumbers.ts";
import {plain} from "../../src/copy/say.ts";
import {groupMoves} from "../../src/copy/segments.ts";
import {portfolio} from "./portfolios.ts";

/** A company whose first record is of `day`, with figures to 30 June 2026. */
const since = (day: string): Facts =>
  portfolio(3, ({about}) => ({about: {...about, recorded: {...about.recorded, from: day, deals_from: day}}}));
const told = (paragraphs: readonly (readonly unknown[])[]) =>
  paragraphs.map((p) => plain(p as Parameters<typeof plain>[0]).replaceAll("\u00a0", " ")).join(" ");
const begun = "Records begin on 1 February 2026: figures of 12 months are of the days since.";

test("where records begin within the window, the overview and the data page say when; from a whole window on they don't", () => {
  const whole = since("2025-07-01");
  const part = since("2026-02-01");
  expect(told(overviewHeadline(part, []).paragraphs)).toContain(begun);
  expect(told(dataHeadline(part).paragraphs)).toContain(begun);
  expect(told([...overviewHeadline(whole, []).paragraphs, ...dataHeadline(whole).paragraphs])).not.toContain("Records begin");
});

test("that records begin is no change: revenue is compared only with a window that they cover", () => {
  const revenue = (f: Facts) => changes(f).filter((row) => plain(row.what).startsWith("Partner revenue"));
  // the windows to 31 March 2026 and to 31 December 2025 begin on 1 April and 1 January 2025
  expect([revenue(since("2025-04-01")).length, revenue(since("2025-04-02")).length]).toEqual([1, 0]);
  const spread = (f: Facts) => plain(spreadHistoryAnswer(f).finding).replaceAll("\u00a0", " ");
  expect(spread(since("2025-01-01"))).toMatch(/since Dec 2025/);
  expect(spread(since("2025-01-02"))).toMatch(/since Mar 2026/);
  expect(spread(since("2025-04-02"))).toBe("No earlier month to compare with");
  expect(plain(yearSentence(since("2025-01-01")))).toContain("partner revenue was");
  expect(plain(yearSentence(since("2025-01-02")))).not.toContain("partner revenue was");
  expect(changesAnswer(since("2025-04-02"), [], []).question).toMatch(/^What changed since/);
});

test("revenue that reads the same then and now, spread alike, is no change", () => {
  const revenue = (more: (row: Facts["concentration"][number]) => object) =>
    changes(portfolio(3, ({concentration}) => ({concentration: concentration.map((row) => ({...row, ...more(row)}))}))).filter(
      (row) => plain(row.what).startsWith("Partner revenue")
    ).length;
  const same = {total: 6000, effective_n: 1.5};
  expect([
    revenue(() => same),
    revenue((row) => ({...same, total: row.is_current ? 6001 : 6000})),
    revenue((row) => ({...same, effective_n: row.is_current ? 2 : 1.5})),
    revenue((row) => ({...same, total: row.is_current ? 9000 : 6000}))
  ]).toEqual([0, 0, 1, 1]);
});

test("where deals have not been delivered for long, every page says so, and a running quarter without them is not called a fall", () => {
  const {about} = portfolio(3);
  const late = {
    ...about,
    stale: [
      {table: "deals", last: "2025-12-31"},
      {table: "tickets", last: "2026-01-31"}
    ]
  };
  const spaced = (text: string) => text.replaceAll("\u00a0", " ");
  expect(spaced(datedLine(late))).toBe(
    "Test & Co · data to 30 June 2026 · 3 partners · no delivery of deals and tickets since 31 Dec 2025 or later"
  );
  expect(datedLine(about)).not.toContain("no delivery");
  expect(told(overviewHeadline({...portfolio(3), about: late}, []).paragraphs)).toContain("what looks like a fall may be none");
  // no case leads, which may be of what was not delivered
  const silent = {partner: null, about: ["No deals opened with Partner 1 for 180 days"]};
  expect(told([overviewHeadline({...portfolio(3), about: late}, [silent]).finding])).toMatch(/; no delivery of deals since /);
  expect(told([overviewHeadline(portfolio(3), [silent]).finding])).toMatch(/; no deals opened with Partner 1/i);
  const period = {
    starts_on: "2025-10-01",
    ends_on: "2025-12-31",
    is_complete: true,
    net: 10,
    deals: 1,
    one_deal: false,
    new_partners: false,
    net_before: 10,
    label: "Q4 2025"
  };
  const now = {...period, starts_on: "2026-04-01", ends_on: "2026-06-30", is_complete: false, net: 0, label: "Q2 2026"};
  const facts = (of: typeof about) => ({about: of, quarters: [period, now]}) as unknown as RevenueFacts;
  expect(told(quarterAnswer(facts(late)).paragraphs)).toContain("Q2 2026: not known, no delivery of deals since 31 Dec 2025.");
  expect(told(quarterAnswer(facts(about)).paragraphs)).toContain("Q2 2026 up to 30 Jun 2026: €0");
  // nor is a forecast made of deals that are missing
  const coming = {...facts(late), pipeline: [], forecasts: []} as unknown as RevenueFacts;
  expect(plain(pipelineAnswer(coming).finding).replaceAll("\u00a0", " ")).toBe(
    "Not known: no delivery of deals since 31 Dec 2025"
  );
});

test("a picture over time shows no value of a window that records cover only in part, as its sentence does", () => {
  const points = ["2025-12-31", "2026-01-01", "2026-06-30"].map((as_of) => ({as_of, value: 2}));
  const shown = (from: string | null) => ofWholeWindows(points, portfolio(3).about, from).map(({value}) => value);
  expect(shown("2025-01-02")).toEqual([null, 2, 2]);
  expect(shown("2026-05-01")).toEqual([null, null, 2]);
  expect(shown(null)).toEqual([2, 2, 2]);
});

test("no retention is told against a window that records cover only in part, and growth over tenfold is told in times", () => {
  const told = (change: object) => {
    const f = portfolio(3, ({retention}) => ({retention: retention.map((row) => ({...row, ...change}))}));
    return plain(retentionAnswer(f).finding);
  };
  expect(told({net: 4.3, is_covered: false})).toBe("Not known yet: records cover only part of the 12 months to compare with");
  expect(told({net: 1.07})).toBe("Gross revenue retention 84%, net 107%");
  expect(told({net: 431})).toBe("Gross revenue retention 84%, net 431 times");
});

test("a quarter of which only a part is recorded is no measure for the same quarter a year later, in the caption as in the picture", () => {
  const quarters = (first: boolean) => [first, true, true, true, true].map((is_complete) => ({is_complete}));
  expect(quartersCaption(quarters(true))).toContain("outlined the same quarter a year before");
  expect(quartersCaption(quarters(false))).not.toContain("outlined");
});

test("who entered group A is told since no quarter whose window records cover only in part", () => {
  const told = (day: string) => {
    const f = {...since(day), segment_moves: [{id: "a", name: "Acme", move: "entered" as const}]};
    const few = keyNumbers(f).find(({to}) => to === "./segments")!;
    const rows = changes(f).filter((row) => row.now === "group A").length;
    return [plain(groupMoves(f)).replaceAll("\u00a0", " "), plain(few.note), rows];
  };
  expect(told("2025-04-01")).toEqual(["Since Mar 2026 Acme entered group A.", "Acme entered group A", 1]);
  expect(told("2025-04-02")).toEqual(["", "no earlier quarter to compare with", 0]);
});

test("outcomes of a window that records cover only in part are told of the time on record, not of the whole window", () => {
  const over = (from: string | null) => {
    const {about} = portfolio(3);
    return recordedPeriod(1095, {...about, recorded: {...about.recorded, from}});
  };
  // figures are of 30 June 2026
  expect(["2025-03-31", "2026-05-12", "2026-06-30"].map(over)).toEqual([
    "the 15 months on record",
    "the 50 days on record",
    "the 1 day on record"
  ]);
  // of 3 years all but 30 days, all of them, and none
  expect(["2023-07-31", "2023-07-02", null].map(over)).toEqual(["3 years", "3 years", "3 years"]);
  expect(over("2023-08-02")).toBe("the 35 months on record");
});

test("how even revenue was is compared only where both days have an effective number", () => {
  const revenue = (then: number | null, now: number | null) => {
    const f = portfolio(3, ({concentration}) => ({
      concentration: concentration.map((row) => ({...row, effective_n: row.is_current ? now : then}))
    }));
    return changes(f).filter((row) => plain(row.what).startsWith("Partner revenue")).length;
  };
  expect([revenue(3, 2), revenue(null, 2), revenue(3, null)]).toEqual([1, 0, 0]);
});
