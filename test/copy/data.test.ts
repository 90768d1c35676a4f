import {expect, test} from "vitest";
import {dataHeadline, freshnessAnswer, nearMissesAnswer} from "../../src/copy/data.ts";
import {plain} from "../../src/copy/say.ts";
import {period, span} from "../../src/shared/formats.ts";
import {portfolio} from "./portfolios.ts";

const headline = (totals: Partial<ReturnType<typeof portfolio>["report"]["totals"]>): string => {
  const none = {records: 0, accepted: 0, deduplicated: 0, superseded: 0, quarantined: 0};
  const f = portfolio(3, ({report}) => ({report: {...report, totals: {...report.totals, ...none, ...totals}}}));
  return plain(dataHeadline(f).finding).replaceAll("\u00a0", " ");
};

test("the data page opens with what was not taken: rejected records, else those of files that were not taken", () => {
  expect(headline({records: 10, accepted: 10})).toBe("Data to 30 June 2026; no record is rejected");
  expect(headline({records: 10, accepted: 7, quarantined: 3})).toBe("Data to 30 June 2026; 3 of 10 records are rejected");
  expect(headline({records: 1226, accepted: 446})).toBe(
    "Data to 30 June 2026; 780 of 1,226 records are in files that were not taken"
  );
});

test("that no two ids look the same says what was looked for: of one source, companies of the same name alone", () => {
  const {finding, paragraphs} = nearMissesAnswer(portfolio(3));
  expect([finding, ...paragraphs].map(plain)).toEqual([
    "No two ids look the same",
    "Looked for: similar names, web domains and e-mail addresses between sources; within one source, companies of the same name."
  ]);
});

test('one day after "the last" is said in the singular', () => {
  const f = portfolio(3);
  const one = {...f, settings: {...f.settings, cadence_days: 1}};
  const fresh = [{table: "deals", records: 1, stale: false}] as Parameters<typeof freshnessAnswer>[1];
  expect(plain(freshnessAnswer(one, fresh).finding)).toBe("Every table with records was delivered within the last day");
  expect([1, 2, 365, 730].map((days) => span(period(days)))).toEqual(["day", "2 days", "12 months", "2 years"]);
});

test("a list that somebody writes, such as aliases, may be old: then only what systems export is called fresh", () => {
  const row = (table: string, age_days: number) => ({table, records: 1, stale: false, age_days});
  const told = (...rows: object[]) =>
    plain(freshnessAnswer(portfolio(3), rows as unknown as Parameters<typeof freshnessAnswer>[1]).finding);
  expect(told(row("deals", 3), row("aliases", 882))).toBe(
    "Every table that systems export was delivered within the last 45 days"
  );
  expect(told(row("deals", 3), row("aliases", 3))).toBe("Every table with records was delivered within the last 45 days");
});
