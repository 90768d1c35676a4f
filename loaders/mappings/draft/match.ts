import {columnsOf, type CanonicalTable, type Column} from "../../tables/columns.ts";
import {tables} from "../../tables/index.ts";
import {foreignHeaders} from "./foreignWords.ts";
import type {Profile} from "./profile.ts";
import {headerWords, plainHeader, plainWords} from "./words.ts";

/** A canonical column, and the column of the export that seems to be it. */
export interface Match {
  column: Column;
  profile: Profile | null;
  /** From 0 to 1: how alike the names are. */
  likeness: number;
}

/** Below this a name is no more than a coincidence. */
const alike = 0.6;
/** What stands behind a prefix and says nothing by itself; and what only a table's own key is called. */
const vague = new Set(["id", "date", "name", "type", "time", "at", "on", "key"]);
const keys = new Set(["id", "key", "record id"]);
/** What a file's name is worth, beside the share of the needed columns that were found. */
const named = 0.5;

/**
 * The table whose columns the headers resemble most, and for each of its columns the header that it seems to be.
 * @param hint the table that the file's name speaks of, if any
 */
export function matchTable(profiles: Profile[], hint: string | null): {table: CanonicalTable; matches: Match[]; sure: boolean} {
  const tried = tables
    .map((table) => ({table, matches: matchColumns(table, profiles)}))
    .map((t) => ({...t, score: scoreOf(t.matches) + (t.table.name === hint ? named : 0)}))
    .sort((a, b) => b.score - a.score);
  const [best, second] = tried;
  return {table: best!.table, matches: best!.matches, sure: best!.score - second!.score > 0.05};
}

/** The share of the needed columns that were found, and a little for each of the others. */
function scoreOf(matches: Match[]): number {
  const needed = matches.filter((m) => m.column.required);
  const found = matches.filter((m) => !m.column.required && m.profile).reduce((n, m) => n + m.likeness, 0);
  return needed.reduce((n, m) => n + m.likeness, 0) / needed.length + found / 10;
}

function matchColumns(table: CanonicalTable, profiles: Profile[]): Match[] {
  const columns = columnsOf(table);
  const pairs = columns
    .flatMap((column) => profiles.map((profile) => ({column, profile, likeness: likeness(table, column, profile)})))
    .filter((p) => p.likeness >= alike)
    .sort((a, b) => b.likeness - a.likeness);
  const taken = new Map<string, Match>();
  const used = new Set<string>();
  for (const pair of pairs) {
    if (taken.has(pair.column.name) || used.has(pair.profile.header)) continue;
    taken.set(pair.column.name, pair);
    used.add(pair.profile.header);
  }
  return columns.map((column) => taken.get(column.name) ?? {column, profile: null, likeness: 0});
}

/** How alike a header and a canonical column are in name; nothing where the values can't be of its kind. */
function likeness(table: CanonicalTable, column: Column, profile: Profile): number {
  if (!couldBe(column, profile)) return 0;
  const header = plainHeader(profile.header);
  // a prefix such as property_ says little
  const rest = header.replace(/^\S+ /, "");
  const found = Math.max(
    nameLikeness(table, column, header),
    rest === header || vague.has(rest) ? 0 : 0.8 * nameLikeness(table, column, rest)
  );
  return profile.filled ? found : found - 0.3;
}

function nameLikeness(table: CanonicalTable, column: Column, header: string): number {
  const own = plainWords(column.name);
  if (header === own) return 1;
  const foreign = foreignHeaders[column.name] ?? [];
  const words = [...(headerWords[column.name] ?? []), ...foreign].filter(
    (w) => table.key.includes(column.name) || !keys.has(plainHeader(w))
  );
  const place = words.map(plainHeader).indexOf(header);
  if (place >= 0) return 0.95 - place / 100;
  if (header === `${table.name.replace(/s$/, "")} ${own}`) return 0.9;
  return Math.max(...[own, ...words.filter((w) => w.includes(" "))].map((name) => dice(header, name))) * 0.8;
}

/** The words that two names share, from 0 to 1 (Dice's coefficient). */
function dice(a: string, b: string): number {
  const first = new Set(a.split(" "));
  const second = new Set(b.split(" "));
  const shared = [...first].filter((w) => second.has(w)).length;
  return (2 * shared) / (first.size + second.size);
}

function couldBe(column: Column, {filled, dates, amounts}: Profile): boolean {
  if (!filled) return true;
  const most = filled * 0.5;
  switch (column.kind) {
    case "day":
    case "instant":
      return Math.max(...Object.values(dates)) >= most;
    case "month":
      return true;
    case "money":
    case "number":
    case "percent":
    case "count":
    case "rate":
      return (
        amounts.plain + amounts.noise >= most || amounts.comma >= most || amounts.european >= most || amounts.negative >= most
      );
    case "id":
    case "text":
    case "category":
    case "currency":
      return Math.max(...Object.values(dates)) < most || column.kind === "id";
    default:
      return true;
  }
}
