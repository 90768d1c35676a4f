import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {openDealsTable} from "../../src/tables/reviewTables.ts";
import {table} from "../../src/tables/table.ts";
import {inDocument} from "../support/drawn.ts";

const rows = Array.from({length: 60}, (_, i) => ({name: `Row ${i + 1}`}));
const made = (still?: number) =>
  inDocument(() => {
    const node = table(rows, {
      ...{caption: "Rows", file: "rows", empty: "None.", columns: [{label: "Name", value: (row: {name: string}) => row.name}]},
      ...(still ? {still} : {})
    }) as Element;
    return [node.querySelectorAll("tbody tr").length, node.querySelector(".chosen")!.textContent];
  });

test("a table that is read without scripts says how many of its rows it shows", () => {
  const global = globalThis as {prerendering?: unknown};
  global.prerendering = true;
  try {
    expect(made()).toEqual([10, "The first 10 of 60 rows"]);
    expect(made(40)).toEqual([40, "The first 40 of 60 rows"]);
    expect(made(200)).toEqual([60, ""]);
  } finally {
    delete global.prerendering;
  }
  const style = readFileSync("src/style.css", "utf8");
  expect(style).toMatch(/html:not\(\.js\) \.chosen:not\(:empty\) \{\s*display: block;/);
});

test("a review has as many open deals as a sheet holds, the largest, and says of how many", () => {
  const deals = Array.from({length: 342}, (_, i) => ({
    ...{customer: `Customer ${i}`, value: 342 - i, stage: null, expected_close_on: null, opened_on: "2026-01-05"},
    ...{age_days: 30, stalled: false}
  })) as unknown as Parameters<typeof openDealsTable>[0];
  const shown = (n: number) =>
    inDocument(() => {
      const node = openDealsTable(deals.slice(0, n), {as_of: "2026-02-04", currency: "EUR"}) as Element;
      return [node.querySelectorAll("tbody tr").length, node.querySelector(".chosen")!.textContent];
    });
  expect(shown(342)).toEqual([30, "The first 30 of 342 rows"]);
  expect(shown(30)).toEqual([30, ""]);
});
