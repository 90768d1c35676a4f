import {literal} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Column} from "../tables/columns.ts";
import {sqlTypes} from "../tables/sqlTypes.ts";
import type {ColumnRule} from "../mappings/engine/mapping.ts";
import {isDamaged} from "../mappings/engine/ids.ts";
import {saysTotalSql} from "../mappings/engine/totals.ts";
import {formatOfText, moneySql} from "../mappings/engine/money.ts";
import {looksUpLast, notFound, severalFound, unreadSql} from "../mappings/engine/unread.ts";

/** SQL for one canonical column: its typed value, and the reason why a text is not taken (null where it is). */
export interface ValueSql {
  value: string;
  reason: string;
}

const invisible = String.raw`[\s\p{Z}\p{Cc}\p{Cf}\x{034F}\x{115F}\x{1160}\x{180B}-\x{180F}\x{2800}\x{3164}\x{FE00}-\x{FE0F}\x{FFA0}]`;
const controls = String.raw`[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x{9F}]`;
const clock = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?`;
const offset = String.raw`(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)`;
const isoDay = String.raw`^\d{4}-\d{2}-\d{2}$`;
const isoTime = String.raw`^\d{4}-\d{2}-\d{2}[T ]${clock}$`;
const isoOffset = String.raw`^\d{4}-\d{2}-\d{2}[T ]${clock}${offset}$`;

const matches = (text: string, pattern: string) => `regexp_matches(${text}, ${literal(pattern)})`;

/**
 * How a text becomes a value of a column: a pattern that it must pass, then a cast; nothing is guessed.
 * @param text SQL of the trimmed text, null where it is empty
 * @param plain whether a scan has found nothing in the file but printable ASCII, which spares the dearest checks
 */
export function valueSql(column: Column, text: string, rule: ColumnRule | null, settings: Settings, plain = false): ValueSql {
  const value = typed(column, text, rule, settings);
  const name = literal(column.kind === "id" ? "bad_id" : column.name);
  const missing = column.required ? `when ${text} is null then ${name}` : `when ${text} is null then null`;
  const marked = rule ? unreadSql(rule, text) : null;
  const unread = marked ? `when ${marked} then ${name}` : "";
  const unknown =
    column.kind === "id" && rule && looksUpLast(rule) ? `when ${isMarked(text)} then ${literal(unknownReason(column))}` : "";
  const extra = rule?.pattern ? `when not regexp_full_match(${text}, ${literal(rule.pattern)}) then ${name}` : "";
  return {
    value,
    reason: `case ${missing} ${unknown} ${unread} ${extra} ${problems(column, text, value, name, settings, plain)} end`
  };
}

/** SQL of whether a lookup had no answer for a text, or several. */
const isMarked = (text: string): string => `left(${text}, 1) in (${notFound}, ${severalFound})`;

/** The reason why a record is not taken that names something unknown. */
const unknownReason = ({name}: Column): string =>
  name === "partner_id" ? "orphan_partner" : name === "deal_id" ? "orphan_deal" : name;

/** The largest amount that is taken: a column of money holds little more than 9e13. */
export const ceilingOf = ({amount_max}: Pick<Settings, "amount_max">): number => Math.min(amount_max, 9e13);

/** Whether a text is an ISO 4217 code: one search in a string of them all is much cheaper than a list of 160. */
export const currencyIn = (text: string): string =>
  `(length(${text}) = 3 and not contains(${text}, ' ') and contains(${literal(Intl.supportedValuesOf("currency").join(" "))}, ${text}))`;

/** Why a name that an export carries beside an id is not taken, null where it is. */
export const nameReason = (text: string): string => `case ${textProblems(text)} end`;

const textProblems = (text: string) =>
  `when length(${text}) > 65536 then 'too_long' when ${matches(text, controls)} then 'control_character'`;

function problems(column: Column, text: string, value: string, name: string, settings: Settings, plain: boolean): string {
  switch (column.kind) {
    case "id": {
      const total = saysTotalSql(column.name, text);
      const totals = total ? `when ${total} then 'total_line' ` : "";
      return plain
        ? `${totals}when ${isDamaged(text)} then 'damaged_id' when length(${text}) > 200 or contains(${text}, ' ') then ${name}`
        : `${totals}when ${isDamaged(text)} then 'damaged_id' when length(${text}) > 200 or ${text} <> nfc_normalize(${text}) or ${matches(text, invisible)} then ${name}`;
    }
    case "text":
      return plain ? `when length(${text}) > 65536 then 'too_long'` : textProblems(text);
    case "category":
      return `when ${text} not in (${column.values!.map(literal).join(", ")}) then ${name}`;
    case "currency":
      return `when not ${currencyIn(text)} then ${name}`;
    case "money":
      return `when ${value} > ${ceilingOf(settings)} then 'amount_range' when ${value} is null then ${name}`;
    case "day":
    case "month":
    case "instant":
      return `when ${value} is null or year(${value}) not between 2000 and 2100 then ${name}`;
    case "percent":
      return `when ${value} is null or ${value} > 100 then ${name}`;
    case "rate":
      return `when ${value} is null or ${value} = 0 then ${name}`;
    default:
      return `when ${value} is null then ${name}`;
  }
}

function typed(column: Column, text: string, rule: ColumnRule | null, settings: Settings): string {
  const cast = (pattern: string, type: string) => `case when ${matches(text, pattern)} then try_cast(${text} as ${type}) end`;
  switch (column.kind) {
    case "money":
      return moneySql(text, formatOfText(rule));
    case "day":
      return daySql(text, settings.reporting_time_zone);
    case "instant":
      return instantSql(text, settings.reporting_time_zone);
    case "month":
      return `case when ${matches(text, String.raw`^\d{4}-\d{2}(-\d{2})?$`)} then try_cast(left(${text}, 7) || '-01' as date) end`;
    case "rate":
      return cast(String.raw`^\d{1,9}(\.\d{1,10})?$`, sqlTypes.rate);
    case "number":
    case "percent":
      return cast(String.raw`^\d{1,12}(\.\d+)?$`, "double");
    case "count":
      return `case when lower(${text}) in ('true', 'false') then cast(lower(${text}) = 'true' as integer) when ${matches(text, String.raw`^\d{1,9}$`)} then try_cast(${text} as integer) end`;
    default:
      return text;
  }
}

/** A time with an offset, with the seconds that the engine asks for there and ISO does not. */
const withSeconds = (text: string) => `regexp_replace(${text}, '^(.{16})([Z+-])', '\\1:00\\2')`;

/** The day of an ISO date or timestamp; one with an offset is turned into the day of the zone, one without is read in it. */
function daySql(text: string, zone: string): string {
  // the usual form first: a cast that writes itself back as it was is as strict as the pattern, and much cheaper
  return `case when cast(try_cast(${text} as date) as varchar) = ${text} and length(${text}) = 10 then try_cast(${text} as date)
    when ${matches(text, isoDay)} or ${matches(text, isoTime)} then try_cast(left(${text}, 10) as date)
    when ${matches(text, isoOffset)} then cast(timezone(${literal(zone)}, try_cast(${withSeconds(text)} as timestamptz)) as date) end`;
}

/** A point in time as UTC. */
function instantSql(text: string, zone: string): string {
  // the usual form first: its shape, and then a cast that only digits pass, cost a tenth of the pattern
  const usual = `${text} like '____-__-__T__:__:__Z' and not contains(${text}, ' ') and ${text} not like '___________24%'`;
  return `case when ${usual} and try_cast(${text} as timestamptz) is not null then timezone('UTC', try_cast(${text} as timestamptz))
    when ${matches(text, isoDay)} or ${matches(text, isoTime)} then timezone('UTC', timezone(${literal(zone)}, try_cast(${text} as timestamp)))
    when ${matches(text, isoOffset)} then timezone('UTC', try_cast(${withSeconds(text)} as timestamptz)) end`;
}
