import {rm} from "node:fs/promises";
import path from "node:path";
import {writeFileAtomic} from "../files.ts";
import {DuckDB} from "../engines/duckdb.ts";
import {toHandshakeError, HandshakeError} from "../errors.ts";
import {checkFolders} from "./folders.ts";
import {lockFolders, type Lock} from "./lock.ts";
import {runStages, type ProgressStyle, type Stage} from "./progress.ts";
import {confirmedFiles} from "../receive/confirmed.ts";
import {storeCheck} from "../receive/whole.ts";
import {receive, type Receipt} from "../receive/receive.ts";
import {cleanBuild} from "../release/keep.ts";
import {fileReports, quarantineOf, withRefusals, type Report, type RunNote} from "./report/report.ts";
import {keepReport} from "./report/keepReport.ts";
import {reconcileFiles} from "../reconcile/apply.ts";
import {readSettings, type Settings} from "../settings.ts";
import {readMappings, type NamedMapping} from "../mappings/engine/mappings.ts";
import type {DropFile} from "../stage/dropFile.ts";
import type {Reader} from "../stage/reader.ts";
import {wholeReader} from "../stage/wholeReader.ts";
import {ReaderApart} from "../stage/readerApart.ts";
import {defaultAsOf, stage} from "../stage/stage.ts";
import {tables} from "../tables/index.ts";

export interface RunOptions {
  drops: string;
  /** The invented company has a ledger of its own, so that it never mixes with what a company receives. */
  sample: boolean;
  build: string;
  /** Whether what is received is entered in the ledger for good. */
  keep: boolean;
  settingsFile: string;
  mappings: string[];
  /** Files whose drop is to be taken although it has far less rows than the one before. */
  acceptVolume: string[];
  /** Whether a drops folder that had drops before may have none now. */
  acceptEmpty?: boolean;
  /** Whether the clock, or the newest data, may be earlier than at the last run. */
  acceptEarlier?: boolean;
  /** YYYY-MM-DD; undefined takes the newest drop date. */
  asOf?: string | undefined;
  /** The folder of releases, which no other run may change meanwhile either; none for a run that makes no site. */
  site?: string;
  /** The day of this run: dates files whose names carry no date, and nothing else. */
  today: string;
  style: ProgressStyle;
}

/** What the stages of a run hand on to each other. */
export interface Run<O extends RunOptions = RunOptions> {
  options: O;
  settings: Settings;
  mappings: NamedMapping[];
  db: DuckDB;
  /** For what lives no longer than the run. */
  work: string;
  /** Opens what was delivered, in a process of its own. */
  reader: Reader;
  receipt: Receipt;
  dropFiles: DropFile[];
  report: Report;
  lock: Lock;
  /** For notes of when something was published; never in a page. */
  startedAt: Date;
}

/**
 * Runs stages over a folder of drops and leaves build/report.json, also when a stage fails.
 * @returns the report, and the exit code: 65 when a file was refused or held, else 0.
 * @throws HandshakeError, (75) when another run has one of its folders; then nothing is written.
 */
export async function runOver<O extends RunOptions>(
  options: O,
  stagesOf: (run: Run<O>) => Stage[]
): Promise<{exitCode: number; report: Report}> {
  checkFolders(options);
  const settings = await readSettings(options.settingsFile);
  const mappings = await readMappings(options.mappings);
  const lock = await lockFolders([options.build, ...(options.site === undefined ? [] : [options.site])]);
  try {
    await cleanBuild(options.build);
    return await runLocked({options, settings, mappings, lock}, stagesOf);
  } finally {
    await lock.release();
  }
}

async function runLocked<O extends RunOptions>(
  {options, settings, mappings, lock}: Pick<Run<O>, "options" | "settings" | "mappings" | "lock">,
  stagesOf: (run: Run<O>) => Stage[]
): Promise<{exitCode: number; report: Report}> {
  const work = path.join(options.build, `.work-${process.pid}`);
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  const startedAt = new Date();
  const report: Report = {
    run: {started_at: startedAt.toISOString(), seconds: 0, outcome: "checked", exit_code: 0, message: ""},
    as_of: options.asOf ?? "",
    files: [],
    tables: {},
    quarantine: [],
    stages: [],
    releases: []
  };
  const reader = new ReaderApart({
    ...readerFolders(options.build, work),
    settings,
    memory: settings.reader_memory_mb,
    patience: settings.reader_seconds
  });
  const run: Run<O> = {
    options,
    settings,
    mappings,
    db,
    work,
    reader,
    receipt: {received: [], rejectedFiles: []},
    dropFiles: [],
    report,
    lock,
    startedAt
  };
  let failure: HandshakeError | null = null;
  try {
    await runStages(stagesOf(run), options.style, report.stages);
  } catch (error) {
    failure = toHandshakeError(error);
  }
  db.close();
  await reader.close();
  await rm(work, {recursive: true, force: true});
  Object.assign(report.run, outcomeOf(report, failure), {seconds: Math.round(Date.now() - startedAt.getTime()) / 1000});
  await keepReport(options.build, report, settings).catch((error: unknown) => {
    failure ??= toHandshakeError(error);
  });
  if (failure) throw failure;
  return {exitCode: report.run.exit_code, report};
}

function outcomeOf(
  {files, releases}: Report,
  failure: HandshakeError | null
): Pick<RunNote, "outcome" | "exit_code" | "message"> {
  if (failure) return {outcome: "failed", exit_code: failure.exitCode, message: failure.message};
  const left = files.some((f) => f.outcome === "refuse" || f.outcome === "hold");
  const outcome = !releases.length ? "checked" : releases.some((r) => r.published) ? "published" : "nothing_new";
  return {outcome, exit_code: left ? 65 : 0, message: ""};
}

const readerFolders = (build: string, work: string) => ({
  store: path.join(build, "store"),
  folder: path.join(build, "staged"),
  work: path.join(work, "reading")
});

/** The stages that every run begins with: receive, and stage with the settling of versions. */
export const firstStages = (run: Run): Stage[] => [
  {name: "receive", title: `Receive ${run.options.drops}`, run: (say) => receiveDrops(run, say)},
  {name: "stage", title: "Stage: map, validate, type", run: (say) => stageRecords(run, say)}
];

async function receiveDrops(run: Run, say: (text: string) => void): Promise<void> {
  const {build, drops, sample, today, keep, acceptEmpty = false, acceptEarlier = false} = run.options;
  const ledger = path.join(build, sample ? "ledger.sample.jsonl" : "ledger.jsonl");
  run.receipt = await receive({
    drops,
    store: path.join(build, "store"),
    ledger,
    today,
    keep,
    acceptEmpty,
    acceptEarlier,
    onNew: (copy) => run.reader.expect(copy)
  });
  say(`${run.receipt.received.length} files received so far, ${run.receipt.received.filter((r) => !r.known).length} new`);
}

async function stageRecords(run: Run, say: (text: string) => void): Promise<void> {
  const {db, settings, mappings, receipt, report} = run;
  const {build, drops, asOf, today, acceptVolume} = run.options;
  const check = storeCheck({store: path.join(build, "store"), drops, received: receipt.received, say});
  const reader = wholeReader(run.reader, check);
  run.dropFiles = await stage(receipt.received, {reader, folder: path.join(build, "staged"), settings, mappings, say});
  const readable = run.dropFiles.some((f) => !f.stop && f.table);
  // records of which none can be read have no day: they are judged as of today, so that each gets its reason
  report.as_of =
    asOf ?? (await defaultAsOf(db, run.dropFiles, today)) ?? (readable ? today : nothingToRead(drops, receipt, run.dropFiles));
  await db.run("create schema facts; create schema metrics");
  const confirmed = await confirmedFiles(path.join(build, "confirmed.json"), receipt.received, acceptVolume);
  await reconcileFiles(db, run.dropFiles, {asOf: report.as_of, settings, reader, confirmed});
  Object.assign(report, {files: withRefusals(fileReports(receipt, run.dropFiles)), tables: await finals(db)});
  await saveQuarantine(run);
  say(countsOf(report));
}

function nothingToRead(drops: string, receipt: Receipt, dropFiles: DropFile[]): never {
  const refused = fileReports(receipt, dropFiles).filter((f) => f.outcome === "refuse");
  const why = refused.length ? `\n${refused.map((f) => `  ${f.message}`).join("\n")}` : " It holds no file of data.";
  throw new HandshakeError(`Nothing in ${drops} can be read.${why}`, {exitCode: 65});
}

async function finals(db: DuckDB): Promise<Report["tables"]> {
  const counts: Report["tables"] = {};
  for (const t of tables) {
    const [row] = await db.rows<{n: string}>(`select count(*) as n from facts.${t.name}`);
    counts[t.name] = {final: Number(row!.n)};
  }
  return counts;
}

function countsOf(report: Report): string {
  const sum = (column: "records" | "accepted" | "deduplicated" | "superseded" | "quarantined") =>
    report.files.reduce((n, f) => n + f[column], 0);
  return `${sum("records")} records: ${sum("accepted")} accepted, ${sum("deduplicated")} deduplicated, ${sum("superseded")} superseded, ${sum("quarantined")} quarantined`;
}

/** Raw text of quarantined records stays in the build folder, for the operator. */
async function saveQuarantine({options, report, dropFiles}: Run): Promise<void> {
  const rows = quarantineOf(dropFiles);
  report.quarantine = rows.map(({path: file, line, key, reason}) => ({path: file, line, key, reason}));
  await writeFileAtomic(
    path.join(options.build, "quarantine", "records.ndjson"),
    rows.map((r) => `${JSON.stringify(r)}\n`).join("")
  );
}
