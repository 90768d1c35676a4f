import {literal} from "../../engines/duckdb.ts";
import {dateWord, type MonthLanguage} from "./dateFormats.ts";
import {letters} from "./letters.ts";
import {englishMonthsSql} from "./months.ts";
import {halfDaySql, withoutOrdinalsSql} from "./dayText.ts";
import {eraSql} from "./eras.ts";
import {ofItsWeekdaySql, withoutBracketsSql, withoutWeekdaySql} from "./weekdays.ts";
import {unread} from "./unread.ts";
import {listOf} from "./walk.ts";

/** How days are written: formats that are tried in turn, and the languages of the months' names. */
export interface DateReading {
  date?: string | string[] | undefined;
  locale?: MonthLanguage | MonthLanguage[] | undefined;
}

const isoText = "'%Y-%m-%dT%H:%M:%S'";
const matches = (text: string, pattern: string) => `regexp_matches(${text}, ${literal(pattern)})`;

/**
 * SQL of a day or instant as ISO text, read by formats that are tried in turn; one with an offset (%z) or counted from 1970 is in UTC.
 * What no format reads is marked unread, unless "iso" is among them: then the text is left to the rules for ISO.
 */
export function dateSql(text: string, {date = "iso", locale}: DateReading): string {
  const listed = listOf(date);
  const languages = locale ? listOf(locale) : [];
  const read = listed.filter((f) => dateWord(f) !== "iso").map((f) => formatSql(text, f, languages));
  const rest = listed.some((f) => dateWord(f) === "iso") ? text : `${unread} || ${text}`;
  return `coalesce(${[...read, rest].join(", ")})`;
}

/** SQL of whether one of the formats reads a text; ISO is not among what is asked. */
export const readsSql = (text: string, formats: string[], locale: DateReading["locale"]): string =>
  `coalesce(${[...formats.map((f) => formatSql(text, f, locale ? listOf(locale) : [])), "null"].join(", ")}) is not null`;

function formatSql(text: string, format: string, languages: MonthLanguage[]): string {
  switch (dateWord(format)) {
    case "excel_serial": // the day 60 of a spreadsheet, 29 February 1900, never was: its days count from 30 December 1899
      return sinceDay(text, "1899-12-30");
    case "excel_serial_1904":
      return sinceDay(text, "1904-01-01");
    case "epoch_s":
      return sinceEpoch(text, String.raw`^\d{9,10}(\.\d+)?$`, 1);
    case "epoch_ms":
      return sinceEpoch(`regexp_replace(${text}, ${literal(jsonDate)}, '\\1')`, String.raw`^\d{12,13}$`, 1000);
    case "epoch_us":
      return sinceEpoch(text, String.raw`^\d{15,16}$`, 1_000_000);
    case "dotnet_ticks":
      return sinceYearOne(text);
    case "japanese_era":
      return ofItsWeekdaySql(`strftime(${eraSql(withoutBracketsSql(text))}, ${isoText})`, text, languages, {leads: false});
    case "dmy":
    case "mdy":
    case "ymd": {
      const day = orderSql(withoutWeekdaySql(text, languages), dateWord(format) as "dmy" | "mdy" | "ymd", languages);
      return ofItsWeekdaySql(day, text, languages);
    }
    default:
      return strptimeSql(text, format, languages);
  }
}

/** A day by its parts; the name of the weekday before it is read in any of the languages, and has to be the day's own. */
function strptimeSql(text: string, format: string, languages: MonthLanguage[]): string {
  const parts = format.replace(/^%[aA][.,]* */, "");
  const bare = /%[aA]/.test(parts)
    ? text
    : parts === format
      ? withoutBracketsSql(text, languages)
      : withoutWeekdaySql(text, languages);
  const style = parts.includes("%B") ? "long" : parts.includes("%b") ? "short" : null;
  const written = parts.includes("%p") ? halfDaySql(bare) : bare;
  const named = style && languages.length ? englishMonthsSql(written, languages, style) : written;
  const read = (cell: string) => `strftime(${strictSql(cell, parts)}, ${isoText})`;
  const zoned = `${read(named)} ${/%z|(?:UTC|GMT|Z)$/.test(format) ? "|| 'Z'" : ""}`;
  // with an offset, the weekday is that of the place, not that of UTC
  return format.includes("%z") && format !== parts
    ? `case when ${ofItsWeekdaySql(read(`regexp_replace(${named}, '[+-]\\d{2}:?\\d{2}$', '+0000')`), text, languages)} is not null then ${zoned} end`
    : ofItsWeekdaySql(zoned, text, languages, {leads: format !== parts || bare === text});
}

/**
 * SQL of the time that a format reads in a cell. Where nothing is between two parts the cell has all digits of each: the engine takes one for
 * the last, and 2026032, the 32nd day of a year, would be 2 March.
 */
export function strictSql(cell: string, format: string): string {
  const read = `try_strptime(${cell}, ${literal(format)})`;
  const whole = /^%Y%m%d/.exec(format) ? String.raw`^\d{8}(\D|$)` : null;
  return whole ? `case when ${matches(cell, whole)} then ${read} end` : read;
}

// of .NET: /Date(1700000000000)/, with an offset that changes nothing of the instant
const jsonDate = String.raw`^/Date\((\d{12,13})([+-]\d{4})?\)/$`;

const sinceDay = (text: string, day: string) =>
  `case when ${matches(text, String.raw`^\d{5}([.,]\d+)?$`)} then strftime(timestamp '${day}' + to_seconds(round(cast(replace(${text}, ',', '.') as double) * 86400)), ${isoText}) end`;

/** Ten-millionths of a second since the year 1, of no time zone. */
const sinceYearOne = (text: string) =>
  `case when ${matches(text, String.raw`^\d{18}$`)} then strftime(make_timestamp((cast(${text} as bigint) - 621355968000000000) // 10), ${isoText}) end`;

const sinceEpoch = (text: string, pattern: string, perSecond: number) =>
  `case when ${matches(text, pattern)} then strftime(make_timestamp(cast(cast(${text} as decimal(26, 6)) * ${1_000_000 / perSecond} as bigint)), ${isoText}) || 'Z' end`;

const clocks = ["", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p"];

/** Days whose parts are in one order, whatever is between them, with or without a time. */
function orderSql(text: string, order: "dmy" | "mdy" | "ymd", languages: MonthLanguage[]): string {
  const tidy = withoutOrdinalsSql(halfDaySql(text));
  const named = languages.length ? englishMonthsSql(tidy, languages, "short") : tidy;
  const part = String.raw`(\d{1,4}|[${letters}]{3,9})`;
  // "1 de fevereiro de 2026"
  const marks = String.raw`[./ ,-]+(?:(?i:de|del|di|of) +)?`;
  const plain = `regexp_replace(regexp_replace(${named}, ${literal(`^${part}${marks}${part}${marks}${part}`)}, '\\1/\\2/\\3'), '(/[0-9]+)[T, ]+', '\\1 ')`;
  const wide = (year: string, month: string) =>
    order === "ymd" ? `${year}/${month}/%d` : order === "dmy" ? `%d/${month}/${year}` : `${month}/%d/${year}`;
  // two digits of a year first: four are no two, but two would be the year 26
  const formats = ["%y", "%Y"].flatMap((y) => ["%m", "%b", "%B"].flatMap((m) => clocks.map((c) => wide(y, m) + c)));
  return `strftime(try_strptime(${plain}, [${formats.map(literal).join(", ")}]), ${isoText})`;
}

/**
 * SQL of the earliest, or latest, of several days as ISO text; those that are empty don't count, one that can't be read is marked.
 * Days are compared as they are written, so two within a day of each other may be told apart by their offsets only.
 */
export function extremeSql(cells: string[], which: "earliest" | "latest", reading: DateReading): string {
  const iso = String.raw`^\d{4}-\d{2}-\d{2}([T ]|$)`;
  const days = cells.map((c) => {
    const day = dateSql(c, reading);
    return `case when ${day} is null or ${matches(day, iso)} then ${day} when starts_with(${day}, ${unread}) then ${day} else ${unread} || ${day} end`;
  });
  const sign = which === "earliest" ? "<" : ">";
  return days.reduce(
    (best, next) => `(select case when a is null then b when b is null then a when starts_with(a, ${unread}) then a
      when starts_with(b, ${unread}) or left(b, 10) ${sign} left(a, 10) then b else a end from (select ${best} as a, ${next} as b))`
  );
}

/**
 * SQL of the hours from one time to another, null where one is empty; formats as for dates. An end on an earlier day than the beginning
 * gives none: the rule on the order of days speaks of it.
 */
export function hoursBetweenSql(from: string, to: string, reading: DateReading): string {
  const time = (text: string) => `try_cast(${dateSql(text, reading)} as timestamptz)`;
  const hours = `round(epoch(${time(to)} - ${time(from)}) / 3600, 2)`;
  return `case when ${from} is not null and ${to} is not null and coalesce(cast(${time(to)} as date) >= cast(${time(from)} as date), true)
    then coalesce(cast(${hours} as varchar), ${unread}) end`;
}

/** SQL of hours out of what an export counts in; other texts are marked unread. */
export function hoursSql(text: string, unit: "minutes" | "seconds" | "clock"): string {
  const number = `regexp_matches(${text}, '^[0-9]{1,12}([.][0-9]+)?$')`;
  const rest = `when ${text} is not null then ${unread} || ${text} end`;
  if (unit !== "clock")
    return `case when ${number} then cast(round(try_cast(${text} as double) / ${unit === "minutes" ? 60 : 3600}, 4) as varchar) ${rest}`;
  const part = (i: number) => `coalesce(try_cast(split_part(${text}, ':', ${i}) as double), 0)`;
  return `case when regexp_matches(${text}, '^[0-9]{1,6}:[0-5][0-9](:[0-5][0-9])?$')
    then cast(round(${part(1)} + ${part(2)} / 60 + ${part(3)} / 3600, 4) as varchar) when ${number} then ${text} ${rest}`;
}
