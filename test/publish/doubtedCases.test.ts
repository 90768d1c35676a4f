import {expect, test} from "vitest";
import {withDoubts} from "../../loaders/history/doubted.ts";
import type {Engine} from "../../loaders/engines/engine.ts";
import {allCases} from "../../loaders/publish/attention.ts";
import type {Portfolio} from "../../loaders/publish/portfolio.ts";
import {portfolio} from "../copy/portfolios.ts";

const stale = [{table: "deals", last: "2026-04-30"}];
const signals = [
  {subject_id: "p", kind: "deals_below_pace", raised_on: "2026-05-31"},
  {subject_id: "p", kind: "downgrade", raised_on: "2026-05-31"},
  {subject_id: "q", kind: "wins_below_pace", raised_on: "2026-04-30"},
  {subject_id: "r", kind: "below_pace", raised_on: "2026-05-31"}
];
const engine = {rows: () => Promise.resolve(signals)} as unknown as Pick<Engine, "rows">;

test("a signal is doubted where what it is counted from was not delivered since the day on which it was raised", async () => {
  const cases = [
    {subject_id: "p", kinds: "deals_below_pace, downgrade"},
    {subject_id: "q", kinds: "wins_below_pace"},
    {subject_id: "r", kinds: "below_pace"}
  ];
  expect((await withDoubts(engine, cases, stale)).map((row) => row.doubted)).toEqual(["deals_below_pace", "", ""]);
  expect((await withDoubts(engine, cases)).map((row) => row.doubted)).toEqual(["", "", ""]);
});

const row = (kinds: string, doubted: string) => ({
  ...{case_id: "c", about: "partner", kind: kinds.split(", ")[0], kinds, doubted, standing: true, lane: "do", since: null},
  ...{partner_id: "p", partner: "P", owner: null, raised_on: "2026-05-31", at_stake: null, size: null, size_unit: "money"},
  ...{
    met: true,
    seen: 0,
    expected: 6,
    detail: "90 alarm",
    status: "open",
    decided_by: null,
    decided_on: null,
    until: null,
    share: 0.1,
    shown: true,
    partners: 1
  }
});
const newsOf = (before: object[], now: object[]) => {
  const history = {before: {as_of: "2026-05-31", cases: before}, now: {cases: now}, moves: null};
  return allCases({...portfolio(3), history} as unknown as Portfolio).map((c) => c.news);
};

test("a case of a missing delivery alone is no news, nor is its end; once the delivery shows that it is real, it is new", () => {
  const [doubted, sure] = [row("deals_below_pace", "deals_below_pace"), row("deals_below_pace", "")];
  expect(newsOf([], [sure])).toEqual(["new"]);
  expect(newsOf([], [doubted])).toEqual(["continuing"]);
  expect(newsOf([doubted], [sure])).toEqual(["new"]);
  expect(newsOf([doubted], [])).toEqual([]);
  expect(newsOf([sure], [])).toEqual(["resolved"]);
  const more = (doubt: string) => row("deals_below_pace, downgrade", doubt);
  expect(newsOf([row("downgrade", "")], [more("deals_below_pace")])).toEqual(["continuing"]);
  expect(newsOf([more("deals_below_pace")], [more("")])).toEqual(["changed"]);
});
