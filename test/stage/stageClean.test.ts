import {afterAll, beforeAll, expect, test} from "vitest";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

const rows = 300_000;
const header = "partner_id,name,region\n";
const plain = Array.from({length: rows}, (_, i) => `P${i},Partner-${i}-${"x".repeat(40)},North\n`);

async function taken(name: string, last: string): Promise<Ingested> {
  await writeFiles(`${folder}/${name}`, {"partners_2026-01-31.csv": header + plain.join("") + last});
  return ingest(`${folder}/${name}`, `${folder}/${name}-build`);
}

test.each([
  ["padded", "last, Ada ,South\n", "Ada"],
  ["quoted", 'last,"Ada, ""Ltd""",South\n', 'Ada, "Ltd"'],
  ["foreign", "last,Çağ İpek,South\n", "Çağ İpek"],
  ["long", `last,Ada ${"y".repeat(500)},South\n`, `Ada ${"y".repeat(500)}`],
  ["unended", "last,Ada,South", "Ada"]
])("a large file whose last record alone is %s is read as if all were", async (name, last, read) => {
  const run = await taken(name, last);
  expect(run.files).toMatchObject([{outcome: "accept", records: rows + 1, accepted: rows + 1}]);
  expect(await run.db.rows("select name from facts.partners where partner_id = 'last'")).toEqual([{name: read}]);
  run.db.close();
});

test.each([
  ["a cell too many", "last,Ada,South,West\n", "column_count"],
  ["a control character", "last,A\u0007da,South\n", "control_character"],
  ["an id of 201 characters", `${"i".repeat(201)},Ada,South\n`, "bad_id"]
])("a large file whose last record has %s loses that record alone", async (name, last, reason) => {
  const run = await taken(name.replaceAll(" ", "-"), last);
  expect(run.files).toMatchObject([{outcome: "accept", records: rows + 1, accepted: rows, quarantined: 1}]);
  expect(run.quarantine).toMatchObject([{line: rows + 2, reason, raw: last.trimEnd()}]);
  run.db.close();
});

test("a file that is refused once its records are read is in no other file's way", async () => {
  const partners = "partner_id,name,joined_on\n";
  await writeFiles(`${folder}/refused`, {
    "manifest.json": JSON.stringify({files: [{name: "partners_2026-01-31.csv", rows: 5}]}),
    "partners_2026-01-31.csv": `${partners}a,Ann,2026-01-01\nb,Bea,soon\n`,
    "partners_2026-02-28.csv": `${partners}c,Cora,2026-01-01\n`,
    "partners_2026-03-31.csv": `${partners}d,Dora,soon\ne,Emma,2026-01-01\n`
  });
  const run = await ingest(`${folder}/refused`, `${folder}/refused-build`);
  const drops = run.files.filter(({path}) => path.endsWith(".csv"));
  expect(drops.map(({outcome, accepted}) => [outcome, accepted])).toEqual([
    ["refuse", 0],
    ["accept", 1],
    ["accept", 1]
  ]);
  run.db.close();
});
