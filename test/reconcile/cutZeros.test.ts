import {afterEach, beforeEach, expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const deals = (...keys: string[]) =>
  `deal_id,customer_id,opened_on,status,amount\n${keys.map((key) => `${key},C1,2026-01-02,open,1\n`).join("")}`;

async function drop(files: Record<string, string>, mappings: string[] = []): Promise<Ingested> {
  run?.db.close();
  await writeFiles(`${folder}/drops`, files);
  run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30", mappings});
  return run;
}

const keys = async (r: Ingested) =>
  (await r.db.rows<{deal_id: string}>("select deal_id from facts.deals order by deal_id")).map((row) => row.deal_id);

test("a key without the leading zeros that it has elsewhere in the file is damaged, and no record of its own", async () => {
  const r = await drop({"deals_2026-02-01.csv": deals("00123", "123", "00124", "7000")});
  expect(await keys(r)).toEqual(["00123", "00124", "7000"]);
  expect(r.quarantine.map(({line, reason, column, found}) => [line, reason, column, found])).toEqual([
    [3, "damaged_id", "deal_id", "123"]
  ]);
  const said = notesText(r.file("deals_2026-02-01.csv").notes);
  expect(said).toContain("deal_id 123 comes from the same source as 00123 too.");
  expect(said).toContain("A spreadsheet has cut the leading zeros: export again without opening it in a spreadsheet.");
});

test("a later delivery whose zeros are cut adds no second record beside the first", async () => {
  const r = await drop({"deals_2026-02-01.csv": deals("00123", "00124"), "deals_2026-03-01.csv": deals("123", "00124")});
  expect(await keys(r)).toEqual(["00123", "00124"]);
  expect(r.file("deals_2026-03-01.csv")).toMatchObject({quarantined: 1});
});

test("two sources may count alike, one with leading zeros: their records are apart", async () => {
  const mapping = `import {defineMapping} from ${JSON.stringify(new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).href)};
export const mapping = defineMapping({
  about: "the deals of another system",
  signature: ["Number", "Customer", "Opened"],
  table: "deals",
  columns: {
    deal_id: {from: "Number"}, customer_id: {from: "Customer"}, opened_on: {from: "Opened"}, status: {constant: "open"}, amount: {constant: "1"}
  }
});`;
  await writeFiles(folder, {"mappings/other_deals.ts": mapping});
  const files = {"deals_2026-02-01.csv": deals("00123"), "other_2026-02-01.csv": "Number,Customer,Opened\n123,C1,2026-01-02\n"};
  const r = await drop(files, [`${folder}/mappings`]);
  expect(r.files.map((f) => [f.outcome, f.quarantined])).toEqual([
    ["accept", 0],
    ["accept", 0]
  ]);
  expect(await keys(r)).toEqual(["00123", "123"]);
});
