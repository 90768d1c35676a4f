import path from "node:path";
import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {expect} from "vitest";
import {tables} from "../../loaders/tables/index.ts";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import type {FileReport} from "../../loaders/run/report/report.ts";
import type {Ingested} from "../support/pipeline.ts";

const counted = ["accepted", "deduplicated", "superseded", "quarantined"] as const;
export type Counted = (typeof counted)[number];

export const sumOf = (files: FileReport[], count: Counted): number => files.reduce((n, f) => n + f[count], 0);

export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** The promise of ingest, for every file of a run; fails the test where one breaks it. */
export function expectConservation({files, quarantine}: Pick<Ingested, "files" | "quarantine">): void {
  const broken = files.filter((f) => {
    const ended = counted.reduce((n, c) => n + f[c], 0);
    return f.outcome === "accept" || f.outcome === "known" ? ended !== f.records : ended !== 0;
  });
  expect(broken.map((f) => [f.path, f.outcome, f.records, ...counted.map((c) => f[c])])).toEqual([]);
  expect(files.filter((f) => f.outcome === "refuse" && !(f.reason && f.message))).toEqual([]);
  expect(quarantine.length).toBe(sumOf(files, "quarantined"));
  expect(quarantine.filter((q) => q.line < 1 || !q.reason || !q.path)).toEqual([]);
}

/** Fails the test unless the original bytes of every file that was taken or refused for its content lie under their hash. */
export function expectStored(files: FileReport[], build: string): void {
  const lost = files.filter((f) => f.sha256 && !existsSync(path.join(build, "store", f.sha256.slice(0, 2), f.sha256)));
  expect(lost.map((f) => f.path)).toEqual([]);
}

/** Every record of schema facts, as text, table by table; the order of rows is that of the tables. */
export async function factsOf(db: DuckDB): Promise<Record<string, Record<string, unknown>[]>> {
  const facts: Record<string, Record<string, unknown>[]> = {};
  for (const t of tables) facts[t.name] = await db.rows(`select * from facts.${t.name}`);
  return facts;
}

export async function countOf(db: DuckDB, table: string): Promise<number> {
  const [row] = await db.rows<{n: string}>(`select count(*) as n from facts.${table}`);
  return Number(row!.n);
}
