import {mkdtemp, rm} from "node:fs/promises";
import {createHash} from "node:crypto";
import {tmpdir} from "node:os";
import path from "node:path";
import {DuckDB} from "../engines/duckdb.ts";
import {readMappings} from "../mappings/engine/mappings.ts";
import {mirrorObjects} from "../receive/objects.ts";
import {ledgerOf} from "../receive/ledger.ts";
import {receive} from "../receive/receive.ts";
import {storeCheck} from "../receive/whole.ts";
import {readSettings} from "../settingsFile.ts";
import {dayThere} from "./dayThere.ts";
import {ReaderApart} from "../stage/readerApart.ts";
import {stage} from "../stage/stage.ts";
import {wholeReader} from "../stage/wholeReader.ts";

export interface ShardOptions {
  drops: string;
  /** The address of object storage that drops mirrors. */
  objects?: string;
  build: string;
  settingsFile: string;
  mappings: string[];
  today: string;
  shard: Shard;
}

/** The `index`-th of `of` parts, from 1. */
export interface Shard {
  index: number;
  of: number;
}

/** Whether a delivery belongs to a part: its path decides, so that every machine agrees without a word. */
export const inShard = (file: string, {index, of}: Shard): boolean =>
  createHash("sha256").update(file).digest().readUInt32BE(0) % of === index - 1;

/**
 * Stages one part of the deliveries into <build>/staged and leaves everything else to the rebuild that comes after. Staged files are
 * named by what they come from and written beside and renamed, so machines that share the build folder need no word with each other;
 * where each has a folder of its own, the folders `staged` are copied together.
 * @returns how many files there are, how many of them are of this part, and why some of those were refused
 */
export async function stageShard(options: ShardOptions): Promise<{files: number; own: number; refused: string[]}> {
  const {drops, build, shard, objects} = options;
  const settings = await readSettings(options.settingsFile);
  const today = dayThere(options.today, settings.reporting_time_zone);
  const mappings = await readMappings(options.mappings);
  if (objects !== undefined) await mirrorObjects(objects, drops);
  // not below the build folder, whose work a rebuild may clean
  const work = await mkdtemp(path.join(tmpdir(), "handshake-shard-"));
  const db = await DuckDB.open();
  const [store, folder] = [path.join(build, "store"), path.join(build, "staged")];
  const reader = new ReaderApart({
    ...{store, folder, work, settings},
    memory: settings.reader_max_memory_mb,
    patience: settings.reader_max_seconds
  });
  try {
    const receipt = await receive({drops, store, ledger: ledgerOf({build}), today, keep: false});
    const check = storeCheck({store, drops, received: receipt.received, say: () => undefined});
    const mine = (file: string) => inShard(file, shard);
    const staging = {reader: wholeReader(reader, check), folder, settings, mappings, only: mine, say: () => undefined};
    const dropFiles = await stage(receipt.received, staging);
    const own = dropFiles.filter((f) => mine(f.received.path));
    return {
      files: dropFiles.length,
      own: own.length,
      refused: own.flatMap((f) => (f.stop?.outcome === "refuse" ? [f.stop.message] : []))
    };
  } finally {
    await reader.close();
    db.close();
    await rm(work, {recursive: true, force: true});
  }
}
