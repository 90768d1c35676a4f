import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
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
