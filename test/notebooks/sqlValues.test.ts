import {createRequire} from "node:module";
import path from "node:path";
import {tableFromIPC, Vector, type Table} from "apache-arrow";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DuckDBClient, useTables} from "../../loaders/release/framework/duckdbInNode.ts";
import {plainTable} from "../../loaders/release/framework/plainColumns.ts";

/* What a browser's DuckDB gives, run in Node, beside what the build's gives. */

interface Blocking {
  open(config: object): void;
  instantiate(onProgress: () => void): Promise<unknown>;
  connect(): {_conn: number};
  runQuery(connection: number, text: string): Uint8Array;
}
interface Library {
  createDuckDB(bundles: object, logger: unknown, runtime: unknown): Promise<Blocking>;
  VoidLogger: new () => unknown;
  NODE_RUNTIME: unknown;
}

let inBrowser: (text: string) => Table;
let client: DuckDBClient;
beforeAll(async () => {
  const require = createRequire(import.meta.url);
  const library = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs") as Library;
  const folder = path.dirname(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));
  const modules = {mvp: {mainModule: `${folder}/duckdb-mvp.wasm`}, eh: {mainModule: `${folder}/duckdb-eh.wasm`}};
  const db = await library.createDuckDB(modules, new library.VoidLogger(), library.NODE_RUNTIME);
  await db.instantiate(() => undefined);
  db.open({query: {}});
  const {_conn: connection} = db.connect();
  inBrowser = (text) => plainTable(tableFromIPC(db.runQuery(connection, text)));
  client = await DuckDBClient.of();
});
afterAll(() => useTables([]));

/** Each value as a notebook shows it, with what kind it is of. */
const shown = (table: Table) =>
  (table.toArray() as {toJSON(): Record<string, unknown>}[]).map((row) => {
    const values = Object.entries(row.toJSON());
    return Object.fromEntries(values.map(([name, value]) => [name, [kindOf(value), String(value)]]));
  });
const kindOf = (value: unknown): string => {
  if (value instanceof Vector) return `list of ${[...new Set([...value].map(kindOf))].sort().join(", ")}`;
  return value === null ? "null" : typeof value;
};

describe("a value of an sql cell is the same in the page that is built and in a browser:", () => {
  test.each([
    ["an interval is text", "select interval '1 year 2 months' + interval 3 days as i", ["string", "1 year 2 months 3 days"]],
    ["an interval of hours is text", "select interval '-03:04:05.25' as i", ["string", "-03:04:05.25"]],
    ["no interval", "select null::interval as i", ["null", "null"]],
    ["a time of day is text", "select time '09:05:00' as i", ["string", "09:05:00"]],
    ["a whole number is a number", "select 9007199254740991::bigint as i", ["number", "9007199254740991"]],
    ["a whole number above 2^53 is text, whole", "select 9007199254740993::bigint as i", ["string", "9007199254740993"]],
    ["so is one below -2^53", "select -9007199254740993::bigint as i", ["string", "-9007199254740993"]],
    ["so is a large one without a sign", "select 18446744073709551615::ubigint as i", ["string", "18446744073709551615"]],
    ["so is one of 128 bits", "select -170141183460469231731687303715884105727::hugeint as i", ["string", "-170141183460469231731687303715884105727"]], // prettier-ignore
    [
      "so is a decimal without a fraction",
      "select 12345678901234567890::decimal(20, 0) as i",
      ["string", "12345678901234567890"]
    ],
    ["a sum of whole numbers is a number", "select sum(x) as i from range(4) as t(x)", ["number", "6"]],
    ["a decimal is a number", "select -1.25::decimal(9, 2) as i", ["number", "-1.25"]],
    [
      "a wide decimal is the nearest number",
      "select 123456789012345678.12::decimal(30, 2) as i",
      ["number", "123456789012345680"]
    ],
    ["a day is a moment", "select date '2025-01-01' as i", ["number", "1735689600000"]],
    ["a moment is one", "select timestamp '2025-01-01 10:00:00.123456' as i", ["number", "1735725600123"]],
    ["one in seconds too", "select '2025-01-01 10:00:00'::timestamp_s as i", ["number", "1735725600000"]],
    ["a list of whole numbers is of numbers", "select [1::bigint, null, 3] as i", ["list of null, number", "[1,,3]"]],
    ["a list in a list too", "select [[1::bigint], [2, 3]] as i", ["list of list of number", "[[1],[2,3]]"]],
    [
      "a list with one above 2^53 is of text",
      "select [1::bigint, 9007199254740993] as i",
      ["list of string", "[1,9007199254740993]"]
    ],
    ["a list of intervals is of text", "select [interval 1 day] as i", ["list of string", "[1 day]"]],
    ["a list of decimals is of numbers", "select [1.5::decimal(9, 2)] as i", ["list of number", "[1.5]"]],
    ["a struct keeps its names", "select {a: 9007199254740993, b: 'x'} as i", ["object", '{"a": "9007199254740993", "b": "x"}']],
    ["a map keeps its keys", "select map {'a': 1::bigint} as i", ["object", '{"a": 1}']],
    ["an entry of an enumeration is text", "select 'a'::enum('a', 'b') as i", ["string", "a"]],
    ["so is a key of 128 bits", "select uuid '12345678-1234-1234-1234-123456789012' as i", ["string", "12345678-1234-1234-1234-123456789012"]], // prettier-ignore
    ["a truth is one", "select true as i", ["boolean", "true"]]
  ])("%s", async (_, query, expected) => {
    expect({build: shown(await client.query(query)), browser: shown(inBrowser(query))}).toEqual({
      build: [{i: expected}],
      browser: [{i: expected}]
    });
  });

  test("a column has one kind: all of its whole numbers are text where one is above 2^53, and none where none is", async () => {
    const query = "select x, x + 9007199254740990 as wide, null::interval as none from range(5) as t(x)";
    const browser = shown(inBrowser(query));
    expect(browser).toEqual(shown(await client.query(query)));
    expect(browser.at(0)).toEqual({x: ["number", "0"], wide: ["string", "9007199254740990"], none: ["null", "null"]});
  });

  test("so is a result without rows", async () => {
    const query = "select 1::bigint as n, interval 1 day as i where false";
    expect([(await client.query(query)).numRows, inBrowser(query).numRows]).toEqual([0, 0]);
  });
});
