import {statSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import type {DuckDBConnection, DuckDBType, DuckDBValue} from "@duckdb/node-api";
import type {DataType, Field, Table} from "apache-arrow";
import {noParquet} from "./sqlTexts.ts";

/* Tables of DuckDB for Node, made while the site is built from what a cell gives DuckDBClient.of, as a browser makes them. */

/** A file as a cell has attached it. */
interface Attached {
  name: string;
  mimeType: string;
  url(): Promise<string>;
}

const isFile = (source: object): source is Attached => "url" in source && "arrayBuffer" in source;
const isArrow = (source: object): source is Table => "getChild" in source && "schema" in source;
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const named = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Makes a table from an attached file, an Arrow table, or rows.
 * @throws Error that names the table and what to give instead
 */
export async function insertSource(connection: DuckDBConnection, name: string, given: unknown): Promise<void> {
  const source: unknown = await given;
  if (typeof source === "string")
    throw new Error(`the table ${name} is made from the address ${source}. Attach the file: FileAttachment(${JSON.stringify(source)})`); // prettier-ignore
  if (typeof source !== "object" || source === null)
    throw new Error(`the table ${name} is made from ${String(source)}. Give a FileAttachment, an Arrow table, or rows.`);
  if (isFile(source)) return insertFile(connection, name, source, {});
  if (isArrow(source)) return insertArrow(connection, name, source);
  if (Array.isArray(source)) return insertRows(connection, name, source);
  if ("file" in source) {
    const {file, ...options} = source as {file: Attached};
    return insertFile(connection, name, file, options);
  }
  if ("data" in source) return insertSource(connection, name, source.data);
  throw new Error(`the table ${name} is made from an object that is none. Give a FileAttachment, an Arrow table, or rows.`);
}

async function insertFile(connection: DuckDBConnection, name: string, file: Attached, options: object): Promise<void> {
  if (/\.parquet$/i.test(file.name)) throw new Error(`the table ${name}: ${noParquet(file.name)}`);
  return insertPath(connection, name, fileURLToPath(await file.url()), options).catch((error: unknown) => {
    throw new Error(`the table ${name} from ${file.name}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** What a browser's reader of CSV is told, as DuckDB's own calls it. */
const options = {delimiter: "delim", header: "header", quote: "quote", escape: "escape", skip: "skip"} as const;

/** Makes a table from a file; Parquet is that of the published tables. */
export async function insertPath(connection: DuckDBConnection, name: string, file: string, given: object = {}): Promise<void> {
  const make = (source: string) => connection.run(`create table ${named(name)} as ${source}`);
  if (/\.parquet$/i.test(file)) await make(`from ${quoted(file)}`);
  else if (/\.arrow$/i.test(file)) {
    const {tableFromIPC} = await import("apache-arrow");
    await insertArrow(connection, name, tableFromIPC(await readFile(file)));
  } else if (/\.json$/i.test(file)) await insertJson(connection, name, file);
  else if (/\.(csv|tsv)$/i.test(file)) {
    const said = Object.entries(given).map(([key, value]) => {
      if (!(key in options)) throw new Error(`the option ${key} is unknown, expected some of ${Object.keys(options).join(", ")}`);
      return `, ${options[key as keyof typeof options]} = ${typeof value === "string" ? quoted(value) : String(value)}`;
    });
    const from = (more: string) => make(`from read_csv(${quoted(file)}${said.join("")}${more})`);
    // as Framework does: where a later row is of another type, all of it is text
    await from("").catch((error: unknown) => {
      if (!/Could not convert|converting column/i.test(String(error))) throw error;
      return from(", all_varchar = true");
    });
  } else throw new Error("SQL in pages reads .arrow, .csv, .tsv and .json; this is another kind of file");
}

/** A browser has the columns of JSON in the order of the alphabet, and takes a list of rows as well as an object of columns. */
async function insertJson(connection: DuckDBConnection, name: string, file: string): Promise<void> {
  const read = `read_json(${quoted(file)}, maximum_object_size = ${Math.max(16_777_216, 2 * statSync(file).size)})`;
  const byColumn = (await readFile(file, "utf8")).trimStart().startsWith("{");
  const source = byColumn ? `(select unnest(columns(*)) from ${read})` : read;
  const found = await connection.runAndReadAll(`describe from ${source}`);
  const columns = (found.getRowsJson() as string[][]).map(([column]) => column!).sort();
  await connection.run(`create table ${named(name)} as select ${columns.map(named).join(", ")} from ${source}`);
}

async function insertRows(connection: DuckDBConnection, name: string, rows: readonly unknown[]): Promise<void> {
  const {tableFromJSON} = await import("apache-arrow");
  return insertArrow(connection, name, tableFromJSON(rows as Record<string, unknown>[]));
}

/** The number of rows that go to DuckDB at a time. */
const chunk = 2048;

/** The table may be of a cell's own copy of the library: only what it holds is read. */
async function insertArrow(connection: DuckDBConnection, name: string, table: Table): Promise<void> {
  const {DuckDBDataChunk} = await import("@duckdb/node-api");
  const fields = table.schema.fields;
  const kinds = await Promise.all(fields.map(({type}) => kindOf(type as DataType)));
  await connection.run(
    `create table ${named(name)} (${fields.map((field, i) => `${named(field.name)} ${String(kinds[i]!.type)}`).join(", ")})`
  );
  const columns = fields.map((_, i) => Array.from(table.getChildAt(i)!, (v: unknown) => kinds[i]!.value(v)));
  const appender = await connection.createAppender(name);
  for (let start = 0; start < table.numRows; start += chunk) {
    const piece = DuckDBDataChunk.create(kinds.map(({type}) => type));
    piece.setColumns(columns.map((column) => column.slice(start, start + chunk)));
    appender.appendDataChunk(piece);
  }
  appender.closeSync();
}

interface Kind {
  type: DuckDBType;
  value: (v: unknown) => DuckDBValue;
}

async function kindOf(type: DataType): Promise<Kind> {
  const db = await import("@duckdb/node-api");
  const as = (to: DuckDBType, value: (v: never) => DuckDBValue): Kind => ({
    type: to,
    value: (v) => (v === null || v === undefined ? null : value(v as never))
  });
  const text = (type as {toString(): string}).toString();
  const inner = ((type as {children?: Field[]}).children ?? []).map((field) => field.type as DataType);
  if (/^U?[Ii]nt(8|16|32)$/.test(text))
    return as(text === "Uint32" ? db.BIGINT : db.INTEGER, text === "Uint32" ? BigInt : Number);
  if (/^U?[Ii]nt64$/.test(text)) return as(text === "Uint64" ? db.UBIGINT : db.BIGINT, BigInt);
  if (/^Float/.test(text)) return as(db.DOUBLE, Number);
  if (/^Decimal/.test(text)) {
    const {scale} = type as {scale: number} & DataType;
    return as(db.DOUBLE, (v: {toString(): string}) => Number(`${v.toString()}e-${scale}`));
  }
  if (text === "Bool") return as(db.BOOLEAN, Boolean);
  if (/^Date32/.test(text)) return as(db.DATE, (v) => new db.DuckDBDateValue(Math.floor(Number(v) / 86_400_000)));
  if (/^(Date|Timestamp)/.test(text))
    return as(db.TIMESTAMP, (v) => new db.DuckDBTimestampValue(BigInt(Math.round(Number(v) * 1000))));
  if (/^(List|FixedSizeList)/.test(text)) {
    const item = await kindOf(inner[0]!);
    return as(db.LIST(item.type), (v: Iterable<unknown>) => new db.DuckDBListValue(Array.from(v, item.value)));
  }
  if (/^Struct/.test(text)) {
    const names = (type as unknown as {children: Field[]}).children.map(({name}) => name);
    const kinds = await Promise.all(inner.map(kindOf));
    return as(
      db.STRUCT(Object.fromEntries(names.map((name, i) => [name, kinds[i]!.type]))),
      (v: Record<string, unknown>) =>
      new db.DuckDBStructValue(Object.fromEntries(names.map((name, i) => [name, kinds[i]!.value(v[name])]))) // prettier-ignore
    );
  }
  return as(db.VARCHAR, String);
}
