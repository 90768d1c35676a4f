import {spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {buildOfSample, siteOfSample} from "../support/site.ts";

let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

/** Every file below a folder with the hash of its bytes. */
function hashes(below: string): Record<string, string> {
  const files = readdirSync(below, {recursive: true, encoding: "utf8"}).filter((f) => statSync(path.join(below, f)).isFile());
  return Object.fromEntries(
    files.sort().map((f) => [
      f,
      createHash("sha256")
        .update(readFileSync(path.join(below, f)))
        .digest("hex")
    ])
  );
}

/**
 * The rows of every table in their order, as one hash a table. The file itself is not the same: DuckDB gives it a random identity, and
 * leaves in its gaps what memory held.
 */
async function contentOf(file: string): Promise<Record<string, string>> {
  const db = await DuckDB.open();
  try {
    await db.run(`attach ${literal(file)} as made (read_only)`);
    const tables = await db.rows<{name: string}>(
      "select schema_name || '.' || table_name as name from duckdb_tables() where database_name = 'made' order by 1"
    );
    const found: Record<string, string> = {};
    for (const {name} of tables) {
      const [row] = await db.rows<{hash: string}>(
        `select coalesce(md5(string_agg(cast(t as varchar), chr(10))), '') || count(*) as hash from (from made.${name}) as t`
      );
      found[name] = row!.hash;
    }
    return found;
  } finally {
    db.close();
  }
}

/** DuckDB takes as many threads as there are processors that it may use. */
const oneThread = spawnSync("taskset", ["-c", "0", "true"]).status === 0 ? ["taskset", "-c", "0"] : [];

const contentsOf = async (build: string, current: string) => ({
  site: hashes(current),
  facts: hashes(path.join(build, "facts")),
  database: await contentOf(path.join(build, "handshake.duckdb"))
});

async function rebuildIn(name: string, timeZone: string, under: string[] = []) {
  const build = path.join(folder, name, "build");
  const site = path.join(folder, name, "a", "site");
  const {exitCode, stderr} = await handshake(["rebuild", "--drops", "data/sample", "--build", build, "--site", site], {
    under,
    env: {TZ: timeZone, LC_ALL: "de_DE.UTF-8"},
    fresh: true
  });
  expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ""});
  return contentsOf(build, path.join(site, "current"));
}

test(
  "two rebuilds into two folders under two time zones with one thread and with more, and one more over the first, leave the same bytes of site and facts, and the same rows in the database",
  {timeout: 1_200_000},
  async () => {
    // under UTC, with as many threads as there are
    const one = await contentsOf(await buildOfSample(), await siteOfSample());
    expect(Object.keys(one.site).length).toBeGreaterThan(20);
    expect(await rebuildIn("other/deeper", "America/Los_Angeles", oneThread)).toEqual(one);
    expect(await rebuildIn("other/deeper", "Pacific/Auckland"), "again over the same build folder").toEqual(one);
  }
);
