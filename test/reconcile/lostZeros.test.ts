import {afterEach, beforeEach, expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {expectConservation} from "../ingest/drive.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/* Keys that lost their leading zeros in a spreadsheet, in one file of an export and not in another. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const header = "deal_id,customer_id,opened_on,closed_on,status,amount";
const deal = (id: string, customer = "007", day = "2026-01-05") => `${id},${customer},${day},2026-02-01,won,100`;

async function read(files: Record<string, string[]>) {
  const drops = Object.entries(files).map(([day, rows]) => [`drops/deals_${day}.csv`, `${[header, ...rows].join("\n")}\n`]);
  await writeFiles(folder, Object.fromEntries(drops) as Record<string, string>);
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, asOf: "2026-06-30"});
  expectConservation(run);
  const rows = await run.db.rows<{id: string}>("select deal_id as id from facts.deals order by 1");
  run.db.close();
  const notes = run.files.map((f) => notesText(f.notes)).join("\n");
  return {deals: rows.map((r) => r.id), quarantine: run.quarantine.map((q) => [q.path, q.reason]), notes};
}

test.each([
  ["later", "2026-04-30", "2026-05-31"],
  ["earlier", "2026-05-31", "2026-04-30"]
])("a deal whose key lost its zeros in a file that came %s counts once", async (_, whole, cut) => {
  const {deals, quarantine, notes} = await read({
    [whole]: [deal("00123"), deal("10456")],
    [cut]: [deal("123", "7"), deal("10456", "7"), deal("20789", "7")]
  });
  expect(deals).toEqual(["00123", "10456", "20789"]);
  expect(quarantine).toEqual([[`deals_${cut}.csv`, "damaged_id"]]);
  expect(notes).toContain('key 123: deal_id is "123": a spreadsheet has damaged this id.');
});

test.each<[string, Record<string, string[]>, string[]]>([
  [
    "records that differ in more than zeros",
    {"2026-04-30": [deal("00123")], "2026-05-31": [deal("123", "007", "2026-01-06")]},
    ["00123", "123"]
  ],
  [
    "both writings in one file",
    {"2026-04-30": [deal("00123"), deal("123")], "2026-05-31": [deal("00123"), deal("123")]},
    ["00123", "123"]
  ],
  ["keys with letters", {"2026-04-30": [deal("00A")], "2026-05-31": [deal("A")]}, ["00A", "A"]]
])("%s stay records of their own", async (_, files, wanted) => {
  const {deals, quarantine} = await read(files);
  expect([deals, quarantine]).toEqual([wanted, []]);
});
