import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {figuresOfPartners} from "../../loaders/explain/partners/figures.ts";
import {figuresOfPortfolio} from "../../loaders/explain/portfolio/figures.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {deal} from "../metrics/support.ts";
import {factsOf} from "../support/facts.ts";

test("the quarter that is explained is the last that ended by the last delivery of deals, as on the pages", async () => {
  const settings = parseSettings({history_months: 0}, "test");
  const deals = ["2024-02-10", "2025-02-10", "2025-05-10"].map((closed_on) => deal({closed_on, amount: 100, partner_id: "a"}));
  const db = await factsOf({deals}, {history_months: 0});
  onTestFinished(() => db.close());
  await buildMetrics(db, settings, "2025-06-30");
  const build = mkdtempSync(path.join(tmpdir(), "handshake-delivered-"));
  const explained = async (delivered: string | null) => {
    const asked = {asOf: "2025-06-30", delivered, settings, build, reader: {locate: () => Promise.resolve(new Map())}} as never;
    const own: {metric: string; row: string}[] = [];
    for await (const [, figures] of figuresOfPartners(db, asked)) own.push(...figures);
    const all = await figuresOfPortfolio(db, asked);
    const of = (figures: readonly {metric: string; row: string}[], metric: string) =>
      figures.find((f) => f.metric === metric)?.row;
    return [of(own, "revenue_periods"), of(all, "revenue_comparison")];
  };
  const quarter = (day: string) => [
    `period_kind quarter, starts_on ${day}`,
    `kind partner, period_kind quarter, starts_on ${day}`
  ];
  expect(await explained("2025-04-02")).toEqual(quarter("2025-01-01"));
  expect(await explained("2025-06-30")).toEqual(quarter("2025-04-01"));
  expect(await explained(null)).toEqual(quarter("2025-04-01"));
});
