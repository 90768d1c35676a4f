import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {coarsened, coarsenessOf} from "../../loaders/disclosure/coarsen.ts";
import {metasOf} from "../../loaders/disclosure/classes.ts";
import {everything} from "../../loaders/disclosure/audience.ts";
import {upDownBars} from "../../src/charts/upDownBars.ts";
import type {File, FileName} from "../../src/contract/index.ts";
import {byQuarter, calledPeriod, startOf} from "../../src/shared/periods.ts";
import {rowsOf} from "../../src/shared/rows.ts";
import {stepsTable} from "../../src/tables/partnerTables.ts";
import {quarterOf, saidQuarter} from "../../src/ui/quarterMenu.ts";
import {publishRecords} from "../release/project.ts";
import {drawn, inDocument} from "../support/drawn.ts";

/** A deal won on each of these days; the data's day is 30 June 2026. */
const wonOn = (...days: string[]) => ({
  partners: [{partner_id: "A", name: "Acme", joined_on: "2023-01-01"}],
  deals: days.map((day, i) => ({
    deal_id: `d${String(i)}`,
    partner_id: "A",
    customer_id: "C",
    opened_on: "2025-01-01",
    closed_on: day,
    status: "won",
    amount: "1000"
  }))
});

/** The quarters of the bars and those of revenue, each with what it holds, of a company whose fiscal year begins with a month. */
async function quartersOf(fiscal_year_first_month: number, ...days: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-quarters-"));
  try {
    await publishRecords(wonOn(...days), folder, undefined, null, {fiscal_year_first_month});
    const read = <N extends FileName>(name: N) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")) as File<N>;
    const {about} = read("partners");
    return {
      about,
      bars: rowsOf(read("partner_outcomes").quarters).map((row) => [row.quarter, row.kept]),
      labels: rowsOf(read("partner_outcomes").quarters).map((row) => calledPeriod(row.quarter, byQuarter(about))),
      revenue: rowsOf(read("partner_revenue").quarters)
        .filter((row) => row.net > 0)
        .map((row) => [row.starts_on, row.net / 1000]),
      names: rowsOf(read("partner_revenue").quarters)
        .filter((row) => row.net > 0)
        .map((row) => row.label),
      menu: read("traits")
    };
  } finally {
    rmSync(folder, {recursive: true});
  }
}

describe("a quarter is the company's own: bars, revenue, labels and menu agree", () => {
  const days = ["2025-12-31", "2026-01-31", "2026-02-01", "2026-03-31", "2026-04-30"];

  test("where the fiscal year begins in April, whose quarters are those of the calendar by another name", async () => {
    const found = await quartersOf(4, ...days);
    expect(found.bars).toEqual([
      ["2025-10-01", 1],
      ["2026-01-01", 3],
      ["2026-04-01", 1]
    ]);
    expect(found.revenue).toEqual(found.bars);
    expect(found.labels).toEqual(["Q3\u00a0FY2026", "Q4\u00a0FY2026", "Q1\u00a0FY2027"]);
    expect(found.names).toEqual(found.labels);
    expect(saidQuarter("2026-03-31", found.menu)).toBe("Q4\u00a0FY2026 (Jan to Mar\u00a02026)");
    expect(quarterOf("2026-03-31", found.menu)).toBe("FY2026-Q4");
  });

  test("where it begins in February, whose last quarter goes over the new year", async () => {
    const found = await quartersOf(2, ...days);
    expect(found.bars).toEqual([
      ["2025-11-01", 2],
      ["2026-02-01", 3]
    ]);
    expect(found.revenue).toEqual(found.bars);
    expect(found.labels).toEqual(["Q4\u00a0FY2026", "Q1\u00a0FY2027"]);
    expect(found.names).toEqual(found.labels);
    expect(saidQuarter("2026-01-31", found.menu)).toBe("Q4\u00a0FY2026 (Nov\u00a02025 to Jan\u00a02026)");
    expect(found.menu.days.slice(0, -1).every((day) => [1, 4, 7, 10].includes(Number(day.slice(5, 7))))).toBe(true);
  });
});

test("a fiscal quarter begins with the first of its months, also in the year before and for later ones", () => {
  const february = byQuarter({fiscal_year_first_month: 2});
  expect([startOf("2026-01-31", february), startOf("2026-02-01", february), startOf("2026-04-30", february)]).toEqual([
    "2025-11-01",
    "2026-02-01",
    "2026-02-01"
  ]);
  expect(startOf("2026-01-31", february, 1)).toBe("2026-02-01");
  expect(startOf("2026-11-15", byQuarter({fiscal_year_first_month: 12}))).toBe("2026-09-01");
});

test("bars are as wide as the fiscal quarter that they are of, with its name below and in their table", () => {
  const interval = byQuarter({fiscal_year_first_month: 2});
  const steps = [
    {date: "2025-11-01", up: 2, down: 0},
    {date: "2026-02-01", up: 3, down: 1}
  ];
  const known = ["2025-11-01", "2026-04-30"] as const;
  const {rects, texts} = drawn(() =>
    upDownBars(steps, {width: 640, interval, names: ["Won", "Lost"], span: ["2025-11-01", "2026-04-30"], known})
  );
  const [first, second] = rects.filter((r) => r.fill === "var(--accent)");
  expect(second!.x - (first!.x + first!.width)).toBeCloseTo(2, 0);
  expect(texts.map((t) => t.text)).toEqual(expect.arrayContaining(["Q4FY2026", "Q1FY2027"]));
  const middle = (bar: typeof first) => bar!.x + bar!.width / 2;
  expect(Math.abs(texts.find((t) => t.text === "Q1FY2027")!.x - middle(second))).toBeLessThan(2);
  const rows = inDocument(() =>
    [...(stepsTable(steps, ["Won", "Lost"], "deals", {interval, known}) as Element).querySelectorAll("tbody tr")].map(
      (row) => row.children[0]!.textContent
    )
  );
  expect(rows).toEqual(["Q1\u00a0FY2027", "Q4\u00a0FY2026"]);
});

test("a day that an audience sees by its quarter is the first of the fiscal quarter, as the bars are", () => {
  const coded = {...everything, partners: "coded" as const};
  const day = (firstMonth: number) =>
    coarsened("2026-01-20", metasOf("outcomes").quarter!, true, coarsenessOf(coded, {fiscal_year_first_month: firstMonth}));
  expect([day(1), day(2), day(4)]).toEqual(["2026-01-01", "2025-11-01", "2026-01-01"]);
});
