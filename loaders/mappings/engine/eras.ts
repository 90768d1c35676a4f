import {literal} from "../../engines/duckdb.ts";
import {ordinarySql} from "./wide.ts";

/* Days of the Japanese calendar, which counts years from the beginning of an era: 令和8年3月2日, R8.3.2. */

/** The year before the first of each era, by the ways of writing its name. */
const eras: [names: string[], before: number][] = [
  [["令和", "㋿", "R"], 2018],
  [["平成", "㍻", "H"], 1988],
  [["昭和", "㍼", "S"], 1925]
];

const names = eras.flatMap(([n]) => n).join("|");
const clock = String.raw`(?:[ T]+(\d{1,2})[:時](\d{1,2})(?:[:分]\d{0,2}秒?)?)?`;
const eraDay = String.raw`^(?i)(${names})\.? ?(\d{1,2}|元)[年./-] ?(\d{1,2})[月./-] ?(\d{1,2})日?${clock}$`;

/** Whether a text is a day of an era. */
export const isEraDay = (text: string): boolean => new RegExp(eraDay.replace("(?i)", ""), "iu").test(text);

// to translate any text into ordinary digits takes longer than to see that it begins with no era
const eraAhead = String.raw`^[\s\x{3000}]*(?i)(${names})[^a-z]`;

/** SQL of a day of an era as a timestamp, null for any other text. The year 1 is written 元 too. */
export function eraSql(text: string): string {
  const parts = `regexp_extract(${ordinarySql(text)}, ${literal(eraDay)}, ['era', 'year', 'month', 'day', 'hour', 'minute'])`;
  const before = eras.map(([n, year]) => `when upper(e.era) in (${n.map(literal).join(", ")}) then ${year}`).join(" ");
  const year = `case ${before} end + case e.year when '元' then 1 else try_cast(e.year as integer) end`;
  const time = `coalesce(nullif(e.hour, ''), '0') || ':' || coalesce(nullif(e.minute, ''), '0')`;
  const day = `list_transform([${parts}], e -> try_strptime(cast(${year} as varchar) || '-' || e.month || '-' || e.day || ' ' || ${time}, '%Y-%m-%d %H:%M'))[1]`;
  return `case when regexp_matches(${text}, ${literal(eraAhead)}) then ${day} end`;
}
