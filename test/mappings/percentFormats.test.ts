import {writeXlsx, type Cell, type WriteSheet} from "hucre/xlsx";
import {expect, test} from "vitest";
import {csv, deliver, rowsOf} from "./support.ts";

/* Percentages as workbooks hold them: 0.3 under a format that shows 30%. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const deals = (probability: string) =>
  `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping({about: "x", signature: ["No", "Chance"], table: "deals", columns: {deal_id: {from: "No"}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-04"}, status: {constant: "open"}, amount: {constant: "1"}, probability: ${probability}}});\n`;

/** A workbook of these numbers under the headers No and Chance, with the number format of each. */
async function book(...numbers: [number, string | null][]): Promise<Buffer> {
  const rows = [["No", "Chance"], ...numbers.map(([value], i) => [`D${i}`, value])];
  const cells = new Map<string, Partial<Cell>>();
  for (const [i, [value, numFmt]] of numbers.entries())
    if (numFmt) cells.set(`${i + 1},1`, {value, type: "number", style: {numFmt}});
  return Buffer.from(await writeXlsx({sheets: [{name: "Deals", rows, cells} satisfies WriteSheet]}));
}

test("a number under a format of percent is the percentage that the workbook shows, and one without is the number", async () => {
  const workbook = await book([0.3, "0%"], [0.07, "0.00%;[Red]-0.00%"], [1, "0%"], [15, '0"%"'], [0.5, null]);
  const run = await deliver({"a.xlsx": workbook}, {"a.ts": deals('{from: "Chance", strip: ["%"]}')});
  expect(await rowsOf(run, "deals", ["deal_id", "probability"])).toEqual([
    ["D0", "30.0"],
    ["D1", "7.0"],
    ["D2", "100.0"],
    ["D3", "15.0"],
    ["D4", "0.5"]
  ]);
});

test("a rule that reads shares of 1 reads them under a format of percent too", async () => {
  const run = await deliver(
    {"a.xlsx": await book([0.3, "0%"], [1, "0%"], [0.45, null])},
    {"a.ts": deals('{from: "Chance", unit: "fraction"}')}
  );
  expect(await rowsOf(run, "deals", ["deal_id", "probability"])).toEqual([
    ["D0", "30.0"],
    ["D1", "100.0"],
    ["D2", "45.0"]
  ]);
});

test("a percentage of a workbook is rejected like one of a text, where a column counts in percent without a sign", async () => {
  const lines = csv("No,Chance", "D0,30%", "D1,20");
  const files: Record<string, string | Uint8Array>[] = [{"a.csv": lines}, {"a.xlsx": await book([0.3, "0%"], [20, null])}];
  for (const file of files) {
    const run = await deliver(file, {"a.ts": deals('{from: "Chance"}')});
    expect(await rowsOf(run, "deals", ["deal_id", "probability"])).toEqual([["D1", "20.0"]]);
    expect(run.quarantine.map((q) => q.reason)).toEqual(["probability"]);
  }
});
