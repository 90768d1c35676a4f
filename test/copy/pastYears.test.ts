import {describe, expect, test} from "vitest";
import {lossBacktestSentence} from "../../src/copy/loss.ts";
import {notThen, pastNumbers, type PastRow} from "../../src/copy/past.ts";
import {plain} from "../../src/copy/say.ts";
import {lossYearsTable} from "../../src/tables/concentrationTables.ts";
import {inDocument} from "../support/drawn.ts";

type Summary = Parameters<typeof lossBacktestSentence>[0]["loss_backtest"][number];
type Year = Parameters<typeof lossYearsTable>[0][number];

const none: Summary = {origins: 0, failures: 0, kupiec: null, holds: true, worst_share: null, worst_on: null};
const sentence = (row: Partial<Summary>) => plain(lossBacktestSentence({loss_backtest: [{...none, ...row}]}));

const over: Year = {as_of: "2025-06-30", revenue: 100, expected_loss: null, var95: null, realised: 40, failed: null};
const withForecast: Year = {...over, as_of: "2025-07-31", expected_loss: 10, var95: 30, failed: true};

const columns = (rows: Year[]): string[][] =>
  inDocument(() => {
    const made = lossYearsTable(rows, "EUR") as Element;
    const cells = [...made.querySelectorAll("tbody tr")].map((tr) => [...tr.children].map((cell) => cell.textContent));
    return cells[0]!.map((_, i) => cells.map((row) => row[i]!));
  });

describe("past years", () => {
  test("are said not to be over only where none is", () => {
    expect(sentence({})).toMatch(/No past year is over yet/);
    const without = sentence({worst_share: 0.4, worst_on: "2025-06-30"});
    expect(without).not.toMatch(/over yet/);
    expect(without).toMatch(/No past year had a forecast/);
    expect(without).toMatch(/worst past year lost 40%/);
  });

  test("without any forecast have a table without columns for one", () => {
    const empty = (rows: Year[]) => columns(rows).filter((cells) => cells.every((cell) => cell === "–"));
    expect(empty([over, {...over, as_of: "2025-05-31"}])).toEqual([]);
    expect(columns([over])).toHaveLength(3);
  });

  test("of which one has a forecast have all columns", () => {
    expect(columns([over, withForecast])).toHaveLength(6);
  });
});

test("the overview of an earlier date says how concentrated revenue was as that of today does", () => {
  const row = (id: string, revenue: number, share: number | null) => ({id, name: `Partner ${id}`, revenue, share}) as PastRow;
  const said = (...rows: PastRow[]) => {
    const {value, unit, note} = pastNumbers(rows, 365, {currency: "EUR"})[2]!;
    return `${value} ${unit}: ${plain(note)}`;
  };
  expect(said(row("A", 50, 0.5), row("B", 50, 0.5))).toBe("50% from the largest: Partner A; equivalent to 2 equal partners");
  expect(said(row("A", 100, 1))).toBe("100% from the largest: Partner A; equivalent to 1 equal partner");
  expect(said(row("A", 0, null))).toBe("– : no revenue");
});

describe("a page whose address asks for an earlier date that can't be had", () => {
  const days = ["2026-09-30", "2026-10-31", "2026-11-15"];

  test("says that it is as of now, and whether that date has no figures or they could not be loaded", () => {
    expect(notThen("2020-01-31", days, false)).toBe(
      "The address asks for a date without figures: all on this page is as of 15\u00a0November\u00a02026."
    );
    expect(notThen("2026-02-30", days, false)).toBe(notThen("nonsense", days, false));
    expect(notThen("2026-09-30", days, false)).toBe(
      "The figures as of 30\u00a0September\u00a02026 could not be loaded: all on this page is as of 15\u00a0November\u00a02026. Reload the page to try again."
    );
  });

  test("is told from one that shows the date, and from one that asks for none", () => {
    for (const [asked, isLoaded] of [
      ["2026-09-30", true],
      ["2026-11-15", false],
      ["", false],
      [null, false]
    ] as const)
      expect(notThen(asked, days, isLoaded)).toBe("");
  });
});
