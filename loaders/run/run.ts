import {rm} from "node:fs/promises";
import path from "node:path";
import {writeFileAtomic} from "../files.ts";
import {DuckDB} from "../engines/duckdb.ts";
import {farEngine, type FarEngine} from "../engines/far.ts";
import {toHandshakeError, HandshakeError} from "../errors.ts";
import {checkFolders} from "./folders.ts";
import {lockFolders, type Lock} from "./lock.ts";
import {runStages, type ProgressStyle, type Stage} from "./progress.ts";
import {confirmedFiles} from "../receive/confirmed.ts";
import {mirrorObjects} from "../receive/objects.ts";
import {storeCheck} from "../receive/whole.ts";
import {unratedDeals, unratedText} from "../facts/unrated.ts";
import {siteNames, withPartners} from "../disclosure/audience.ts";
import {unshownText} from "../disclosure/unshown.ts";
import {receive, type Receipt} from "../receive/receive.ts";
import {cleanBuild} from "../release/keep.ts";
import {concludeRun} from "./report/conclude.ts";
import {newReport} from "./report/newReport.ts";
import {fileReports, quarantineOf, withRefusals, type Report} from "./report/report.ts";
import {catchSignals, isStop} from "./signals.ts";
import {unclearAddressees} from "../notifications/addressees.ts";
import {findCandidates} from "../reconcile/candidates.ts";
import {reconcileFiles} from "../reconcile/apply.ts";
import {Settings} from "../settings.ts";
import {readSettings} from "../settingsFile.ts";
import {readMappings, type NamedMapping} from "../mappings/engine/mappings.ts";
import type {DropFile} from "../stage/dropFile.ts";
import type {Reader} from "../stage/reader.ts";
import {wholeReader} from "../stage/wholeReader.ts";
import {ReaderApart} from "../stage/readerApart.ts";
import {defaultAsOf, stage} from "../stage/stage.ts";
import {tables} from "../tables/index.ts";

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
}

/**
 * Runs stages over a folder of drops. However it ends, it leaves build/report.json and handshake.prom and, where the run was to publish,
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
  try {
    await checkFirst();
    settings = await readSettings(options.settingsFile);
    const mappings = await readMappings(options.mappings);
    lock = await lockFolders([options.build, ...(options.site === undefined ? [] : [options.site])]);
    await cleanBuild(options.build);
    await runLocked({options, settings, mappings, lock, report}, stagesOf, signals.stop);
  } catch (error) {
    failure = toHandshakeError(error);
  }
  const unsaid = await concludeRun(report, failure, {...options, settings, publishes: options.site !== undefined});
  signals.done();
  // a run that was stopped still holds what it was doing until its process ends
  if (!failure || !isStop(failure.exitCode)) await lock?.release();
  if (failure) throw failure;
  if (unsaid) throw unsaid;
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
    sample: false,
    today: report.run.started_at.slice(0, 10)
  });
}

async function runLocked<O extends RunOptions>(
  {options, settings, mappings, lock, report}: Pick<Run<O>, "options" | "settings" | "mappings" | "lock" | "report">,
  stagesOf: (run: Run<O>) => Stage[],
  stop: Promise<never>
): Promise<void> {
  const work = path.join(options.build, `.work-${process.pid}`);
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
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
    startedAt: new Date(report.run.started_at)
  };
  try {
    await runStages(stagesOf(run), options.style, report.stages, stop);
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
    await rm(work, {recursive: true, force: true});
  }
}

const readerFolders = (build: string, work: string) => ({
  store: path.join(build, "store"),
  folder: path.join(build, "staged"),
  work: path.join(work, "reading")
});

/** The stages that every run begins with: receive, and stage with the reconciling of versions. */
export const firstStages = (run: Run): Stage[] => [
  {name: "receive", title: `Receive ${run.options.objects ?? run.options.drops}`, run: (say) => receiveDrops(run, say)},
  {name: "stage", title: "Stage: map, validate, type", run: (say) => stageRecords(run, say)}
];

async function receiveDrops(run: Run, say: (text: string) => void): Promise<void> {
  const {objects} = run.options;
  if (objects !== undefined) {
    const {objects: there, read} = await mirrorObjects(objects, run.options.drops);
    say(`${there} ${there === 1 ? "object" : "objects"} in ${objects}, ${read} read now`);
  }
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
  const {received} = run.receipt;
  const before = received.filter((r) => r.known).length;
  say(
    `${received.length === 1 ? "1 file" : `${received.length} files`} received so far, ${before ? `${before} of them by earlier runs or by check` : "all of them now"}`
  );
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
  await reconcileFiles(db, run.dropFiles, {asOf: report.as_of, settings, reader, confirmed, far: run.far});
  Object.assign(report, {files: withRefusals(fileReports(receipt, run.dropFiles)), tables: await finals(db)});
  report.near_misses = await findCandidates(db, run.dropFiles);
  report.unrated = unratedText(await unratedDeals(db, settings));
  const known = await db.rows<{id: string}>("select partner_id as id from facts.partners order by partner_id");
  run.settings = withPartners(settings, known.map((row) => row.id)); // prettier-ignore
  report.unshown = await unshownText(db, siteNames(run.settings));
  if (Object.keys(settings.owner_mail).length) report.owner_mail = await unclearAddressees(db, settings.owner_mail);
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
