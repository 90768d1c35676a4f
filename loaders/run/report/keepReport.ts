import {readFile, rm} from "node:fs/promises";
import path from "node:path";
import {writeFileAtomic} from "../../files.ts";
import {namesIn} from "../../release/layout.ts";
import type {Report} from "./report.ts";
import type {Settings} from "../../settings.ts";
import {reportHtml} from "./html.ts";
import {prometheusText} from "./prometheus.ts";

/**
 * Leaves what a run has to say in the build folder: report.json and report.html of this run, handshake.prom for monitoring, and the same
 * report in runs/<when it began>, of which the newest runs_max stay.
 */
export async function keepReport(build: string, report: Report, settings: Settings): Promise<void> {
  const json = `${JSON.stringify(report, null, 1)}\n`;
  const html = reportHtml(report, settings);
  const runs = path.join(build, "runs");
  const own = path.join(runs, report.run.started_at.replaceAll(":", "-"));
  const metrics = path.join(build, "handshake.prom");
  const before = await readFile(metrics, "utf8").catch(() => "");
  for (const folder of [own, build]) {
    await writeFileAtomic(path.join(folder, "report.json"), json);
    await writeFileAtomic(path.join(folder, "report.html"), html);
  }
  await writeFileAtomic(metrics, prometheusText(report, before));
  for (const name of (await namesIn(runs)).slice(0, -settings.runs_max))
    await rm(path.join(runs, name), {recursive: true, force: true});
}
