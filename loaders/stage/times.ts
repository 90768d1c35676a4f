import {literal} from "../engines/duckdb.ts";
import {unread} from "./unread.ts";
import {listOf} from "./walk.ts";

const iso = (word: string) => word.toLowerCase() === "iso";

/**
 * SQL of a day or instant as ISO text, read by strptime formats that are tried in turn; one with an offset (%z) is turned into UTC.
 * What no format reads is marked unread, unless "iso" is among them: then the text is left to the rules for ISO.
 */
export function dateSql(text: string, formats: string | string[]): string {
  const listed = listOf(formats);
  const read = listed
    .filter((f) => !iso(f))
    .map((f) => `strftime(try_strptime(${text}, ${literal(f)}), '%Y-%m-%dT%H:%M:%S') ${f.includes("%z") ? "|| 'Z'" : ""}`);
  const rest = listed.some(iso) ? text : `${unread} || ${text}`;
  return `coalesce(${[...read, rest].join(", ")})`;
}

/**
 * SQL of the hours from one time to another, null where one is empty; formats as for dates. An end on an earlier day than the beginning
 * gives none: the rule on the order of days speaks of it.
 */
export function hoursBetweenSql(from: string, to: string, formats: string | string[] = "iso"): string {
  const time = (text: string) => `try_cast(${dateSql(text, formats)} as timestamptz)`;
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
