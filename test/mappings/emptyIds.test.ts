import {expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {csv, deliver} from "./support.ts";

/* What is said of an id that is empty: which column it is, as the export calls it, and what fills it. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const mapping = `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping({about: "x", signature: ["No", "Client"], table: "deals", columns: {deal_id: {from: "No"}, customer_id: {from: "Client"}, opened_on: {constant: "2026-01-04"}, closed_on: {constant: "2026-03-01"}, status: {constant: "won"}, amount: {constant: "5"}}});\n`;

test("bad_id names the column that is empty", async () => {
  const run = await deliver({"a.csv": csv("No,Client", "D1,C1", "D2,", ",C3", "D4,C4", "D5,C5", "D6,C6")}, {"a.ts": mapping});
  const {notes} = run.files[0]!;
  expect(notes.map((n) => [n.reason, n.column, n.what])).toEqual([
    ["bad_id", "customer_id", expect.stringMatching(/^Client \(customer_id\) is empty; customer_id \(.*\) must be filled\.$/)],
    ["bad_id", "deal_id", expect.stringMatching(/^No \(deal_id\) is empty; deal_id \(.*\) must be filled\.$/)]
  ]);
  expect(notes[0]!.edit).toMatch(/^Fill it at its source, or say what an empty cell means: empty on customer_id in .*a\.ts\.$/);
});

test("bad_id names the canonical column that is empty, and how many records lack it", async () => {
  const rest = "2026-01-04,2026-03-01,won,5";
  const good = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `D${n},C1,${rest}`);
  const run = await deliver({
    "deals_2026-03-31.csv": csv("deal_id,customer_id,opened_on,closed_on,status,amount", ...good, `D9,,${rest}`, `D10,,${rest}`)
  });
  expect(notesText(run.files[0]!.notes)).toContain("customer_id is empty in 2 records; customer_id");
});
