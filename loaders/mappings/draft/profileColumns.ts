import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {rawColumn} from "../../read/rawTable.ts";
import {sum} from "../../../src/shared/rows.ts";
import {hasEntities} from "../engine/html.ts";
import {isErrorCell} from "../engine/ids.ts";
import {letters} from "../engine/letters.ts";
import {usualNulls, zeroDays} from "../engine/nothing.ts";
import {withoutBracketsSql} from "../engine/weekdays.ts";
import {isWideNumber, ordinarySql, wideNumber} from "../engine/wide.ts";
import {leadingYear, monthLocales, ordersOf, withOneYear, yearOf} from "./dayReadings.ts";
import {mayBeDaySql, readsDate} from "./mayBeDay.ts";
import {amountPatterns, dateFormats, numberedDays, type AmountStyle, type NumberedDays, type Profile} from "./profile.ts";

/*
 * What the columns of an export hold. The questions are long, and to understand one takes the database longer than to answer it: each is
 * asked once, of the distinct cells of all columns.
 */

/** Words that exports write where there is nothing. */
const nothingWords = [...usualNulls, ...zeroDays];

// an accounting format writes nothing as a dash at the symbol: "$ -"
const dashAtSymbol = String.raw`^\p{Sc} *[\x{2013}\x{2014}-]$|^[\x{2013}\x{2014}-] *\p{Sc}$`;

const mostWords = 40;

/** What any column may have in it. */
const marks = {
  spaced: "regexp_matches(v, '\\s')",
  apostrophes: "regexp_matches(v, '^''\\d')",
  quoted_texts: `regexp_full_match(v, '="[^"]*"')`,
  several: "regexp_matches(v, '[^;]; ?[^;]')",
  entities: hasEntities("v")
};

/** Which cells each way of writing a day, a number that counts days, or an amount reads. */
const ways: Record<string, string> = {
  ...Object.fromEntries(dateFormats.map((f, i) => [`d${i}`, readsDate(f)])),
  excel_serial: "regexp_matches(v, '^\\d{5}([.,]\\d+)?$') and try_cast(replace(v, ',', '.') as double) between 36526 and 73415",
  epoch_s: "regexp_matches(v, '^\\d{9,10}(\\.\\d+)?$') and try_cast(v as double) >= 946684800",
  epoch_ms:
    "regexp_matches(v, '^(/Date\\()?\\d{12,13}([+-]\\d{4})?(\\)/)?$') and try_cast(regexp_extract(v, '\\d{12,13}') as bigint) >= 946684800000",
  epoch_us: "regexp_matches(v, '^\\d{15,16}$') and try_cast(v as bigint) >= 946684800000000",
  ...leadingYear,
  dotnet_ticks: "regexp_matches(v, '^\\d{18}$') and try_cast(v as bigint) between 630822816000000000 and 662380416000000000",
  ...Object.fromEntries(Object.entries(amountPatterns).map(([style, p]) => [`a_${style}`, `regexp_matches(v, ${literal(p)})`]))
};

const text = (column: string) => `nullif(trim(${column}, ' '), '')`;
const isNothing = (written: string) =>
  `(lower(${written}) in (${nothingWords.map(literal).join(", ")}) or regexp_matches(${written}, ${literal(dashAtSymbol)}))`;

/** Looks at the values of every column of table `raw`. */
export async function profileColumns(db: DuckDB, headers: string[], records: number): Promise<Profile[]> {
  const columns = headers.flatMap((header, i) => (header ? [i] : []));
  if (!columns.length) return [];
  await gather(db, columns);
  try {
    const wide = await wideColumns(db);
    await readCells(db, wide);
    const top = new Map<number, Profile["top"]>();
    for (const i of columns) top.set(i, await topOf(db, i));
    // what has no digit is no day and no amount, and asking each format costs
    const digits = columns.filter((i) => top.get(i)!.length === mostWords || top.get(i)!.some((t) => /\p{Nd}/u.test(t.value)));
    const found: Found = {
      records,
      marks: await counted(db, marks, columns),
      ways: await counted(db, ways, digits),
      affixes: grouped(await affixesOf(db)),
      nulls: grouped(await textsThat(db, "nothing")),
      errors: grouped(await textsThat(db, "failed"))
    };
    const profiles: Profile[] = [];
    for (const i of columns)
      profiles.push(await profileOf(db, {header: headers[i]!, i, wide: wide.has(i), top: top.get(i)!}, found));
    return withOneYear(profiles);
  } finally {
    await db.run("drop table if exists profiled_texts; drop table if exists profiled_cells");
  }
}

interface OfColumn {
  i: number;
  value: string;
  n: string;
}

type Counts = Record<string, string | number | null>;

/** What the questions about all columns have found, by the columns' numbers. */
interface Found {
  records: number;
  marks: Map<number, Counts>;
  ways: Map<number, Counts>;
  affixes: Map<number, OfColumn[]>;
  nulls: Map<number, OfColumn[]>;
  errors: Map<number, OfColumn[]>;
}

function grouped(rows: OfColumn[]): Map<number, OfColumn[]> {
  const groups = new Map<number, OfColumn[]>();
  for (const row of rows) {
    const group = groups.get(row.i);
    if (group) group.push(row);
    else groups.set(row.i, [row]);
  }
  return groups;
}

/** Table `profiled_texts`: each column's distinct texts, how often, and whether they say that there is nothing or that a formula failed. */
async function gather(db: DuckDB, columns: number[]): Promise<void> {
  await db.run(`
    create or replace temp table profiled_texts as
    select i, value, count(*) as n, ${isNothing("value")} as nothing, ${isErrorCell("value")} as failed
    from (
      select i, ${text("written")} as value
      from (select unnest([${columns.join(", ")}]) as i, unnest([${columns.map(rawColumn).join(", ")}]) as written from raw)
    )
    where value is not null
    group by i, value`);
}

/** Columns of which some cells are numbers or days in full-width digits, and no others have such digits in them. */
async function wideColumns(db: DuckDB): Promise<Set<number>> {
  const found = await db.rows<OfColumn>(`
    select i, value from profiled_texts
    where not nothing and not failed and regexp_matches(value, ${literal(wideNumber)})
    qualify row_number() over (partition by i order by value) <= ${mostWords}`);
  return new Set([...grouped(found)].flatMap(([i, cells]) => (cells.every(({value}) => isWideNumber(value)) ? [i] : [])));
}

/** Table `profiled_cells`: each column's distinct values v with their counts n, as b without the weekday in brackets, and whether b may be a day. */
async function readCells(db: DuckDB, wide: Set<number>): Promise<void> {
  const v = wide.size ? `case when i in (${[...wide].join(", ")}) then ${ordinarySql("value")} else value end` : "value";
  await db.run(`
    create or replace temp table profiled_cells as
    select *, ${mayBeDaySql("b")} as may_be_day
    from (
      select i, v, ${withoutBracketsSql("v")} as b, n
      from (select i, ${v} as v, sum(n) as n from profiled_texts where not nothing and not failed group by all)
    )`);
}

const topOf = async (db: DuckDB, i: number): Promise<Profile["top"]> =>
  (
    await db.rows<{value: string; n: string}>(
      `select v as value, n from profiled_cells where i = ${i} order by n desc, v limit ${mostWords}`
    )
  ).map(({value, n}) => ({value, count: Number(n)}));

/** In how many cells of each of these columns each of the conditions holds, with those filled and how many of them differ. */
async function counted(db: DuckDB, conditions: Record<string, string>, columns: number[]): Promise<Map<number, Counts>> {
  if (!columns.length) return new Map();
  const counts = Object.entries(conditions).map(([name, holds]) => `sum(n) filter (${holds}) as ${name}`);
  const rows = await db.rows<Counts & {i: number}>(
    `select i, sum(n) as filled, count(*) as different, ${counts.join(", ")} from profiled_cells where i in (${columns.join(", ")}) group by i`
  );
  return new Map(rows.map((row) => [row.i, row]));
}

/** What is before or behind numbers. */
const affixesOf = (db: DuckDB): Promise<OfColumn[]> =>
  db.rows(`
    select i, value from (
      select distinct i, unnest([
        trim(regexp_extract(v, '^[(+\\x{2212}\\x{2013}\\x{25B2}\\x{25B3}-]* *([^\\d,.()+\\x{2212}\\x{2013}\\x{25B2}\\x{25B3}-]+)', 1)),
        coalesce(
          nullif(trim(regexp_extract(v, '\\d([^\\d,.()+\\x{2212}-]*[${letters}]\\.[^\\d,.()+\\x{2212}-]*)$', 1)), ''),
          trim(regexp_extract(v, '([^\\d,.()+\\x{2212}-]+)\\)?$', 1))
        )
      ]) as value
      from profiled_cells where regexp_matches(v, '\\d')
    )
    qualify row_number() over (partition by i order by value) <= 20
    order by i, value`);

const textsThat = (db: DuckDB, are: "nothing" | "failed"): Promise<OfColumn[]> =>
  db.rows(`select i, value, n from profiled_texts where ${are} order by i, value`);

async function profileOf(
  db: DuckDB,
  {header, i, wide, top}: {header: string; i: number; wide: boolean; top: Profile["top"]},
  found: Found
): Promise<Profile> {
  const number = (name: string) => Number(found.marks.get(i)?.[name] ?? found.ways.get(i)?.[name] ?? 0);
  const written = `(case when not ${isNothing(text(rawColumn(i)))} and not ${isErrorCell(text(rawColumn(i)))} then ${text(rawColumn(i))} end)`;
  const filled = `from profiled_cells where i = ${i}`;
  const oneFormat = found.ways.has(i) && dateFormats.some((_, k) => number(`d${k}`) === number("filled"));
  const values = top.map((t) => t.value);
  const errors = found.errors.get(i) ?? [];
  const nothings = found.nulls.get(i) ?? [];
  return {
    header,
    cell: wide ? ordinarySql(written) : written,
    records: found.records,
    filled: number("filled"),
    distinct: number("different"),
    top,
    nulls: nothings.slice(0, 10).map((t) => t.value),
    nothings: sum(nothings, (t) => Number(t.n)),
    dates: Object.fromEntries(dateFormats.map((f, k) => [f, number(`d${k}`)])),
    orders: oneFormat ? [] : await ordersOf(db, filled, values),
    year: yearOf(number),
    numbers: Object.fromEntries(numberedDays.map((w) => [w, number(w)])) as Record<NumberedDays, number>,
    locales: await monthLocales(db, filled, values),
    amounts: Object.fromEntries(Object.keys(amountPatterns).map((s) => [s, number(`a_${s}`)])) as Record<AmountStyle, number>,
    affixes: (found.affixes.get(i) ?? []).map((a) => a.value.trim()).filter(Boolean),
    errors: errors.slice(0, 10).map((e) => e.value),
    failed: sum(errors, (e) => Number(e.n)),
    apostrophes: number("apostrophes"),
    quotedTexts: number("quoted_texts"),
    spaced: number("spaced"),
    several: number("entities") ? 0 : number("several"),
    entities: number("entities"),
    ...(wide ? {wide} : {})
  };
}
