import {identifier, literal, type DuckDB} from "../engines/duckdb.ts";
import {isMachineTrouble} from "../errors.ts";
import {rawColumn, type Raw} from "./rawTable.ts";
import {Refusal} from "./refusal.ts";

/** What sort of error the engine met; the rest of its message may quote a value. */
const kindOf = (error: unknown): string => /^[A-Z][A-Za-z ]* Error/.exec((error as Error).message)?.[0] ?? "unknown error";

/** Names and types of a Parquet file's columns. */
export async function parquetColumns(db: DuckDB, stored: string): Promise<{name: string; type: string}[]> {
  try {
    const rows = await db.rows<{column_name: string; column_type: string}>(
      `describe select * from read_parquet(${literal(stored)})`
    );
    return rows.map((r) => ({name: r.column_name.trim(), type: r.column_type}));
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    throw new Refusal("parquet", `It can't be read as Parquet (${kindOf(error)}). Export it again.`);
  }
}

/** Whether a column has lists, records or bytes, which are no text, number or time. A decimal and an ENUM have brackets too. */
export const isNested = ({type}: {type: string}): boolean =>
  /[[(]|^(BLOB|BIT|VARIANT)/.test(type.replace(/^(DECIMAL|ENUM)\((?:'(?:[^']|'')*'|[^'()])*\)/, ""));

/** Reads a Parquet file into the table `name`, as readRaw does with others. */
export async function readParquet(
  db: DuckDB,
  name: string,
  {stored}: {stored: string},
  isWanted: (header: string) => boolean
): Promise<Raw> {
  const columns = await parquetColumns(db, stored);
  const nested = columns.find((c) => isWanted(c.name) && isNested(c));
  if (nested)
    throw new Refusal(
      "parquet",
      `Its column ${nested.name} is of type ${nested.type}, expected one text, number or time a row. Export each part as a column of its own, or the table as NDJSON.`
    );
  const texts = columns
    .map((c, i) => (isWanted(c.name) ? `, nullif(trim(${parquetText(c)}, ' '), '') as ${rawColumn(i)}` : ""))
    .join("");
  try {
    await db.run(
      `create or replace table ${name} as select row_number() over () as ordinal ${texts} from read_parquet(${literal(stored)})`
    );
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    throw new Refusal("parquet", `Its rows can't be read (${kindOf(error)}). Export it again.`);
  }
  const declared = await rowsDeclared(db, stored);
  const [found] = await db.rows<{n: string}>(`select count(*) as n from ${name}`);
  if (found!.n !== declared)
    throw new Refusal("parquet", `Its footer declares ${declared} rows, but ${found!.n} can be read. Export it again.`);
  return {
    headers: columns.map((c) => c.name),
    records: Number(found!.n),
    bad: [],
    warnings: [],
    locate: (ordinals) => locateParquet(db, stored, ordinals)
  };
}

/** The rows that the footer declares; what else a damaged footer says, such as the program that wrote it, may be no text. */
async function rowsDeclared(db: DuckDB, stored: string): Promise<string> {
  try {
    const [footer] = await db.rows<{rows: string}>(`select sum(num_rows) as rows from parquet_file_metadata(${literal(stored)})`);
    return footer!.rows;
  } catch (error) {
    if (isMachineTrouble(error)) throw error;
    throw new Refusal("parquet", `Its footer can't be read (${kindOf(error)}). Export it again.`);
  }
}

/** Text of a Parquet value; a number loses the zeros that only its type adds. */
function parquetText({name, type}: {name: string; type: string}): string {
  const text = `cast(${identifier(name)} as varchar)`;
  const scale = /^DECIMAL\(\d+, ?(\d+)\)/.exec(type)?.[1];
  // two decimals are how money is written; more of them only fill up the type
  if (scale !== undefined && Number(scale) <= 2) return text;
  return /^(DECIMAL|DOUBLE|FLOAT)/.test(type)
    ? `regexp_replace(regexp_replace(${text}, '(\\.\\d*?)0+$', '\\1'), '\\.$', '')`
    : text;
}

async function locateParquet(db: DuckDB, stored: string, ordinals: number[]): Promise<Map<number, {line: number; raw: string}>> {
  if (!ordinals.length) return new Map();
  const rows = await db.rows<{ordinal: string; raw: string}>(
    `select ordinal, cast(to_json(t) as varchar) as raw
     from (select row_number() over () as ordinal, t from read_parquet(${literal(stored)}) t) where ordinal in (${ordinals.join(", ")})`
  );
  return new Map(rows.map((r) => [Number(r.ordinal), {line: Number(r.ordinal), raw: r.raw}]));
}
