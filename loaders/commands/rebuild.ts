import path from "node:path";
import type {Command} from "commander";
import {root} from "../run/defaults.ts";
import {printable} from "../run/progress.ts";
import type {Report} from "../run/report/report.ts";
import type {RebuildOptions} from "../run/run.ts";
import {shown} from "./options.ts";
import {runOptions, withRunFlags, type RunFlags} from "./runOptions.ts";

/** `rebuild`: the drops in, the site out. */
export function addRebuild(program: Command): void {
  withRunFlags(
    program
      .command("rebuild")
      .description("receive the drops, compute the metrics, publish the site")
      .option("--drops <dir>", "folder of exports, or s3://BUCKET/FOLDER (default: data/drops)")
      .option(
        "--build <dir>",
        "what is kept between runs: store, ledger, facts, handshake.duckdb, report.json",
        shown("data/build")
      )
      .option("--site <dir>", 'folder of releases; readers are served its link "current"', shown("dist"))
      .option("--hold", "build and check the site; npx handshake release ID then publishes it")
      .option("--take-over-site", "publish into a site folder that belongs to another build folder")
      .option("--accept-size", "publish even if the site is far smaller or larger than the previous one")
  ).action(
    async (flags: RunFlags & {drops?: string; site: string; acceptSize?: boolean; takeOverSite?: boolean; hold?: boolean}) => {
      const {acceptSize = false, takeOverSite: takeOver = false, hold = false} = flags;
      const options = {
        ...runOptions(flags, flags.drops),
        keep: true,
        root,
        site: path.resolve(flags.site),
        acceptSize,
        takeOver,
        hold
      };
      const {exitCode, report} = await rebuildOrSayAgain(options);
      const stopped = report.files.filter((file) => file.outcome === "refuse" || file.outcome === "hold");
      const {notesText} = stopped.length ? await import("../stage/quarantineNotes.ts") : {notesText: () => ""};
      for (const f of stopped) {
        const notes = f.notes.length ? `\n${notesText(f.notes)}` : "";
        console.error(printable(`${f.outcome === "hold" ? "Held" : "Refused"} (${f.reason}): ${f.message}${notes}`));
      }
      const notes = [report.unrated, report.unshown, report.owner_mail?.text].flatMap((text) => (text ? [printable(text)] : []));
      const time = new Date().toISOString();
      if (flags.json) {
        for (const text of notes) console.log(JSON.stringify({time, event: "warning", text}));
        console.log(JSON.stringify({time, event: "end", ...report.run, releases: report.releases}));
      } else {
        for (const text of notes) console.log(text);
        console.log(printable(`${outcomeText(report)} Report: ${path.join(flags.build, "report.html")}`));
      }
      process.exitCode = exitCode;
    }
  );
}

/** What makes a site is loaded only where there is something to make. */
async function rebuildOrSayAgain(options: RebuildOptions): Promise<{exitCode: number; report: Report}> {
  const {lookForNews} = await import("../run/nothingNew.ts");
  const {readSettings} = await import("../settingsFile.ts");
  const {dayThere} = await import("../run/dayThere.ts");
  const zone = await readSettings(options.settingsFile, () => undefined).then(
    (settings) => settings.reporting_time_zone,
    () => "UTC"
  );
  const here = {...options, today: dayThere(options.today, zone)};
  const looked = await lookForNews(here);
  if ("done" in looked) return looked.done;
  const {rebuild} = await import("../run/rebuild.ts");
  const done = await rebuild(options);
  const {noteRun} = await import("../run/unchanged.ts");
  if (looked.beginning !== null) await noteRun(here, looked.beginning, done.report);
  return done;
}

const outcomeText = ({as_of, releases, run}: Report): string =>
  [
    ...releases.map(({site, name, published, pinned, failed}) => {
      const current = path.join(path.relative(process.cwd(), site) || ".", "current");
      if (published) return `Published ${current} as of ${as_of} (release ${name}).`;
      if (pinned)
        return `Not published: ${current} is pinned to release ${name} by a rollback. To publish again: npx handshake unpin.`;
      if (failed !== undefined) return `Not published: ${current} stays at release ${name || "none"}.`;
      return `No changes: this release is already live as of ${as_of} (release ${name}).`;
    }),
    ...run.troubles.map((trouble) => `After publishing: ${trouble}`)
  ].join("\n");
