import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import {hiddenText} from "./freeText.ts";
import type {LookupFault} from "./stagedFile.ts";
import type {Column} from "../tables/columns.ts";

/* Records that fail for one reason, and how the value, its header and the mapping's file are named to a person. */

/** What is known of records that fail for one reason. */
export interface Failing {
  reason: string;
  records: number;
  /** The canonical column that the reason is about. */
  column: Column | null;
  found: {value: string | null; records: number}[];
  hint: string | null;
  lookup: LookupFault | null;
  /** Whether the file has other records, which are read as they are. */
  beside: boolean;
  /** The first record as it is in the file; never printed. */
  raw: string;
  /** The export's headers that the column is read from. */
  headers: string[];
  rule: ColumnRule | null;
  mapping: {part: TableMapping; file: string} | null;
}

/** What is said of them. */
export interface Sentences {
  what: string;
  edit: string;
}

/** The header as the export writes it, and the column that it fills where that is called otherwise. */
export function nameOf({headers, column}: Failing): string {
  if (!headers.length) return column?.name ?? "The value";
  const named = headers.slice(0, 3).join(" or ");
  return column && headers[0]!.toLowerCase() !== column.name ? `${named} (${column.name})` : named;
}

const shown = (value: string | null): string =>
  value === null ? "empty" : value === hiddenText ? "a text that is not shown" : `"${value}"`;

/** Words with how often each occurs; of other values three are enough. */
export function values({found, records, column}: Failing): string {
  if (found.length === 1) return shown(found[0]!.value);
  const counted = column?.kind === "category" || column?.kind === "currency";
  const listed = found.slice(0, counted ? found.length : 3);
  const rest = records - listed.reduce((n, v) => n + v.records, 0);
  const texts = listed.map((v) => (counted ? `${shown(v.value)} (${v.records})` : shown(v.value)));
  return `${texts.join(", ")}${rest > 0 ? (counted ? ` and others (${rest})` : ", …") : ""}`;
}

/** The edit that sets a key of a column in the mapping. */
export const inFile = ({mapping, column}: Failing, key: string): string =>
  mapping
    ? `Set ${key} on ${column!.name} in ${mapping.file}.`
    : `Fix the export, or let "npx handshake map FILE" draft a mapping with ${key} on ${column!.name}.`;
