import {mkdir, rename, rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {DuckDB} from "./engines/duckdb.ts";
import {HandshakeError} from "./errors.ts";
import {buildFacts} from "./facts/run.ts";
import {saveDatabase} from "./facts/save.ts";
import {buildMetrics} from "./metrics/run.ts";
import {runStages, type ProgressStyle, type Stage} from "./progress.ts";
import {publishedReport} from "./publish/delivery.ts";
import {publish} from "./publish/publish.ts";
import {receive, type Receipt} from "./receive/receive.ts";
import {buildSite} from "./release/build.ts";
import {fileReports, quarantineOf, type Passage, type Report} from "./report.ts";
import {readSettings} from "./settings.ts";
import {settlePassages} from "./settle/apply.ts";
import {readMappings} from "./stage/mappings.ts";
import {defaultAsOf, stage} from "./stage/stage.ts";
import {tables} from "./tables/index.ts";

export interface RebuildOptions {
  /** The project's folder, which holds src. */
  root: string;
  drops: string;
  /** The invented company has a ledger of its own, so that it never mixes with what a company receives. */
  sample: boolean;
  build: string;
  site: string;
  settingsFile: string;
  mappings: string[];
  /** YYYY-MM-DD; undefined takes the newest drop date. */
  asOf?: string | undefined;
  /** The day of this run: dates files whose names carry no date, and nothing else. */
  today: string;
  style: ProgressStyle;
}

/**
 * Receive, stage, facts, metrics, publish, site: from a folder of drops to a static site.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published, 65 published without refused files.
 * @throws HandshakeError; the site that was there before stands untouched.
 */
export async function rebuild(options: RebuildOptions): Promise<{exitCode: number; report: Report}> {
  const {root, build, today} = options;
  const settings = await readSettings(options.settingsFile);
  const mappings = await readMappings(options.mappings);
  await mkdir(build, {recursive: true});
  const work = path.join(build, `.work-${process.pid}`);
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  let receipt: Receipt = {received: [], turnedAway: []};
  let passages: Passage[] = [];
  let asOf = options.asOf ?? "";
  const report: Report = {as_of: asOf, files: [], tables: {}, quarantine: [], stages: []};
  const stages: Stage[] = [
    {
      name: "receive",
      title: `Receive ${options.drops}`,
      run: async (say) => {
        const ledger = path.join(build, options.sample ? "ledger.sample.jsonl" : "ledger.jsonl");
        receipt = await receive({drops: options.drops, store: path.join(build, "store"), ledger, today});
        say(`${receipt.received.length} files received so far, ${receipt.received.filter((r) => !r.known).length} new`);
      }
    },
    {
      name: "stage",
      title: "Stage: map, validate, type",
      run: async (say) => {
        passages = await stage(receipt.received, {db, folder: path.join(build, "staged"), work, settings, mappings, say});
        asOf = options.asOf ?? (await defaultAsOf(db, passages, today)) ?? nothingToBuild(options.drops, receipt, passages);
        await db.run("create schema facts; create schema metrics");
        await settlePassages(db, passages, asOf, settings, work);
        Object.assign(report, {as_of: asOf, files: fileReports(receipt, passages), tables: await finals(db)});
        await saveQuarantine(build, report, passages);
        say(countsOf(report));
      }
    },
    {
      name: "facts",
      title: "Facts: sum per partner, person, customer and day",
      run: async () => {
        // one thread adds floating numbers in one order
        await db.run("set threads = 1");
        await buildFacts(db, settings);
      }
    },
    {
      name: "metrics",
      title: "Metrics",
      run: async (say) => {
        await buildMetrics(db, settings, asOf);
        await saveDatabase(db, build);
        say(`as of ${asOf}`);
      }
    },
    {
      name: "publish",
      title: "Publish the tables of the pages",
      run: () => publish(db, {settings, asOf, report: publishedReport(report), folder: path.join(root, "src", "data")})
    },
    {
      name: "site",
      title: `Build and check the site in ${options.site}`,
      run: async (say) => {
        const {pages, warnings} = await buildSite({root, site: options.site, company: settings.company, asOf});
        warnings.forEach(say);
        say(`${pages} pages`);
      }
    }
  ];
  try {
    report.stages = await runStages(stages, options.style);
  } finally {
    db.close();
    await rm(work, {recursive: true, force: true});
    await saveReport(build, report);
  }
  return {exitCode: report.files.some((f) => f.outcome === "refuse" || f.outcome === "hold") ? 65 : 0, report};
}

function nothingToBuild(drops: string, receipt: Receipt, passages: Passage[]): never {
  const refused = fileReports(receipt, passages).filter((f) => f.outcome === "refuse");
  const why = refused.length ? `\n${refused.map((f) => `  ${f.message}`).join("\n")}` : " It holds no csv or parquet file.";
  throw new HandshakeError(`Nothing in ${drops} can be read.${why}`, {exitCode: 65});
}

async function finals(db: DuckDB): Promise<Report["tables"]> {
  const counts = await Promise.all(
    tables.map(
      async (t) =>
        [t.name, {final: Number((await db.rows<{n: string}>(`select count(*) as n from facts.${t.name}`))[0]!.n)}] as const
    )
  );
  return Object.fromEntries(counts);
}

function countsOf(report: Report): string {
  const sum = (column: "records" | "accepted" | "deduplicated" | "superseded" | "quarantined") =>
    report.files.reduce((n, f) => n + f[column], 0);
  return `${sum("records")} records: ${sum("accepted")} accepted, ${sum("deduplicated")} deduplicated, ${sum("superseded")} superseded, ${sum("quarantined")} quarantined`;
}

/** Raw text of quarantined records stays in the build folder, for the operator. */
async function saveQuarantine(build: string, report: Report, passages: Passage[]): Promise<void> {
  const rows = quarantineOf(passages);
  report.quarantine = rows.map(({path: file, line, key, reason}) => ({path: file, line, key, reason}));
  await mkdir(path.join(build, "quarantine"), {recursive: true});
  await replaceFile(path.join(build, "quarantine", "records.ndjson"), rows.map((r) => `${JSON.stringify(r)}\n`).join(""));
}

const saveReport = (build: string, report: Report) =>
  replaceFile(path.join(build, "report.json"), `${JSON.stringify(report, null, 1)}\n`);

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}
