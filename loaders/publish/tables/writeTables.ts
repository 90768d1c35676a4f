import {existsSync} from "node:fs";
import {readdir, rename, rm} from "node:fs/promises";
import path from "node:path";
import {metaOf} from "../../../src/contract/columns.ts";
import {holds, makeFolder} from "../../files.ts";
import {factsBehind, readBy} from "../../metrics/lineage.ts";
import {writesOnce, type LastWritten} from "../lastWritten.ts";
import {tableSql} from "../tableSql.ts";
import type {PublishedTable} from "./tables.ts";

/** What the catalogue says of a table. */
export interface CatalogueEntry {
  name: string;
  rows: number;
  metric: string | null;
  /** All metrics that its columns are read from. */
  metrics: string[];
  /** The records that those, and what else it reads, are made of. */
  facts: string[];
  /** The pages that show it, by their addresses. */
  pages: string[];
  columns: {name: string; type: string; unit: string | null; about: string; tells: string}[];
}

/**
 * Writes each table as Arrow (for cells) and Parquet (for download and for the build), and catalogue.json of them all. A file whose content
 * is as it was is not touched, so that who watches the folder sees what changed.
 * @param folder "tables" beside the published files
 * @param pages the pages that show each table
 */
export async function writeTables(
  folder: string,
  tables: readonly PublishedTable[],
  pages: ReadonlyMap<string, string[]> = new Map(),
  last: LastWritten = writesOnce
): Promise<void> {
  await makeFolder(folder);
  const catalogue: CatalogueEntry[] = [];
  const behind = factsBehind();
  const kept = new Set(["catalogue.json"]);
  for (const one of tables) {
    const {name, table, rows} = one;
    await writeTable(folder, one, last);
    kept.add(`${name}.arrow`).add(`${name}.parquet`);
    const columns = Object.entries(table.row).map(([column, schema]) => {
      const {type, unit, about, tells} = metaOf(schema)!;
      return {name: column, type, unit, about, tells};
    });
    catalogue.push({
      name,
      rows: rows.length,
      metric: table.source.metric,
      // cases are read with what was published before, not by SQL of a table
      ...readBy(name === "cases" ? "from metrics.cases" : tableSql(name, table), behind),
      pages: pages.get(name) ?? [],
      columns
    });
  }
  await writeChanged(path.join(folder, "catalogue.json"), Buffer.from(`${JSON.stringify(catalogue)}\n`), last);
  for (const name of await readdir(folder)) if (!kept.has(name)) await rm(path.join(folder, name));
  await last.settle(folder);
}

/** Writes one table into the folder of tables, where it is another than before. */
export async function writeTable(folder: string, {name, table, rows}: PublishedTable, last: LastWritten): Promise<void> {
  // megabytes of a library that only this step needs
  const {arrowOf, parquetOf} = await import("./arrow.ts");
  const [forCells, forReaders] = [path.join(folder, `${name}.arrow`), path.join(folder, `${name}.parquet`)];
  if (!last.isOther(forCells, [Object.keys(table.row), rows]) && existsSync(forReaders)) return;
  const arrow = arrowOf(rows, table);
  // the Arrow file last: as long as it is the previous one, a run that was stopped in between makes both again
  if (!holds(forCells, arrow) || !existsSync(forReaders)) await writeChanged(forReaders, parquetOf(arrow), last);
  await writeChanged(forCells, arrow, last);
  last.keep(forCells);
}

/** Writes a file whose content is another than before. */
async function writeChanged(file: string, content: Uint8Array, last: LastWritten): Promise<void> {
  if (holds(file, content)) return;
  const next = path.join(path.dirname(file), `.${path.basename(file)}.next`);
  await last.write(next, content);
  await rename(next, file);
}
