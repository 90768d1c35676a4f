import {readFile, rm} from "node:fs/promises";
import path from "node:path";
import {writeFileAtomic} from "../../files.ts";
import {namesIn} from "../../release/layout.ts";
import type {Report} from "./report.ts";
import type {Settings} from "../../settings.ts";
import {reportHtml} from "./html.ts";
import {prometheusText} from "./prometheus.ts";
import {giveReserve} from "./reserve.ts";

const jsonOf = (report: Report): string => `${JSON.stringify(report, null, 1)}\n`;

/** Files and records that a copy in runs/ lists: there are hundreds of copies. */
const listed = 1000;
/** Those that every copy lists where the disk is full and only the reserve is left. */
const listedInReserve = 50;

/** A report of bounded size: files that were not taken before the others, and how many there were in all. */
function inShort(report: Report, most: number): Report & {in_all?: {files: number; quarantine: number}} {
  const {files, quarantine} = report;
  if (files.length <= most && quarantine.length <= most) return report;
  const left = (f: Report["files"][number]) => f.outcome === "refuse" || f.outcome === "hold";
  return {
    ...report,
    files: [...files.filter(left), ...files.filter((f) => !left(f))].slice(0, most),
    quarantine: quarantine.slice(0, most),
    in_all: {files: files.length, quarantine: quarantine.length}
  };
}

/**
 * Leaves what a run has to say in the build folder: report.json and report.html of this run, handshake.prom for monitoring, and the same
 * report, its lists cut to a thousand, in runs/<when it began>, of which the newest runs_max stay. Where the disk is full, it goes into the
 * room that was kept for it, its lists cut further.
 * @param monitored whether monitoring is told; a check by hand would end the alarm of the rebuild that failed before it
 */
export async function keepReport(build: string, report: Report, settings: Settings, monitored = true): Promise<void> {
  try {
    await writeReport(build, report, inShort(report, listed), settings, monitored);
  } catch (error) {
    if (!(error instanceof Error && /\b(ENOSPC|EDQUOT)\b/.test(error.message))) throw error;
    await giveReserve(build);
    const cut = inShort(report, listedInReserve);
    await writeReport(build, cut, cut, settings, monitored);
  }
}

const runsOf = (build: string): string => path.join(build, "runs");
const nameOf = (startedAt: string): string => startedAt.replaceAll(":", "-");

/** Whether the run that began then left a report; also where later ones came until its own was no longer kept. */
export async function leftReport(build: string, startedAt: string): Promise<boolean> {
  const names = await namesIn(runsOf(build));
  return names.includes(nameOf(startedAt)) || (names[0] ?? "") > nameOf(startedAt);
}

/** The files that the last run reported; none where it left no report, or one of another form. */
export async function lastFiles(build: string): Promise<Report["files"]> {
  const text = await readFile(path.join(build, "report.json"), "utf8").catch(() => "{}");
  try {
    const {files} = JSON.parse(text) as Partial<Report>;
    return Array.isArray(files) ? files : [];
  } catch {
    return [];
  }
}

async function writeReport(build: string, report: Report, copy: Report, settings: Settings, monitored: boolean): Promise<void> {
  const html = reportHtml(report, settings);
  const runs = runsOf(build);
  const own = path.join(runs, nameOf(report.run.started_at));
  const metrics = path.join(build, "handshake.prom");
  const before = await readFile(metrics, "utf8").catch(() => "");
  await writeFileAtomic(path.join(own, "report.json"), jsonOf(copy));
  await writeFileAtomic(path.join(build, "report.json"), jsonOf(report));
  for (const folder of [own, build]) await writeFileAtomic(path.join(folder, "report.html"), html);
  if (monitored) await writeFileAtomic(metrics, prometheusText(report, before));
  for (const name of (await namesIn(runs)).slice(0, -settings.runs_max))
    await rm(path.join(runs, name), {recursive: true, force: true});
}
