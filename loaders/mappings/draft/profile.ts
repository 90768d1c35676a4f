import {hasEntities} from "../engine/html.ts";
import {isErrorCell} from "../engine/ids.ts";
import {usualNulls, zeroDays} from "../engine/nothing.ts";
import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {eraSql} from "../engine/eras.ts";
import {withoutBracketsSql} from "../engine/weekdays.ts";
import type {MonthLanguage} from "../engine/dateFormats.ts";
import {rawColumn} from "../../read/rawTable.ts";
import {isWideNumber, ordinarySql, wideNumber} from "../engine/wide.ts";
import {monthLocales, ordersOf} from "./dayReadings.ts";

export type Order = "dmy" | "mdy" | "ymd";

/** What the values of one column look like. */
export interface Profile {
  header: string;
  /** SQL of the cell in table `raw`, trimmed, null where it is empty or says that there is nothing. */
  cell: string;
  records: number;
  /** Cells with something in them, words for nothing left out. */
  filled: number;
  distinct: number;
  /** The most frequent values with their counts, at most 40. */
  top: {value: string; count: number}[];
  /** Words for nothing that occur, as they are written. */
  nulls: string[];
  /** How many of the filled cells each format reads. */
  dates: Record<string, number>;
  /** Where no format reads every cell: the orders of day and month in which all can be read, whatever is between them. */
  orders: Order[];
  /** How many are numbers that count days or seconds; only a header that speaks of a day makes days of them. */
  numbers: Record<NumberedDays, number>;
  /** Languages whose names of months read every cell. */
  locales: MonthLanguage[];
  /** How many of the filled cells each way of writing an amount reads. */
  amounts: Record<AmountStyle, number>;
  /** What is before or behind amounts: symbols, codes of currencies, units. */
  affixes: string[];
  /** What failed formulas left, such as #REF!: these are no values, and no words for nothing. */
  errors: string[];
  /** In how many cells. */
  failed: number;
  /** Cells that begin with the apostrophe by which spreadsheets mark a text. */
  apostrophes: number;
  /** Cells of formulas that are only a text: ="00123". */
  quotedTexts: number;
  /** Whether its numbers and days are in full-width digits; the profile is then of the ordinary ones. */
  wide?: boolean;
  /** Whether the workbook that it is from counts its days from 1904. */
  from1904?: boolean;
  /** Cells that no id can be: with white space in them. */
  spaced: number;
  /** Cells with entities of HTML in them. */
  entities: number;
  /** Cells with several values between semicolons. */
  several: number;
}

/** Ways of writing days as numbers, in the order in which they are tried. */
export const numberedDays = ["excel_serial", "epoch_ms", "epoch_s", "epoch_us", "dotnet_ticks"] as const;
export type NumberedDays = (typeof numberedDays)[number];

export type AmountStyle = "plain" | "comma" | "lakh" | "european" | "spaced" | "noise" | "negative";

/** Words that exports write where there is nothing. */
const nothingWords = [...usualNulls, ...zeroDays, "no value", "k.a.", "-none-", "--none--", "n/v", "(leer)", "(vide)", "(vacío)"];

// an accounting format writes nothing as a dash at the symbol: "$ -"
const dashAtSymbol = String.raw`^\p{Sc} *[\x{2013}\x{2014}-]$|^[\x{2013}\x{2014}-] *\p{Sc}$`;

/** The formats that are tried, ISO first; those of one order of day and month are together. */
export const dateFormats = [
  "iso",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d.%m.%Y",
  "%d-%m-%Y",
  "%m-%d-%Y",
  "%d/%m/%Y %H:%M",
  "%m/%d/%Y %H:%M",
  "%d/%m/%Y %H:%M:%S",
  "%m/%d/%Y %H:%M:%S",
  "%d/%m/%Y %I:%M %p",
  "%m/%d/%Y %I:%M %p",
  "%d.%m.%Y %H:%M",
  "%d.%m.%Y %H:%M:%S",
  "%d-%m-%Y %H:%M",
  "%m-%d-%Y %H:%M",
  "%Y/%m/%d",
  "%Y/%m/%d %H:%M",
  "%Y/%m/%d %H:%M:%S",
  "%Y年%m月%d日",
  "japanese_era",
  "%Y%m%d",
  "%Y-%m-%d %H:%M:%S %z",
  "%Y-%m-%d %H:%M:%S UTC",
  "%Y-%m-%d %H:%M UTC",
  "%Y-%m-%d %H:%M:%S GMT",
  "%Y%m%dT%H%M%SZ",
  "%a, %d %b %Y %H:%M:%S %z",
  "%A, %B %d, %Y",
  "%d %b %Y",
  "%b %d, %Y",
  "%B %d, %Y",
  "%d-%b-%y",
  "%d-%b-%Y",
  "%d/%b/%y %I:%M %p",
  "%d/%m/%y",
  "%m/%d/%y"
] as const;

// a plus changes nothing, and a minus is no symbol
const affix = String.raw`\+?[^\d,.()+\x{2212}\x{2013}-]*`;
// "Mio. €" is one
const behind = String.raw`[^\d,.()+\x{2212}-]*(\p{L}\.)?[^\d,.()+\x{2212}-]*`;
// 500.– is 500
const dash = String.raw`([.,][\x{2013}\x{2014}-]{1,2})?`;
const spaces = String.raw`\x{00a0}\x{202f}\x{2007}\x{2009}`;

/** Patterns of the ways of writing an amount, as the engine and, with flag u, JavaScript read them. */
export const amountPatterns: Record<AmountStyle, string> = {
  plain: String.raw`^${affix}\d+(\.\d{1,2})?${behind}$`,
  comma: String.raw`^${affix}(\d{1,3}(,\d{3})*|\d+)(\.\d{1,2})?${behind}$`,
  lakh: String.raw`^${affix}(\d{1,2}(,\d{2})*,\d{3}|\d{1,3})(\.\d{1,2})?${behind}$`,
  european: String.raw`^${affix}(\d{1,3}([. '’${spaces}]\d{3})*|\d+)(,\d{1,2})?${dash}${behind}$`,
  spaced: String.raw`^${affix}(\d{1,3}([ '’${spaces}]\d{3})*|\d+)(\.\d{1,2})?${dash}${behind}$`,
  noise: String.raw`^\d+\.\d{3,}$`,
  negative: String.raw`^([^\d,.()-]*[\x{2212}\x{2013}-].*\d.*|.*\d.*[\x{2212}-]|[^\d]*\(.*\d.*\)[^\d]*)$`
};

const iso = String.raw`^\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$`;

/** Looks at the values of every column of table `raw`. */
export async function profileColumns(db: DuckDB, headers: string[], records: number): Promise<Profile[]> {
  const profiles: Profile[] = [];
  for (const [i, header] of headers.entries()) if (header) profiles.push(await profileColumn(db, header, rawColumn(i), records));
  return profiles;
}

/** b is the cell without the weekday that some write in brackets behind the day. */
function readsDate(format: string): string {
  if (format === "iso") return `regexp_matches(v, ${literal(iso)})`;
  const day = format === "japanese_era" ? eraSql("b") : `try_strptime(b, ${literal(format)})`;
  return `year(${day}) between 2000 and 2100`;
}

const mostWords = 40;

/** How many cells each way of writing a day, a number that counts days, or an amount reads. */
const counted = [
  ...dateFormats.map((f, i) => `count(*) filter (${readsDate(f)}) as d${i}`),
  `count(*) filter (regexp_matches(v, '^\\d{5}([.,]\\d+)?$') and try_cast(replace(v, ',', '.') as double) between 36526 and 73415) as excel_serial`,
  `count(*) filter (regexp_matches(v, '^\\d{9,10}(\\.\\d+)?$') and try_cast(v as double) >= 946684800) as epoch_s`,
  `count(*) filter (regexp_matches(v, '^(/Date\\()?\\d{12,13}([+-]\\d{4})?(\\)/)?$') and try_cast(regexp_extract(v, '\\d{12,13}') as bigint) >= 946684800000) as epoch_ms`,
  `count(*) filter (regexp_matches(v, '^\\d{15,16}$') and try_cast(v as bigint) >= 946684800000000) as epoch_us`,
  `count(*) filter (regexp_matches(v, '^\\d{18}$') and try_cast(v as bigint) between 630822816000000000 and 662380416000000000) as dotnet_ticks`,
  ...Object.entries(amountPatterns).map(([style, p]) => `count(*) filter (regexp_matches(v, ${literal(p)})) as a_${style}`)
].join(", ");

async function profileColumn(db: DuckDB, header: string, column: string, records: number): Promise<Profile> {
  const words = nothingWords.map(literal).join(", ");
  const text = `nullif(trim(${column}, ' '), '')`;
  const isNothing = `(lower(${text}) in (${words}) or regexp_matches(${text}, ${literal(dashAtSymbol)}))`;
  const written = `(case when not ${isNothing} and not ${isErrorCell(text)} then ${text} end)`;
  const wide = await isWide(db, written);
  const cell = wide ? ordinarySql(written) : written;
  const filled = `from (select ${cell} as v from raw) where v is not null`;
  const top = await db.rows<{value: string; n: string}>(
    `select v as value, count(*) as n ${filled} group by v order by n desc, v limit ${mostWords}`
  );
  // what has no digit is no day and no amount, and asking each format costs
  const inDigits = top.length === mostWords || top.some((t) => /\p{Nd}/u.test(t.value));
  const [found] = await db.rows<Record<string, string>>(
    `select count(*) as filled, count(distinct v) as n, count(*) filter (regexp_matches(v, '\\s')) as spaced,
      count(*) filter (regexp_matches(v, '^''\\d')) as apostrophes,
      count(*) filter (regexp_full_match(v, '="[^"]*"')) as quoted_texts,
      count(*) filter (regexp_matches(v, '[^;]; ?[^;]')) as several, count(*) filter (${hasEntities("v")}) as entities, ${inDigits ? counted : "0 as none"} from (select v, ${withoutBracketsSql("v")} as b ${filled})`
  );
  const nulls = await db.rows<{value: string}>(
    `select distinct ${text} as value from raw where ${isNothing} order by 1 limit 10`
  );
  const errors = await db.rows<{value: string; n: string}>(
    `select ${text} as value, count(*) as n from raw where ${isErrorCell(text)} group by 1 order by 1`
  );
  const affixes = await db.rows<{value: string}>(
    `select distinct unnest([trim(regexp_extract(v, '^[(+\\x{2212}\\x{2013}-]* *([^\\d,.()+\\x{2212}\\x{2013}-]+)', 1)), coalesce(nullif(trim(regexp_extract(v, '\\d([^\\d,.()+\\x{2212}-]*\\p{L}\\.[^\\d,.()+\\x{2212}-]*)$', 1)), ''), trim(regexp_extract(v, '([^\\d,.()+\\x{2212}-]+)\\)?$', 1)))]) as value ${filled} and regexp_matches(v, '\\d') order by 1 limit 20`
  );
  const number = (name: string) => Number(found![name] ?? 0);
  const oneFormat = inDigits && dateFormats.some((_, i) => number(`d${i}`) === number("filled"));
  const values = top.map((t) => t.value);
  const orders = oneFormat ? [] : await ordersOf(db, filled, values);
  const locales = await monthLocales(db, filled, values);
  return {
    header,
    cell,
    records,
    filled: number("filled"),
    distinct: number("n"),
    top: top.map((t) => ({value: t.value, count: Number(t.n)})),
    nulls: nulls.map((n) => n.value),
    dates: Object.fromEntries(dateFormats.map((f, i) => [f, number(`d${i}`)])),
    orders,
    numbers: Object.fromEntries(numberedDays.map((w) => [w, number(w)])) as Profile["numbers"],
    locales,
    amounts: Object.fromEntries(Object.keys(amountPatterns).map((s) => [s, number(`a_${s}`)])) as Profile["amounts"],
    affixes: affixes.map((a) => a.value.trim()).filter(Boolean),
    errors: errors.slice(0, 10).map((e) => e.value),
    failed: errors.reduce((n, e) => n + Number(e.n), 0),
    apostrophes: number("apostrophes"),
    quotedTexts: number("quoted_texts"),
    spaced: number("spaced"),
    several: number("entities") ? 0 : number("several"),
    entities: number("entities"),
    ...(wide ? {wide} : {})
  };
}

/** Whether some cells are numbers or days in full-width digits, and no others have such digits in them. */
async function isWide(db: DuckDB, cell: string): Promise<boolean> {
  const found = await db.rows<{v: string}>(
    `select distinct ${cell} as v from raw where regexp_matches(${cell}, ${literal(wideNumber)}) limit ${mostWords}`
  );
  return found.length > 0 && found.every(({v}) => isWideNumber(v));
}

/** Whether at least half of the filled cells are days in one way of writing them. */
export const areDays = ({dates, filled, orders}: Profile): boolean =>
  orders.length > 0 || (filled > 0 && Math.max(...Object.values(dates)) >= filled / 2);

/** Whether at least half of the filled cells are amounts in one way of writing them. */
export const areAmounts = ({amounts, filled}: Profile): boolean =>
  filled > 0 &&
  Math.max(amounts.plain + amounts.noise, amounts.comma, amounts.lakh, amounts.european, amounts.spaced) + amounts.negative >=
    filled / 2;
