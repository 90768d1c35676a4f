import {renameSynced, fsync} from "../files.ts";
import {columnNumbers} from "../mappings/engine/headerNames.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import {currencyHeader} from "../read/transcribe/numberFormats.ts";
import type {Warning} from "./stagedFile.ts";
import {listOf, sourcesOf, withFallbacks} from "../mappings/engine/walk.ts";

/** How staged rows are written: at the least cost, since they are read only by the rebuilds that reconcile them. */
export const parquet = "format parquet, compression lz4_raw, dictionary_size_limit 1";

/** The canonical columns that names are carried beside. */
export const namesOf = (as: TableFile): string[] => Object.keys(as.mapping?.names ?? {});

/** Columns that no mapping names are not read past this point; the data page names them. */
export function unknownColumns(as: TableFile, headers: string[]): Warning[] {
  const known = new Set(as.known.map((h) => h.toLowerCase()));
  const made = new Set(headers.map(currencyHeader));
  const nameless = headers.flatMap((h, i) => (h ? [] : [i + 1]));
  const unused = [...new Set(headers.filter((h) => h && !known.has(h.toLowerCase()) && !made.has(h)))];
  if (!(unused.length + nameless.length) || !as.first) return [];
  const listed = [
    ...unused.slice(0, 50),
    ...(nameless.length ? [`${columnNumbers(nameless)}, which ${nameless.length === 1 ? "has no name" : "have no names"}`] : [])
  ];
  return [{reason: "unknown_column", detail: listed.join(", ")}, ...partnerNotRead(as, headers, unused)];
}

const aboutPartners = new Set(["deals", "referrals", "tickets", "activities"]);
const mayBePartner =
  /partner|resell|distribut|referr|affiliat|vermittler|h(ä|ae)ndler|parceir|partenaire|revend|socio|パートナー/i;

/** A mapping that finds its partner in none of the headers, beside one that may name it: all records would be direct, and nothing said. */
function partnerNotRead({table, mapping, name}: TableFile, headers: string[], unused: string[]): Warning[] {
  const rule = mapping?.columns.partner_id;
  if (!mapping || !aboutPartners.has(table.name)) return [];
  const present = new Set(headers.map((h) => h.toLowerCase()));
  // one that looks up what became of a record names no partner in the file
  const rules = rule ? withFallbacks(rule).filter((r) => !r.lookup) : [];
  const isThere = (h: string) => present.has(h.toLowerCase());
  if (rules.some((r) => r.constant !== undefined || sourcesOf(r).some((one) => listOf(one).some(isThere)))) return [];
  const likely = unused.filter((h) => mayBePartner.test(h)).slice(0, 3);
  if (!likely.length) return [];
  const detail = `${table.name} of this file belong to no partner; if ${likely.map((h) => JSON.stringify(h)).join(" or ")} names it, add that header to partner_id in the mapping ${name}`;
  return [{reason: "partner_not_read", detail}];
}

/** The headers that are read, as the file writes them. */
export function headersRead(as: TableFile, headers: string[]): string[] {
  const read = new Set(as.read.map((h) => h.toLowerCase()));
  return headers.filter((h) => read.has(h.toLowerCase()));
}

/** Rows are on the disk before they get their name: a later run reads them instead of the source. */
export async function keep(rows: string): Promise<void> {
  await fsync(`${rows}.part`);
  await renameSynced(`${rows}.part`, rows);
}
