import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {writeFileAtomic} from "../files.ts";
import {DuckDB, literal} from "../engines/duckdb.ts";
import {definitionHash, settingsRead, type Model} from "../engines/models.ts";
import {readMappings, type NamedMapping} from "../mappings/engine/mappings.ts";
import {importAnew} from "../modules.ts";
import {failedChecks} from "../metrics/checks.ts";
import {noteContents, refreshMetrics, rehearseMetrics, type Refreshed} from "../metrics/refresh.ts";
import {metricModels} from "../metrics/files.ts";
import {setOnBoth} from "../metrics/run.ts";
import {lastWritten, publishTables, tableStages, type LastWritten} from "../run/rebuild.ts";
import {earlyText, isUsedEarly} from "./earlySettings.ts";
import type {Open} from "./openTables.ts";
import {remembering, type Remembering} from "./remembering.ts";
import {newSettingName} from "../renamed.ts";
import {runOver, type Run, type RunOptions} from "../run/run.ts";
import {firstStages} from "../run/firstStages.ts";
import type {Report} from "../run/report/report.ts";
import type {Settings} from "../settings.ts";
import {parseSettings, readSettings} from "../settingsFile.ts";

/** The tables of a build folder kept open, with what they were computed from. */
export interface Warm {
  options: RunOptions;
  db: DuckDB;
  /** The same, for what is published; it remembers what did not change. */
  reader: Remembering;
  last: LastWritten;
  settings: Settings;
  mappings: NamedMapping[];
  report: Report;
  /** The hash of the SQL that each metric was computed with. */
  hashes: Map<string, string>;
  /** All that is done before the metrics, as text: a changed setting that is named in it takes a whole run. */
  early: string;
}

/** What a process that is started anew has to know of the last whole run. */
interface State {
  report: Report;
  settings: Settings;
}
const stateFile = ({build}: RunOptions) => path.join(build, "dev.json");

/** What is done as soon as the pages' own files are published. */
type OnPages = () => Promise<void>;

/** Reads the deliveries and computes everything, as a rebuild does, and leaves the tables open. */
export async function warmUp(options: RunOptions, onPages?: OnPages): Promise<Warm> {
  let settings: Settings | undefined;
  const stages = (run: Run) => {
    ({settings} = run);
    return [...firstStages(run), ...tableStages(run)];
  };
  const {report} = await runOver(options, stages);
  await writeFileAtomic(stateFile(options), JSON.stringify({report, settings}));
  return openWarm(options, {report, settings: settings!}, onPages);
}

/** The tables of the last whole run, with what was edited since, and the names of the metrics computed again; null where there was none. */
export async function warmAgain(options: RunOptions, onPages?: OnPages): Promise<{warm: Warm; computed: string[]} | null> {
  if (!existsSync(stateFile(options))) return null;
  const warm = await openWarm(options, JSON.parse(readFileSync(stateFile(options), "utf8")) as State, onPages);
  const computed = await refreshAfterSettings(warm);
  if (computed) return {warm, computed};
  warm.db.close();
  return null;
}

async function openWarm(options: RunOptions, {report, settings}: State, onPages?: OnPages): Promise<Warm> {
  // a copy in memory, as a rebuild has them: it waits for no disk, and a rebuild may put a new file in the place of the first
  const mappings = await readMappings(options.mappings);
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(options.build, ".spill")});
  await db.run(`attach ${literal(path.join(options.build, "handshake.duckdb"))} as saved (read_only);
    copy from database saved to memory;
    detach saved`);
  // what is published reads settings, also where no metric has been computed yet
  await setOnBoth(db, settings);
  // as metrics are computed; to change it for each edit takes longer than a metric
  await db.run("set threads = 1");
  const rows = await db.rows<{metric: string; sha256: string}>("select metric, sha256 from metrics.definitions");
  return {
    options,
    db,
    reader: remembering(db, await db.second()),
    last: lastWritten(onPages),
    settings,
    mappings,
    report,
    hashes: new Map(rows.map((row) => [row.metric, row.sha256])),
    early: earlyText()
  };
}

/** The settings as their file is now; a module that was read once is not read again by its own name. */
async function settingsNow(file: string): Promise<Settings> {
  if (!existsSync(file)) return readSettings(file);
  return parseSettings((await importAnew(file))["default"] ?? {}, path.basename(file));
}

const nothing: Open = {tables: [], files: [], from: [], metrics: []};

/**
 * Computes what an edited metric changes and publishes it.
 * @param open what somebody looks at, which is shown first
 * @returns the names of the metrics computed again
 * @throws HandshakeError; tables and published files are as they were
 */
export async function refreshAfterSql(warm: Warm, open = nothing): Promise<string[]> {
  const models = metricModels();
  const {computed} = await refresh(warm, warm.settings, models, changedSince(warm), open);
  noteHashes(warm, models);
  await publishAgain(warm);
  return computed;
}

/** Computes metrics again, those behind open tables first; these are published at once, and taken back where another can't be computed. */
async function refresh(
  warm: Warm,
  settings: Settings,
  models: readonly Model[],
  isStale: (model: Model) => boolean,
  open: Open
): Promise<Refreshed> {
  let shown: string[] | undefined;
  const show = (changed: string[], by: Settings) => {
    shown = changed;
    warm.reader.forget(changed);
    const some = {tables: new Set(open.tables), files: new Set(open.files), from: new Set(open.from)};
    return publishTables({...warm, settings: by}, warm.reader, warm.last, some);
  };
  const first = {names: open.metrics, then: (changed: string[]) => show(changed, settings)};
  try {
    const refreshed = await refreshMetrics(warm.db, settings, models, isStale, first);
    // what was shown is known already
    warm.reader.forget(refreshed.changed.filter((name) => !shown?.includes(name)));
    return refreshed;
  } catch (error) {
    await setOnBoth(warm.db, warm.settings);
    // what the edit did wrong is what is told
    if (shown) await show(shown, warm.settings).catch(() => undefined);
    throw error;
  }
}

/** Does what the first edit would wait for: learns what the tables hold and what their questions are answered with. Writes nothing. */
export async function prepare(warm: Warm): Promise<void> {
  await noteContents(warm.db);
  await publishAgain(warm);
}

/** Computes what an edit may compute, for nothing: the first edit of a wide setting would take half as long again as the next. */
export async function rehearse(warm: Warm, goesOn: () => boolean): Promise<void> {
  await settingsNow(warm.options.settingsFile);
  const models = metricModels();
  await rehearseMetrics(warm.db, warm.settings, models, goesOn);
  if (!goesOn()) return;
  warm.reader.forget(models.map(({name}) => name));
  await publishAgain(warm);
}

/** Publishes what is another now. */
export async function publishAgain(warm: Warm): Promise<void> {
  warm.report.checks = await failedChecks(warm.reader);
  await publishTables(warm, warm.reader, warm.last);
}

/** The metrics' files as they are now, as text; one that can't be read is told by who computes. */
const metricFilesNow = (): string => {
  try {
    return JSON.stringify(metricModels().map(({path: file, header, sql}) => [file, header, sql]));
  } catch (error) {
    return String(error);
  }
};

/**
 * Does what an edit asks for. A metric's file that is saved while it is done may be read with the tables of before, or before it is
 * whole: what then fails says nothing, as the edit that comes with that file asks for all of it again.
 * @returns null where it failed and a metric's file is another one now
 * @throws what `work` throws, where no file is another one
 */
export async function unlessOvertaken<T>(work: () => Promise<T>, files = metricFilesNow): Promise<{done: T} | null> {
  const before = files();
  try {
    return {done: await work()};
  } catch (error) {
    if (files() === before) throw error;
    return null;
  }
}

const changedSince =
  ({hashes}: Warm) =>
  (model: Model): boolean =>
    hashes.get(model.name) !== definitionHash(model);

const noteHashes = (warm: Warm, models: readonly Model[]): void => {
  warm.hashes = new Map(models.map((model) => [model.name, definitionHash(model)]));
};

/**
 * Computes what changed settings change and publishes it.
 * @param open as above
 * @returns the names of the metrics computed again; null where the deliveries have to be read again
 */
export async function refreshAfterSettings(warm: Warm, open = nothing): Promise<string[] | null> {
  const settings = await settingsNow(warm.options.settingsFile);
  const before = warm.settings as unknown as Record<string, unknown>;
  const changed = Object.entries(settings).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(before[name]) ? [] : [name]
  );
  const models = metricModels();
  if (changed.some((name) => isUsedEarly(name, warm.early))) return null;
  const edited = changedSince(warm);
  const isStale = (model: Model) =>
    edited(model) || settingsRead(model.sql).some((name) => changed.includes(newSettingName(name) ?? name));
  const refreshed = await refresh(warm, settings, models, isStale, open);
  noteHashes(warm, models);
  warm.settings = settings;
  await publishAgain(warm);
  return refreshed.computed;
}
