import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, describe, expect, it} from "vitest";
import {toHandshakeError} from "../../loaders/errors.ts";
import {DuckDB, type DuckDBOptions} from "../../loaders/engines/duckdb.ts";
import {withMore, type Limits} from "../../loaders/engines/memoryLimit.ts";
import {sqlFault} from "../../loaders/engines/sqlFault.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handshake-memory-"));
const open: DuckDB[] = [];
afterEach(() => {
  open.splice(0).forEach((db) => db.close());
  rmSync(folder, {recursive: true, force: true});
});

const database = async (options: DuckDBOptions): Promise<DuckDB> => {
  const db = await DuckDB.open(":memory:", {tempDirectory: folder, threads: 1, ...options});
  open.push(db);
  return db;
};
const limitOf = async (db: DuckDB) => (await db.rows<{now: string}>("select current_setting('memory_limit') as now"))[0]!.now;
/** Lists stay in memory while they are made. */
const list = (rows: number) => `select len(list(i)) as n from range(${rows}) as r(i)`;

describe("what a database of a run takes", () => {
  it("is the disk, not more memory, where a statement can spill", async () => {
    const db = await database({memoryLimit: "60MB", spillsFrom: 50});
    const [sorted] = await db.rows<{n: string}>(
      "select count(*) as n from (select * from (select i, md5(i::varchar) as h from range(1000000) as r(i)) order by h limit 900000)"
    );
    expect([sorted!.n, await limitOf(db)]).toEqual(["900000", "47.6 MiB"]);
  });

  it("is more memory for the one statement that can't do with the usual", async () => {
    const db = await database({memoryLimit: "400MB", spillsFrom: 20});
    expect(await limitOf(db)).toBe("19.0 MiB");
    expect(await db.rows(list(4_000_000))).toEqual([{n: "4000000"}]);
    await (await db.second()).run(`create table t as ${list(4_000_000)}`);
    expect(await limitOf(db)).toBe("19.0 MiB");
  });

  it("is more until the last of the statements of two connections that need it is done", async () => {
    const db = await database({memoryLimit: "400MB", spillsFrom: 20});
    const limits: Limits = {usual: "20MB", most: "200 MiB", raised: 0, changed: Promise.resolve()};
    const wants = (work: () => Promise<string>) => {
      let tries = 0;
      return () => (tries++ ? work() : Promise.reject(new Error("Out of Memory Error: no block (19.0 MiB/19.0 MiB used)")));
    };
    let begun = () => {};
    const both = new Promise<void>((done) => (begun = done));
    const short = withMore(
      db.connection,
      limits,
      wants(() => both.then(() => limitOf(db)))
    );
    const second = await db.second();
    const long = withMore(
      second.connection,
      limits,
      wants(async () => {
        begun();
        await short;
        return limitOf(second);
      })
    );
    expect([await short, await long, await limitOf(db)]).toEqual(["200.0 MiB", "200.0 MiB", "19.0 MiB"]);
  });

  it("is never more than the limit that it has anyway", async () => {
    expect(await limitOf(await database({memoryLimit: "30MB", spillsFrom: 1000}))).toBe("28.6 MiB");
  });
});

describe("a statement that needs more memory than there is", () => {
  const failure = async () => {
    const db = await database({memoryLimit: "30MB", spillsFrom: 20});
    return {db, error: await db.run(list(20_000_000)).catch((error: unknown) => error)};
  };

  it("is told with what to do", async () => {
    const {message} = toHandshakeError((await failure()).error);
    expect(message).toMatch(
      /^The database needs more memory than it may have.*Nothing was published; readers keep the last site\.\nOut of/s
    );
  });

  it("is told with its file", async () => {
    const {db, error} = await failure();
    const {message} = await sqlFault(db, error, {path: path.resolve("metrics/mine.sql"), sql: "select 1", head: null});
    expect(message).toMatch(/^metrics\/mine\.sql needs more memory than the database may have\. If it is yours/);
  });
});
