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
import {makeWorkspace} from "./release/workspace.ts";
import {fileReports, quarantineOf, type Report} from "./report.ts";
import {readSettings, type Settings} from "./settings.ts";
import {settlePassages} from "./settle/apply.ts";
import {readMappings, type NamedMapping} from "./stage/mappings.ts";
import type {Passage} from "./stage/passage.ts";
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

/** What the stages hand on to each other. */
interface Run {
  options: RebuildOptions;
  settings: Settings;
  db: DuckDB;
  /** For copies that live no longer than the run. */
  work: string;
  receipt: Receipt;
  passages: Passage[];
  report: Report;
}

/**
 * Receive, stage, facts, metrics, publish, site: from a folder of drops to a static site.
 * @returns the report, which is also left in build/report.json, and the exit code: 0 published, 65 published without refused files.
 * @throws HandshakeError; the site that was there before stands untouched.
 */
export async function rebuild(options: RebuildOptions): Promise<{exitCode: number; report: Report}> {
  const settings = await readSettings(options.settingsFile);
  const mappings = await readMappings(options.mappings);
  await mkdir(options.build, {recursive: true});
  const work = path.join(options.build, `.work-${process.pid}`);
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  const report: Report = {as_of: options.asOf ?? "", files: [], tables: {}, quarantine: [], stages: []};
  const run: Run = {options, settings, db, work, receipt: {received: [], turnedAway: []}, passages: [], report};
  try {
    report.stages = await runStages(stagesOf(run, mappings), options.style);
  } finally {
    db.close();
    await rm(work, {recursive: true, force: true});
    await replaceFile(path.join(options.build, "report.json"), `${JSON.stringify(report, null, 1)}\n`);
  }
  return {exitCode: report.files.some((f) => f.outcome === "refuse" || f.outcome === "hold") ? 65 : 0, report};
}

function stagesOf(run: Run, mappings: NamedMapping[]): Stage[] {
  const {options} = run;
  return [
    {name: "receive", title: `Receive ${options.drops}`, run: (say) => receiveDrops(run, say)},
    {name: "stage", title: "Stage: map, validate, type", run: (say) => stageRecords(run, mappings, say)},
    {name: "facts", title: "Facts: sum per partner, person, customer and day", run: () => sumFacts(run)},
    {name: "metrics", title: "Metrics", run: (say) => computeMetrics(run, say)},
    {name: "publish", title: "Publish the tables of the pages", run: () => publishTables(run)},
    {name: "site", title: `Build and check the site in ${options.site}`, run: (say) => buildPages(run, say)}
  ];
}

async function receiveDrops(run: Run, say: (text: string) => void): Promise<void> {
  const {build, drops, sample, today} = run.options;
  const ledger = path.join(build, sample ? "ledger.sample.jsonl" : "ledger.jsonl");
  run.receipt = await receive({drops, store: path.join(build, "store"), ledger, today});
  say(`${run.receipt.received.length} files received so far, ${run.receipt.received.filter((r) => !r.known).length} new`);
}

async function stageRecords(run: Run, mappings: NamedMapping[], say: (text: string) => void): Promise<void> {
  const {db, work, settings, receipt, report} = run;
  const {build, drops, asOf, today} = run.options;
  run.passages = await stage(receipt.received, {db, folder: path.join(build, "staged"), work, settings, mappings, say});
  report.as_of = asOf ?? (await defaultAsOf(db, run.passages, today)) ?? nothingToBuild(drops, receipt, run.passages);
  await db.run("create schema facts; create schema metrics");
  await settlePassages(db, run.passages, report.as_of, settings, work);
  Object.assign(report, {files: fileReports(receipt, run.passages), tables: await finals(db)});
  await saveQuarantine(run);
  say(countsOf(report));
}

async function sumFacts({db, settings}: Run): Promise<void> {
  // one thread adds floating numbers in one order
  await db.run("set threads = 1");
  await buildFacts(db, settings);
}

async function computeMetrics({db, settings, options, report}: Run, say: (text: string) => void): Promise<void> {
  await buildMetrics(db, settings, report.as_of);
  await saveDatabase(db, options.build);
  say(`as of ${report.as_of}`);
}

async function publishTables({db, settings, options, report}: Run): Promise<void> {
  const folder = path.join(options.build, "published");
  await publish(db, {settings, asOf: report.as_of, report: publishedReport(report), folder});
}

async function buildPages({settings, options, report, work}: Run, say: (text: string) => void): Promise<void> {
  const {root, site, build} = options;
  const pages = path.join(work, "pages");
  await makeWorkspace(root, path.join(build, "published"), pages);
  const built = await buildSite({root: pages, site, company: settings.company, asOf: report.as_of});
  built.warnings.forEach(say);
  say(`${built.pages} pages`);
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
async function saveQuarantine({options, report, passages}: Run): Promise<void> {
  const rows = quarantineOf(passages);
  report.quarantine = rows.map(({path: file, line, key, reason}) => ({path: file, line, key, reason}));
  const folder = path.join(options.build, "quarantine");
  await mkdir(folder, {recursive: true});
  await replaceFile(path.join(folder, "records.ndjson"), rows.map((r) => `${JSON.stringify(r)}\n`).join(""));
}

async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}
