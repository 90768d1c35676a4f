import {mkdir, mkdtemp, readFile, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {receive} from "../../loaders/receive/receive.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {ReaderApart} from "../../loaders/stage/readerApart.ts";
import {stage} from "../../loaders/stage/stage.ts";

/**
 * Measures the clean path of ingest (store, hash, count, patterns, casts, Parquet) on a file of deals against DuckDB's own
 * `COPY (FROM read_csv(file, all_varchar)) TO parquet`, in turns in one run, and prints the ratio and the reader's largest memory.
 * @param rows of the file (5,000,000)
 * @param rounds in which both are measured (3)
 */
export async function benchStage([rows = "5000000", rounds = "3"]: string[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "handshake-bench-"));
  try {
    const file = path.join(folder, "drops", "deals_2026-06-30.csv");
    await writeDeals(file, Number(rows));
    const {size} = await stat(file);
    console.log(`${Number(rows).toLocaleString("en")} rows, ${Math.round(size / 1e6)} MB`);
    const ratios: number[] = [];
    for (let round = 1; round <= Number(rounds); round++) {
      const floor = await seconds(() => copyAsText(file, path.join(folder, "floor.parquet")));
      await rm(path.join(folder, "floor.parquet"));
      let memory = 0;
      const ours = await seconds(async () => void (memory = await stageDrops(folder, Number(rows))));
      ratios.push(ours / floor);
      await rm(path.join(folder, "build"), {recursive: true});
      console.log(
        `  round ${round}: COPY ${floor.toFixed(2)} s, stage ${ours.toFixed(2)} s, ratio ${(ours / floor).toFixed(2)}, reader ${memory} MB`
      );
    }
    console.log(`stage ratio ${ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]!.toFixed(2)} (median of ${rounds})`);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function writeDeals(file: string, rows: number): Promise<void> {
  await mkdir(path.dirname(file), {recursive: true});
  const db = await DuckDB.open();
  await db.run(`copy (
    select 'D' || lpad(i::varchar, 8, '0') as deal_id, 'P' || lpad((i * 7919 % 2000)::varchar, 5, '0') as partner_id,
      'C' || (i * 104729 % 40000) as customer_id, 'U' || (i % 40) as rep_id, date '2023-01-01' + (i % 1000)::int as opened_on,
      case when i % 3 < 2 then date '2023-01-01' + (i % 1000 + 30)::int end as closed_on,
      case i % 3 when 0 then 'won' when 1 then 'lost' else 'open' end as status,
      ((i * 31337 % 10000000) / 100.0)::decimal(12, 2) as amount, 'EUR' as currency, '2026-01-01T00:00:00Z' as updated_at
    from range(${rows}) r(i)) to ${literal(file)} (header true)`);
  db.close();
}

async function copyAsText(file: string, target: string): Promise<void> {
  const db = await DuckDB.open();
  await db.run(`copy (from read_csv(${literal(file)}, all_varchar = true)) to ${literal(target)} (format parquet)`);
  db.close();
}

/** Receives and stages the drops into a new build folder; gives the largest memory of the reading process in MB. */
async function stageDrops(folder: string, rows: number): Promise<number> {
  const build = path.join(folder, "build");
  const settings = parseSettings({}, "bench");
  const store = path.join(build, "store");
  const staged = path.join(build, "staged");
  const reader = new ReaderApart({
    store,
    folder: staged,
    work: path.join(build, ".work"),
    settings,
    memory: settings.reader_max_memory_mb,
    patience: 900
  });
  const receipt = await receive({
    drops: path.join(folder, "drops"),
    store,
    ledger: path.join(build, "ledger.jsonl"),
    today: "2026-06-30",
    onNew: (copy) => reader.expect(copy)
  });
  const [dropFile] = await stage(receipt.received, {reader, folder: staged, settings, mappings: [], say: () => undefined});
  const status = await readFile(`/proc/${reader.pid}/status`, "utf8").catch(() => "");
  await reader.close();
  if (dropFile?.staged?.records !== rows || dropFile.stop)
    throw new Error(`staged ${dropFile?.staged?.records} of ${rows}: ${dropFile?.stop?.message}`);
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
