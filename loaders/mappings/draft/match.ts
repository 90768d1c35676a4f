import {columnsOf, type CanonicalTable, type Column} from "../../tables/columns.ts";
import {tables} from "../../tables/index.ts";
import {amountLikeness} from "./codes.ts";
import {isPerson, pathEnds, vague, withoutCurrency} from "./headerParts.ts";
import {otherAmounts, soldAmount} from "./soldAmount.ts";
import {headersOfColumn, isDeleted, isPartnerCompany, isPlanned, meaningOf, saysPartner} from "./lexicon/lexicon.ts";
import {plainHeader, plainWords} from "./lexicon/plain.ts";
import {saysYes} from "./lexicon/yesNo.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";

/** A canonical column, and the column of the export that seems to be it. */
export interface Match {
  column: Column;
  profile: Profile | null;
  /** From 0 to 1: how sure it is, by name and by values. */
  likeness: number;
  /** What the values say for it, where no header does. */
  guessed?: string;
}

/** Below this a name is no more than a coincidence. */
const alike = 0.6;
/** What an optional column must reach: it is better left out than filled with something else. */
const alikeOptional = 0.75;
/** What only a table's own key is called. */
const keys = new Set(["id", "key", "record id"]);
/** Needed columns that exports leave unsaid, since they nearly always mean the same. */
const hasUsual = new Set(["owner", "direction"]);
/** What a file's name is worth, beside the share of the needed columns that were found. */
const named = 0.5;

/** The answer that leaves a column empty. */
export const none = "none";

/**
 * The table whose columns the headers resemble most, and for each of its columns the header that it seems to be.
 * @param hint the table that the file's name speaks of, if any
 * @param answers what a person has said: "table", and headers by column
 */
export function matchTable(
  profiles: Profile[],
  hint: string | null,
  answers: ReadonlyMap<string, string>
): {table: CanonicalTable; matches: Match[]; sure: boolean; others: string[]} {
  const prefix = commonPrefix(profiles.map((p) => p.header));
  const tried = tables
    .filter((t) => t.name !== "aliases" || hint === "aliases" || answers.get("table") === "aliases")
    .filter((t) => !answers.has("table") || t.name === answers.get("table"))
    .map((table) => ({table, matches: matchColumns(table, profiles, prefix, answers)}))
    .map((t) => ({...t, byName: scoreOf(t.matches, profiles.length) + (t.table.name === hint ? named : 0)}))
    .map((t) => ({...t, score: t.byName + soldAmount(t.table, t.matches, profiles)}))
    .sort((a, b) => b.score - a.score);
  const [best, second] = tried;
  const leads = !second || best!.byName > Math.max(...tried.slice(1).map((t) => t.byName));
  return {
    table: best!.table,
    matches: best!.matches,
    sure: leads && (!second || best!.score - second.score > 0.1),
    others: tried.slice(1, 4).map((t) => t.table.name)
  };
}

/** The first word of nearly all headers, with what follows it: "Deal - ". */
export function commonPrefix(headers: string[]): string {
  const first = headers.map((h) => /^([\p{L}\p{N}]+)( - |: |\.|_)/u.exec(h)?.[0] ?? "");
  const [prefix] = first;
  return prefix && headers.length > 3 && first.filter((f) => f === prefix).length >= headers.length * 0.8 ? prefix : "";
}

/**
 * The share of the needed columns that were found, and the share of the file that the table has a place for: a table of few
 * columns fits nearly any file, and says little about it.
 */
function scoreOf(matches: Match[], headers: number): number {
  const needed = matches.filter((m) => m.column.required);
  const sum = (of: Match[]) => of.reduce((n, m) => n + (!m.profile && hasUsual.has(m.column.name) ? alike : m.likeness), 0);
  return sum(needed) / needed.length + sum(matches) / Math.min(headers, 12);
}

function matchColumns(table: CanonicalTable, profiles: Profile[], prefix: string, answers: ReadonlyMap<string, string>): Match[] {
  const columns = columnsOf(table);
  const pairs = columns
    .filter((c) => !answers.has(c.name))
    .flatMap((column) => profiles.map((profile) => ({column, profile, likeness: likeness(table, column, profile, prefix)})))
    .map((p) => (p.column.name === "customer_id" && isPerson(p.profile, profiles) ? {...p, likeness: 0.7 * p.likeness} : p))
    .filter((p) => p.column.name !== "rep_id" || !isAccount(p.profile, profiles))
    .filter((p) => p.likeness >= (p.column.required ? alike : alikeOptional))
    .sort((a, b) => b.likeness - a.likeness);
  const taken = new Map<string, Match>();
  for (const column of columns) {
    const profile = profiles.find((p) => p.header === answers.get(column.name));
    if (profile) taken.set(column.name, {column, profile, likeness: 1});
  }
  const used = new Set([...taken.values()].map((m) => m.profile!.header));
  for (const pair of pairs) {
    if (taken.has(pair.column.name) || used.has(pair.profile.header)) continue;
    taken.set(pair.column.name, pair);
    used.add(pair.profile.header);
  }
  return columns.map((column) => taken.get(column.name) ?? {column, profile: null, likeness: 0});
}

/** What a table of Power BI writes before the header of an amount. */
const sumOf = /^(sum of|summe von|somme de|suma de|soma de|somma di) /;

/** Whether "Account" is a customer, whose id is beside it, and not the rep that the word means in Italian. */
const isAccount = ({header}: Profile, profiles: readonly Profile[]): boolean =>
  plainWords(header) === "account" && profiles.some((p) => /^account (id|name|no|nr|number)$/.test(plainWords(p.header)));

/** Who sells on the partner's side: none of our reps. */
const partnersPerson =
  /(^| )(partner|reseller|distributor|dealer)s? (sales )?(rep|representative|contact|user|seller|salesperson|employee)( |$)/;

/** How sure it is that a column of the export is a canonical one: by name, and by values, which outrank names. */
export function likeness(table: CanonicalTable, column: Column, profile: Profile, prefix = ""): number {
  const day = column.kind === "day" && column.name !== "due_on";
  const isExpected = column.name === "expected_close_on";
  if ((day || column.kind === "instant") && isPlanned(profile.header) !== isExpected) return 0;
  // the header that says the stage is the one that the status is read from
  if (column.name === "stage") return 0;
  if (column.name === "customer_id" && saysPartner(profile.header)) return 0;
  if (column.name === "rep_id" && partnersPerson.test(plainWords(profile.header))) return 0;
  const plain = plainHeader(profile.header.slice(profile.header.startsWith(prefix) ? prefix.length : 0));
  if (column.kind === "money" && otherAmounts.test(plain)) return 0;
  const header = column.kind === "money" ? withoutCurrency(plain.replace(sumOf, "")) : plain;
  // a prefix such as property_ says little, and a unit in brackets behind says nothing of what it is
  const rest = header.replace(/^\S+ /, "");
  const bare = plainHeader(
    profile.header.slice(profile.header.startsWith(prefix) ? prefix.length : 0).replace(/\s*[([（][^()]*[)\]）]\s*$/u, "")
  );
  const name = Math.max(
    bare === header ? 0 : nameLikeness(table, column, bare) * 0.95,
    nameLikeness(table, column, header),
    rest === header || vague.has(rest) ? 0 : 0.8 * nameLikeness(table, column, rest),
    column.name === "partner_id" && isPartnerCompany(profile.header) ? 0.9 : 0,
    ...pathEnds(profile.header).map((end) => 0.8 * nameLikeness(table, column, end))
  );
  if (column.kind === "category") return categoryLikeness(column, profile, name);
  if (!couldBe(column, profile)) return 0;
  if (!profile.filled) return name - 0.3;
  const money = column.kind === "money" ? (isPlanned(profile.header) ? 0.8 : 1) * amountLikeness(profile, header) : 1;
  return name * money * (table.key.length === 1 && table.key[0] === column.name ? keyLikeness(profile, prefix) : 1);
}

/** A key is filled in every record, hardly ever twice the same, and not the key of what the record belongs to. */
function keyLikeness({header, filled, records, distinct}: Profile, prefix: string): number {
  const below = header.slice(header.startsWith(prefix) ? prefix.length : 0).includes(".");
  return (below ? 0.7 : 1) * (filled < records ? 0.7 : 1) * (distinct < filled / 2 ? 0.8 : 1);
}

/** Words that all translate make a column the one that is sought, whatever it is called; words that don't make its name doubtful. */
function categoryLikeness(column: Column, profile: Profile, name: number): number {
  const all = profile.top.reduce((n, t) => n + t.count, 0);
  if (!all) return name - 0.3;
  if (areDays(profile)) return 0;
  const meanings = profile.top.map((t) => ({
    count: t.count,
    means: meaningOf(t.value, column.values!, profile.header),
    gone: isDeleted(t.value)
  }));
  const known = meanings.filter((m) => m.means || m.gone).reduce((n, m) => n + m.count, 0) / all;
  const different = new Set(meanings.flatMap((m) => m.means ?? [])).size;
  const decisive = column.name === "status" ? meanings.some((m) => m.means === "won" || m.means === "lost") : different > 1;
  if (known === 1 && decisive && (name >= alike || (column.name === "status" && different > 1)))
    return name >= alike ? 0.97 + name * 0.03 : 0.9;
  const found = name * (0.7 + 0.3 * known);
  return name >= 0.9 && known >= 0.5 ? Math.max(found, 0.9) : found;
}

function nameLikeness(table: CanonicalTable, column: Column, header: string): number {
  const own = plainWords(column.name);
  if (header === own) return 1;
  const words = headersOfColumn(column.name).filter((w) => table.key.includes(column.name) || !keys.has(w));
  const place = words.indexOf(header);
  if (place >= 0) return 0.98 - Math.min(place, 60) / 1000;
  const one = table.name.replace(/s$/, "");
  if (header === `${one} ${own}` || header.startsWith(`${one} `)) {
    const without = words.indexOf(header.slice(one.length + 1));
    if (header === `${one} ${own}` || without >= 0) return 0.9;
  }
  const phrases = [own, ...words.filter((w) => w.includes(" "))];
  return Math.max(...phrases.map((w) => dice(header, w))) * 0.8;
}

/** The words that two names share, from 0 to 1 (Dice's coefficient). */
function dice(a: string, b: string): number {
  const first = new Set(a.split(" "));
  const second = new Set(b.split(" "));
  const shared = [...first].filter((w) => second.has(w)).length;
  return (2 * shared) / (first.size + second.size);
}

/** Whether values of this kind could be in the column; one that can't be read yet is not another column for that. */
export function couldBe(column: Column, profile: Profile): boolean {
  if (!profile.filled) return true;
  // of other scripts too: those that can't be read are a doubt about this column
  const digits = profile.top.filter((t) => /\p{Nd}/u.test(t.value)).length >= profile.top.length / 2;
  const words = profile.top.every((t) => saysYes(t.value) !== null);
  switch (column.kind) {
    case "day":
    case "instant":
      return areDays(profile) || (digits && !words && !profile.top.every((t) => /^[\d.,]{1,4}$/.test(t.value)));
    case "money":
    case "number":
    case "percent":
    case "count":
    case "rate":
      return areAmounts(profile) || (digits && !areDays(profile)) || (column.kind === "count" && words);
    case "text":
    case "currency":
      return !areDays(profile);
    default:
      return true;
  }
}
