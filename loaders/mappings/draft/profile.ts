import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {rawColumn} from "../../read/raw.ts";
import {nullWords} from "./words.ts";

/** What the values of one column look like. */
export interface Profile {
  header: string;
  /** Cells with something in them, words for nothing left out. */
  filled: number;
  distinct: number;
  /** The most frequent values with their counts, at most 30. */
  top: {value: string; count: number}[];
  /** Words for nothing that occur. */
  nulls: string[];
  /** How many of the filled cells each format reads. */
  dates: Record<string, number>;
  /** How many of the filled cells each way of writing an amount reads. */
  amounts: Record<AmountStyle, number>;
  /** Cells that no id can be: with white space in them. */
  spaced: number;
  /** Cells with several values between semicolons. */
  several: number;
}

export type AmountStyle = "plain" | "comma" | "european" | "noise" | "negative";

/** The formats that are tried, ISO first; those of one order of day and month stand together. */
export const dateFormats = [
  "iso",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d.%m.%Y",
  "%d-%m-%Y",
  "%d/%m/%Y %H:%M",
  "%m/%d/%Y %H:%M",
  "%m/%d/%Y %I:%M %p",
  "%d.%m.%Y %H:%M",
  "%Y/%m/%d",
  "%Y%m%d",
  "%Y-%m-%d %H:%M:%S %z",
  "%Y-%m-%d %H:%M:%S UTC",
  "%d %b %Y",
  "%b %d, %Y",
  "%d-%b-%y",
  "%d-%b-%Y",
  "%d/%b/%y %I:%M %p",
  "%d/%m/%y",
  "%m/%d/%y"
] as const;

const amountPatterns: Record<AmountStyle, string> = {
  plain: String.raw`^[^\d,.-]*\d+(\.\d{1,2})?[^\d,.-]*$`,
  comma: String.raw`^[^\d,.-]*\d{1,3}(,\d{3})*(\.\d{1,2})?[^\d,.-]*$`,
  european: String.raw`^[^\d,.-]*(\d{1,3}([. ']\d{3})*|\d+)(,\d{1,2})?[^\d,.-]*$`,
  noise: String.raw`^\d+\.\d{3,}$`,
  negative: String.raw`^([^\d,.()-]*-.*\d.*|\(.*\d.*\))$`
};

const iso = String.raw`^\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$`;

/** Looks at the values of every column of table `raw`. */
export async function profileColumns(db: DuckDB, headers: string[]): Promise<Profile[]> {
  const profiles: Profile[] = [];
  for (const [i, header] of headers.entries()) profiles.push(await profileColumn(db, header, `trim(${rawColumn(i)}, ' ')`));
  return profiles;
}

async function profileColumn(db: DuckDB, header: string, cell: string): Promise<Profile> {
  const words = [...nullWords].map(literal).join(", ");
  const from = `from (select nullif(${cell}, '') as v from raw)`;
  const filled = `${from} where v is not null and lower(v) not in (${words})`;
  const counts = [
    ...dateFormats.map((f, i) => `count(*) filter (${readsDate(f)}) as d${i}`),
    ...Object.entries(amountPatterns).map(([style, p]) => `count(*) filter (regexp_matches(v, ${literal(p)})) as a_${style}`)
  ];
  const [found] = await db.rows<Record<string, string>>(
    `select count(*) as filled, count(distinct v) as n, count(*) filter (regexp_matches(v, '\\s')) as spaced,
      count(*) filter (regexp_matches(v, '[^;]; ?[^;]')) as several, ${counts.join(", ")} ${filled}`
  );
  const top = await db.rows<{value: string; n: string}>(
    `select v as value, count(*) as n ${filled} group by v order by n desc, v limit 30`
  );
  const nulls = await db.rows<{value: string}>(
    `select distinct v as value ${from} where lower(v) in (${words}) order by 1 limit 10`
  );
  const number = (name: string) => Number(found![name]);
  return {
    header,
    filled: number("filled"),
    distinct: number("n"),
    top: top.map((t) => ({value: t.value, count: Number(t.n)})),
    nulls: nulls.map((n) => n.value),
    dates: Object.fromEntries(dateFormats.map((f, i) => [f, number(`d${i}`)])),
    amounts: Object.fromEntries(Object.keys(amountPatterns).map((s) => [s, number(`a_${s}`)])) as Profile["amounts"],
    spaced: number("spaced"),
    several: number("several")
  };
}

const readsDate = (format: string) =>
  format === "iso" ? `regexp_matches(v, ${literal(iso)})` : `year(try_strptime(v, ${literal(format)})) between 2000 and 2100`;
