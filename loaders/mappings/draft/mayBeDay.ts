import {literal} from "../../engines/duckdb.ts";
import {eraSql} from "../engine/eras.ts";
import {strictSql} from "../engine/times.ts";

const iso = String.raw`^\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$`;

const names = "mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const part = String.raw`[+-]?\d+`;
const mayBeDay = [
  String.raw`${part}\s*[-/.年]\s*${part}\s*[-/.月]\s*[+-]?\d`,
  String.raw`[+-]?2[01]\d{4}`,
  String.raw`${part}\s*[-/]?\s*(${names})`,
  `(${names})`
];

/**
 * SQL of whether one of the formats may read a text: to find that none does takes the database 50 microseconds, and a column of free text
 * has a million of them.
 */
export const mayBeDaySql = (text: string): string => `regexp_matches(${text}, ${literal(`(?i)^\\s*(${mayBeDay.join("|")})`)})`;

/** SQL of whether a format reads a cell. b is the cell v without the weekday that some write in brackets behind the day. */
export function readsDate(format: string): string {
  if (format === "iso") return `regexp_matches(v, ${literal(iso)})`;
  if (format === "japanese_era") return `year(${eraSql("b")}) between 2000 and 2100`;
  return `case when may_be_day then year(${strictSql("b", format)}) between 2000 and 2100 end`;
}
