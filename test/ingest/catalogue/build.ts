import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {gzipSync} from "node:zlib";
import {writeXlsx, type WriteSheet} from "hucre/xlsx";
import {DuckDB, literal} from "../../../loaders/engines/duckdb.ts";
import type {SettingsInput} from "../../../loaders/settings.ts";

/** What a file holds: text, bytes, or bytes that are made when they are needed. */
export type Content = string | Uint8Array | (() => Promise<Uint8Array>);

/** What must become of a case's last file, and of the tables. */
export interface Wanted {
  outcome: "accept" | "refuse" | "hold" | "ignore";
  reason?: string;
  accepted?: number;
  deduplicated?: number;
  superseded?: number;
  quarantined?: number;
  /** A warning that the file must carry. */
  warn?: string;
  /** Rows of tables of schema facts. */
  final?: Record<string, number>;
  /** Table, columns (or a list of SQL), and their rows as text in their own order. */
  facts?: [table: string, columns: string | string[], rows: (string | null)[][]];
  /** Keys and reasons of all records in quarantine, in the order of their lines. */
  quarantine?: [key: string | null, reason: string][];
  /** What the message must say. */
  says?: string;
}

export interface Case {
  /** A sentence of the rulebook. */
  name: string;
  /** Files by path, run after run. */
  drops: Record<string, Content>[];
  wanted: Wanted;
  /** The file that is judged, where it is not the last one of the last run. */
  file?: string;
  /** Without the file of partners P1 and P2 that other cases begin with. */
  bare?: boolean;
  options?: {settings?: SettingsInput; acceptVolume?: string[]; asOf?: string; today?: string};
  /** Changes the drops folder before the last run. */
  before?: (drops: string) => Promise<unknown>;
}

/** A group of cases whose names begin alike. */
export const group = (about: string, cases: Case[]): Case[] => cases.map((c) => ({...c, name: `${about}: ${c.name}`}));

export const partnersFile = {"base/partners_2026-01-01.csv": "partner_id,name\nP1,One\nP2,Two\n"};
export const june = "deals_2026-06-01.csv";
export const names = "partners_2026-06-01.csv";

const blank = {
  deal_id: "D1",
  partner_id: "P1",
  customer_id: "C1",
  opened_on: "2026-01-02",
  closed_on: "",
  status: "open",
  amount: "100.00",
  currency: "EUR",
  updated_at: ""
};
export type DealRow = Record<string, string | undefined>;

export const dealHead = Object.keys(blank).join(",");

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csv = (header: string[], rows: string[][]): string =>
  [header, ...rows].map((r) => `${r.map(cell).join(",")}\n`).join("");

/** A CSV file of deals; what a row does not state is that of a sound open deal D1. */
export function deals(...rows: DealRow[]): string {
  const header = [...new Set([...Object.keys(blank), ...rows.flatMap((r) => Object.keys(r))])];
  return csv(
    header,
    rows.map((r) => header.map((h) => r[h] ?? (blank as DealRow)[h] ?? ""))
  );
}

/** Records of deals as JSON values. */
export const dealRecord = (row: Record<string, unknown> = {}): Record<string, unknown> => ({...blank, ...row});

/** A CSV file of partners with these names, P1 first. */
export const partners = (...list: string[]): string =>
  csv(
    ["partner_id", "name"],
    list.map((name, i) => [`P${i + 1}`, name])
  );

export const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((p) => (typeof p === "string" ? Buffer.from(p) : Buffer.from(p))));

export const utf16le = (text: string): Uint8Array => Buffer.from(text, "utf16le");
export const utf16be = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();
export const gz = (content: string | Uint8Array): Uint8Array => gzipSync(content);

export const workbook =
  (...sheets: WriteSheet[]) =>
  (): Promise<Uint8Array> =>
    writeXlsx({sheets});

/** The Parquet file of an SQL query. */
export const parquet = (sql: string) => async (): Promise<Uint8Array> => {
  const folder = await mkdtemp(path.join(tmpdir(), "handshake-parquet-"));
  const db = await DuckDB.open();
  try {
    const file = path.join(folder, "file.parquet");
    await db.run(`copy (${sql}) to ${literal(file)} (format parquet)`);
    return await readFile(file);
  } finally {
    db.close();
    await rm(folder, {recursive: true, force: true});
  }
};

/**
 * The case of a column's values, each in a record of its own (D1, D2, …): taken as `wanted`, or to quarantine where that is a reason in
 * brackets.
 */
export function valueCase(
  name: string,
  column: string,
  values: [text: string, wanted: string | null][],
  options: Case["options"] = {}
): Case {
  const rows = values.map(([text, wanted], i) => ({
    key: `D${100 + i}`,
    text,
    wanted,
    reason: /^\[(.*)\]$/.exec(wanted ?? "")?.[1]
  }));
  const bad = rows.flatMap((r): [string, string][] => (r.reason ? [[r.key, r.reason]] : []));
  const good = rows.filter((r) => !r.reason);
  return {
    name,
    drops: [{[june]: deals(...rows.map((r) => ({deal_id: r.key, [column]: r.text})))}],
    options: {...options, settings: {bad_rows_share: 1, ...options.settings}},
    wanted: {
      outcome: "accept",
      accepted: good.length,
      quarantined: bad.length,
      quarantine: bad,
      facts: ["deals", `deal_id, ${column}`, good.map((r) => [r.key, r.wanted])]
    }
  };
}

/** The case of texts as partners' names: each taken as it is, or all to quarantine for a reason. */
export function textCase(name: string, texts: string[], reason?: string): Case {
  const keys = texts.map((_, i) => `P${i + 1}`);
  const same = texts.map((t, i) => `partner_id = ${literal(`P${i + 1}`)} and name = ${literal(t)}`).join(" or ");
  const settings = {bad_rows_share: 1};
  return {
    name,
    bare: true,
    options: {settings},
    drops: [{[names]: partners(...texts)}],
    wanted: reason
      ? {outcome: "accept", accepted: 0, quarantine: keys.map((k): [string, string] => [k, reason]), final: {partners: 0}}
      : {
          outcome: "accept",
          accepted: texts.length,
          facts: ["partners", ["partner_id", same], keys.sort().map((k) => [k, "true"])]
        }
  };
}
