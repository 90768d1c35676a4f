import {literal} from "../engines/duckdb.ts";
import type {MetricRow} from "./pick.ts";

type Value = MetricRow[string];

/** A value as a reader wants it: five figures, days and words as they are, "none" for nothing; a list or a record by its parts. */
export function shown(value: Value | object | bigint): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return `[${value.map((part) => shown(part as Value | object)).join(", ")}]`;
  if (typeof value === "object")
    return `(${Object.entries(value)
      .map(([name, part]) => `${name} ${shown(part as Value | object)}`)
      .join(", ")})`;
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e5 ? value.toFixed(2) : String(Number(value.toPrecision(5)));
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A value as SQL that loses nothing of it. */
export function sqlValue(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? `(${value})` : `cast('${value}' as double)`;
  return day.test(value) ? `date ${literal(value)}` : literal(value);
}
