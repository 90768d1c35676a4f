import {rm} from "node:fs/promises";
import path from "node:path";
import {DuckDB} from "../engines/duckdb.ts";
import {readingOnce} from "../engines/readOnce.ts";
import {farEngine, type FarEngine} from "../engines/far.ts";
import {toHandshakeError, HandshakeError} from "../errors.ts";
import {checkFolders} from "./folders.ts";
import {lockFolders, type Lock} from "./lock.ts";
import {runStages, type ProgressStyle, type Stage} from "./progress.ts";
import {type Receipt} from "../receive/receive.ts";
import {cleanBuild} from "../release/keep.ts";
import {concludeRun} from "./report/conclude.ts";
import {newReport} from "./report/newReport.ts";
import {type Report} from "./report/report.ts";
import {keepReserve, noteBeginning} from "./report/reserve.ts";
import {catchSignals, isStop} from "./signals.ts";
import {Settings} from "../settings.ts";
import {readSettings} from "../settingsFile.ts";
import {dayThere} from "./dayThere.ts";
import {readMappings, type NamedMapping} from "../mappings/engine/mappings.ts";
import type {Down} from "../notifications/outbox.ts";
import type {DropFile} from "../stage/dropFile.ts";
import type {Reader} from "../stage/reader.ts";
import {ReaderApart} from "../stage/readerApart.ts";

export interface RunOptions {
  drops: string;
  /** The address of object storage that drops mirrors, where they are there. */
  objects?: string;
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

export interface RebuildOptions extends RunOptions {
  /** The project's folder, which holds src. */
  root: string;
  /** The folder of releases; what readers get is the link "current" in it. */
  site: string;
  /** Whether the site is taken although it is unlike the one before. */
  acceptSize: boolean;
  /** Whether a site that belongs to another build folder is taken over. */
  takeOver?: boolean;
  /** Whether what is built waits for a person to release it. */
  hold?: boolean;
}

/** What the stages of a run hand on to each other. */
export interface Run<O extends RunOptions = RunOptions> {
  options: O;
  settings: Settings;
  mappings: NamedMapping[];
  db: DuckDB;
  /** The engine that ranks versions and sums facts where the settings name one; null where DuckDB does. */
  far: FarEngine | null;
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
  /** The servers that could not be used for messages. */
  down?: Down;
}

/**
 * Runs stages over a folder of drops. However it ends, it leaves build/report.json and, where the run was to publish, handshake.prom, and
 * tells the operator what the environment says where.
 * @param checkFirst asked before anything is read or locked
 * @returns the report, and the exit code: 65 when a file was refused or held, 69 when something failed after publishing, else 0.
 * @throws HandshakeError, (75) when another run has one of its folders
 */
export async function runOver<O extends RunOptions>(
  options: O,
  stagesOf: (run: Run<O>) => Stage[],
  checkFirst: () => Promise<void> = () => Promise.resolve()
): Promise<{exitCode: number; report: Report}> {
  // a build folder inside the drops is no place for a report
  checkFolders(options);
  const report = newReport(new Date(), options.asOf);
  const signals = catchSignals();
  let settings = Settings.parse({});
  let lock: Lock | null = null;
  let failure: HandshakeError | null = null;
  const down: Down = new Map();
  try {
    await checkFirst();
    settings = await readSettings(options.settingsFile);
    options = {...options, today: dayThere(options.today, settings.reporting_time_zone)};
    const mappings = await readMappings(options.mappings);
    lock = await lockFolders([options.build, ...(options.site === undefined ? [] : [options.site])]);
    await cleanBuild(options.build);
    if (options.site !== undefined) {
      await keepReserve(options.build);
      await noteBeginning(options.build, report.run.started_at);
    }
    await runLocked({options, settings, mappings, lock, report, down}, stagesOf, signals.stop);
  } catch (error) {
    failure = toHandshakeError(error, options.site !== undefined);
  }
  const about = {settings, publishes: options.site !== undefined, locked: lock !== null, down};
  const unsaid = await concludeRun(report, failure, {...options, ...about});
  signals.done();
  // a run that was stopped still holds what it was doing until its process ends
  if (!failure || !isStop(failure.exitCode)) await lock?.release();
  const last = unsaid ?? failure;
  if (last) throw last;
  return {exitCode: report.run.exit_code, report};
}

/** Leaves a report of a rebuild whose flags could not be used (64). */
export async function noteUnreadFlags(build: string, args: string): Promise<void> {
  const failure = new HandshakeError(`The command can't be used: handshake ${args}. See npx handshake rebuild --help.`, {
    exitCode: 64
  });
  const report = newReport(new Date());
  await concludeRun(report, failure, {
    build,
    settings: Settings.parse({}),
    publishes: true,
    locked: false,
    sample: false,
    today: report.run.started_at.slice(0, 10)
  });
}

async function runLocked<O extends RunOptions>(
  {
    options,
    settings,
    mappings,
    lock,
    report,
    down
  }: Pick<Run<O>, "options" | "settings" | "mappings" | "lock" | "report"> & {down: Down},
  stagesOf: (run: Run<O>) => Stage[],
  stop: Promise<never>
): Promise<void> {
  const work = path.join(options.build, `.work-${process.pid}`);
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill"), spillsFrom: settings.database_memory_mb});
  const reader = new ReaderApart({
    ...readerFolders(options.build, work),
    settings,
    memory: settings.reader_max_memory_mb,
    patience: settings.reader_max_seconds
  });
  const run: Run<O> = {
    options,
    settings,
    mappings,
    db,
    far: farEngine(settings.engine, work),
    work,
    reader,
    receipt: {received: [], rejectedFiles: []},
    dropFiles: [],
    report,
    lock,
    startedAt: new Date(report.run.started_at),
    down
  };
  try {
    await readingOnce(() => runStages(stagesOf(run), options.style, report.stages, stop));
  } catch (error) {
    if (isStop(toHandshakeError(error).exitCode)) throw error;
    await close();
    throw error;
  }
  await close();

  async function close(): Promise<void> {
    await run.far?.close();
    db.close();
    await reader.close();
    // the run is over, and may have published: what can't be removed now, the next run removes (cleanBuild)
    await rm(work, {recursive: true, force: true}).catch(() => undefined);
  }
}

const readerFolders = (build: string, work: string) => ({
  store: path.join(build, "store"),
  folder: path.join(build, "staged"),
  work: path.join(work, "reading")
});
