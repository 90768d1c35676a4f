import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {bareFigures} from "../../loaders/explain/partners/figures.ts";
import {portfolioFigures} from "../../loaders/explain/portfolio/rows.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {portfolioPages} from "../../src/shared/address.ts";
import {root} from "../support/handshake.ts";

/** The metrics that a text asks for in calls such as cameAbout(origin, "trust", "risk"). */
const askedIn = (text: string, call: RegExp): string[] =>
  [...text.matchAll(call)].flatMap((found) => [...found[1]!.matchAll(/"([a-z_]+)"/g)].map((m) => m[1]!));

const page = (name: string): string => readFileSync(path.join(root, "src", `${name}.md`), "utf8");
const ofPage = (name: string): string[] => [
  ...askedIn(page(name), /cameAbout\(origin((?:, "[a-z_]+")+)\)/g),
  ...(name === "index"
    ? askedIn(readFileSync(path.join(root, "src/charts/overviewFigures.ts"), "utf8"), /came\(overview((?:, "[a-z_]+")+)\)/g)
    : [])
];

test.each([...portfolioPages])("every figure of all partners that /%s opens is in the file that it asks for", (name) => {
  const asked = ofPage(name);
  expect(asked.length).toBeGreaterThan(2);
  for (const metric of asked) expect(portfolioFigures[metric]?.pages, metric).toContain(name);
});

test("a page that opens figures of all partners is among those whose editions get them", () => {
  const partners = ["review", "partner"];
  const opening = readdirSync(path.join(root, "src"))
    .flatMap((file) => (file.endsWith(".md") ? [file.slice(0, -3)] : []))
    .filter((name) => !partners.includes(name) && ofPage(name).length);
  expect(opening.sort()).toEqual([...portfolioPages].sort());
});

test("every figure of all partners is a metric, and some page opens it", () => {
  const known = new Set(readCatalogue().map((m) => m.name));
  for (const [metric, {pages}] of Object.entries(portfolioFigures)) {
    expect(known, metric).toContain(metric);
    expect(
      pages.filter((name) => ofPage(name).includes(metric)),
      metric
    ).toEqual([...pages]);
  }
});

/** What no formula of its row's numbers gives: its definition, what it is made of, and its settings tell it. */
const withoutFormula = {
  cases: "a rule over signals, and no number",
  regions: "a deal without a region is in that of each of its partners, which no formula of deals tells apart",
  trust_next_grades: "found by trying whole numbers one after the other",
  backtest_calibration: "a mean over rows of all partners and dates"
};

test("every figure that a page opens has a formula, but those that none gives", () => {
  const figures = bareFigures();
  expect(figures.length).toBeGreaterThan(Object.keys(portfolioFigures).length);
  expect(
    figures
      .filter(({formulas}) => formulas.length === 0)
      .map(({metric}) => metric)
      .sort()
  ).toEqual(Object.keys(withoutFormula).sort());
});
