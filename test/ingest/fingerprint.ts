import {mkdir, readdir, readFile, rm} from "node:fs/promises";
import path from "node:path";
import {literal} from "../../loaders/engines/duckdb.ts";
import {tables} from "../../loaders/tables/index.ts";
import {ingest} from "../support/pipeline.ts";
import {sha256} from "./drive.ts";

/** Hashes of all bytes that ingest leaves. */
export interface Fingerprint {
  /** By the names of the staged rows, which are made of what they come from; what is noted beside them holds paths of the host. */
  staged: Record<string, string>;
  /** By table: its rows as a Parquet file. */
  facts: Record<string, string>;
  quarantine: string;
  asOf: string;
}

/** Ingests a folder of drops into a build folder, and gives the fingerprint of what stands there afterwards. */
export async function fingerprint(
  drops: string,
  build: string,
  options: {threads?: number; asOf?: string} = {}
): Promise<Fingerprint> {
  const r = await ingest(drops, build, {today: "2026-06-30", ...options, mappings: [path.join(import.meta.dirname, "mappings")]});
  try {
    const staged = await hashesIn(path.join(build, "staged"));
    const facts = path.join(build, "facts-of-test");
    await mkdir(facts);
    for (const t of tables) await r.db.run(`copy facts.${t.name} to ${literal(`${facts}/${t.name}`)} (format parquet)`);
    const result = {staged, facts: await hashesIn(facts), quarantine: JSON.stringify(r.quarantine), asOf: r.asOf};
    await rm(facts, {recursive: true});
    return result;
  } finally {
    r.db.close();
  }
}

async function hashesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((n) => !n.endsWith(".json")).sort();
  const hashes = await Promise.all(names.map(async (n) => [n, sha256(await readFile(path.join(folder, n)))] as const));
  return Object.fromEntries(hashes);
}
