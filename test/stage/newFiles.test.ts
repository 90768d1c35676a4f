import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {readerHere, type Reader} from "../../loaders/stage/reader.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

const partners = (from: number, to: number) =>
  `partner_id,name\n${Array.from({length: to - from}, (_, i) => `P${from + i},Name ${from + i}\n`).join("")}`;

/** A rebuild whose reader notes what it opens. */
async function opened(): Promise<{opened: string[]; rows: string | undefined}> {
  const names: string[] = [];
  const db = await DuckDB.open();
  const build = `${folder}/build`;
  const inner = readerHere(db, {folder: `${build}/staged`, work: `${build}/.reading`, settings: parseSettings({}, "test")});
  const note = <F extends {sha256: string}>(file: F): F => (names.push(file.sha256), file);
  const reader: Reader = {
    ...inner,
    headers: (file) => inner.headers(note(file)),
    count: (file) => inner.count(note(file)),
    stage: (file, as, lookupFiles) => inner.stage(note(file), as, lookupFiles)
  };
  const run = await ingest(`${folder}/drops`, build, {reader, asOf: "2026-03-31"});
  const [count] = await run.db.rows<{n: string}>("select count(*) as n from facts.partners");
  run.db.close();
  db.close();
  return {opened: [...new Set(names)], rows: count?.n};
}

test("a rebuild with one new drop opens that drop alone, and has the records of all", async () => {
  await writeFiles(`${folder}/drops`, {
    "partners_2026-01-31.csv": partners(0, 5000),
    "partners_2026-02-28.csv": partners(0, 5000).replace("Name 7\n", "Name Seven\n"),
    "customers_2026-02-28.ndjson": '{"customer_id": "C1", "name": "Ada"}\n'
  });
  expect(await opened()).toMatchObject({rows: "5000", opened: {length: 3}});
  expect(await opened()).toEqual({rows: "5000", opened: []});
  await writeFiles(`${folder}/drops`, {"more/partners_2026-03-31.csv": partners(0, 5050)});
  expect(await opened()).toMatchObject({rows: "5050", opened: {length: 1}});
});
