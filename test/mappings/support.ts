import {createHash} from "node:crypto";
import {onTestFinished} from "vitest";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

/** Receive, stage and settle of files by name, with the mappings of loaders/mappings and, where given, others. */
export async function deliver(
  files: Record<string, string | Uint8Array>,
  mappings: Record<string, string> = {},
  settings: Record<string, unknown> = {}
): Promise<Ingested> {
  const folder = await temporaryFolder();
  await writeFiles(`${folder}/drops`, files);
  await writeFiles(`${folder}/mappings`, {"README.md": "", ...mappings});
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {
    asOf: "2026-06-30",
    mappings: [`${folder}/mappings`],
    settings
  });
  // hooks of this file would be those of one test file only: others share what it has imported
  onTestFinished(async () => {
    run.db.close();
    await removeFolder(folder);
  });
  return run;
}

/** The rows of a fact table, the listed columns as text, in the order of the first. */
export async function rowsOf(run: Ingested, table: string, columns: string[]): Promise<(string | null)[][]> {
  const rows = await run.db.rows<Record<string, string | null>>(
    `select ${columns.map((c) => `cast(${c} as varchar) as ${c}`).join(", ")} from facts.${table} order by 1`
  );
  return rows.map((r) => columns.map((c) => r[c] ?? null));
}

/** Table, mapping, outcome and counts of every report of a file: records, accepted, quarantined. */
export const countsOf = (run: Ingested, path: string) =>
  run.files.filter((f) => f.path === path).map((f) => [f.table, f.mapping, f.outcome, f.records, f.accepted, f.quarantined]);

/** The warnings of a file as "reason: detail", columns that no mapping names left out. */
export const warningsOf = (run: Ingested, path: string): string[] =>
  run.files
    .filter((f) => f.path === path)
    .flatMap((f) => f.warnings.filter((w) => w.reason !== "unknown_column").map((w) => `${w.reason}: ${w.detail}`));

export const reasonsOf = (run: Ingested) => run.quarantine.map((q) => [q.line, q.reason]);

/** The id that hashOf makes of the name of a partner, customer or person: case and spaces make no difference. */
export const hashedName = (name: string): string => hashed(name.replace(/\s+/g, " ").trim().toLowerCase());

/** The id that hashOf makes of these cells. */
export const hashed = (...cells: string[]): string =>
  createHash("sha256").update(cells.join("\u001f")).digest("hex").slice(0, 24);

export const csv = (...lines: string[]): string => `${lines.join("\n")}\n`;
