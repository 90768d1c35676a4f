import {createHash} from "node:crypto";
import {existsSync, lstatSync, readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {inspect} from "node:util";
import {writeFileAtomic} from "../files.ts";
import {lostAndFound} from "../keep/inventory.ts";
import {readMappings} from "../mappings/engine/mappings.ts";
import {compiledOf} from "../modules.ts";
import {ownFolder, ownInputs} from "../project/project.ts";
import {isLoader} from "../release/framework/isLoader.ts";
import {listObjects} from "../receive/objects.ts";
import {readSettings} from "../settingsFile.ts";
import type {Report} from "./report/report.ts";
import type {RebuildOptions} from "./run.ts";

/** What a run that published was made from, and what it found: another run from the same would find the same. */
export interface Unchanged {
  /** What it was made from, as one hash. */
  made: string;
  /** Its day by the clock, YYYY-MM-DD. */
  today: string;
  found: Omit<Report, "run" | "stages" | "releases" | "outbox">;
  /** The release that readers of each site got. */
  releases: {site: string; name: string}[];
}

const noteIn = (build: string) => path.join(build, "unchanged.json");

/** What a run says of itself and to people, and caches: all else in a build folder is what it reads or makes. */
const apart = new Set([
  ...["cache", "earlier-formats", "runs", "set-aside", "report.json", "report.html", "handshake.prom", "unchanged.json"],
  ...["digest.json", "operator.json", "outbox.json", "sent.json", lostAndFound]
]);
const keptIn = (build: string): string[] => readdirSync(build).filter((name) => !apart.has(name) && !name.startsWith("."));

/** Sources of the program and its pages; what is published goes into src/data, which is none. */
const programThere = ["loaders", "src", "package-lock.json", "observablehq.config.ts"];
const isSource = (file: string) => !/(^|\/)(\.[^/]+|node_modules)(\/|$)|^src\/data\//.test(file);

/** Where Framework runs loaders: the pages of the checkout, and what a company's own folder adds to them. */
const pagePlaces = /^(src|components|notebooks|pages)\//;

/** Whether a file of the pages is a program of the company's: what it reads elsewhere can't be told from here. */
const mayReadElsewhere = (file: string) => pagePlaces.test(file) && isLoader(file);

/** What lies in a place that is given, which may be a link to where a share is mounted; links within are not followed. */
function* filesBelow(root: string, name: string, isGiven = true): Generator<string> {
  const place = path.join(root, name);
  const stat = (isGiven ? statSync : lstatSync)(place, {throwIfNoEntry: false});
  if (!stat?.isDirectory()) {
    if (stat ?? lstatSync(place, {throwIfNoEntry: false})) yield name;
    return;
  }
  for (const entry of readdirSync(place).sort()) yield* filesBelow(root, name ? `${name}/${entry}` : entry, false);
}

/**
 * Names, sizes and times of files, to the nanosecond: a file that was written, replaced or moved differs in one of them.
 * @param before files touched since then may be touched again without a trace: then there is nothing to tell by
 */
function stateOf(root: string, names: readonly string[], before?: bigint): string | null {
  const lines: string[] = [];
  for (const name of names)
    for (const file of filesBelow(root, name)) {
      const look = file === name ? statSync : lstatSync;
      const {size, mtimeNs, ctimeNs, ino, mode} = look(path.join(root, file), {bigint: true});
      const touched = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
      // a file system that knows whole seconds only tells nothing of the last of them
      const grain = touched % 1_000_000_000n === 0n ? 2_000_000_000n : 50_000_000n;
      if (before !== undefined && touched + grain > before) return null;
      lines.push([file, size, mtimeNs, ctimeNs, ino, mode].join(" "));
    }
  return lines.join("\n");
}

/**
 * What a run begins with, as one hash: drops, program, mappings, settings, flags. Null where that can't be told, as where
 * pages have loaders, or the run is to do something that it is asked for only this time.
 */
export async function beginningOf(options: RebuildOptions, startedAt: Date): Promise<string | null> {
  const {drops, root, mappings, settingsFile, style: _style, today: _today, build: _build, ...rest} = options;
  if (rest.hold || rest.takeOver || rest.acceptSize || rest.acceptVolume.length || !existsSync(drops)) return null;
  const before = BigInt(startedAt.getTime()) * 1_000_000n;
  const drop = stateOf(drops, [""], before);
  if (drop === null) return null;
  // drops on object storage are a mirror, which is as old as the last run
  const objects = rest.objects === undefined ? [] : await listObjects(rest.objects);
  const own = path.join(root, "loaders", "mappings");
  const besides = mappings.some((folder) => path.relative(own, folder)) ? inspect(await readMappings(mappings), whole) : "";
  const settings = await readSettings(settingsFile, () => undefined);
  const hash = createHash("sha256");
  // the code of the program was read when it started: its name says all of it
  const compiled = compiledOf(root);
  const isKnown = (file: string) => compiled !== null && /^loaders\/.*\.(ts|mjs|js)$/.test(file);
  hash.update(
    JSON.stringify([compiled, drops, root, mappings, settingsFile, rest, settings, process.version, drop, objects, besides])
  );
  for (const place of programThere)
    for (const file of filesBelow(root, place)) {
      if (!isSource(file) || isKnown(file)) continue;
      if (mayReadElsewhere(file)) return null;
      hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
    }
  const project = ownFolder();
  for (const place of project === null ? [] : ownInputs)
    for (const file of filesBelow(project!, place)) {
      if (mayReadElsewhere(file)) return null;
      hash.update(`\0${project}/${file}\0`).update(readFileSync(path.join(project!, file)));
    }
  return hash.digest("hex");
}

const whole = {depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, breakLength: Infinity};

/**
 * With what it found in the build folder, or left there; null where that can't be told, as while another run writes there: a file may go
 * between being listed and being looked at.
 */
function madeFrom(beginning: string, build: string): string | null {
  try {
    return createHash("sha256")
      .update(`${beginning}\n${stateOf(build, keptIn(build))}`)
      .digest("hex");
  } catch {
    return null;
  }
}

/**
 * Notes what a run found that published or found nothing new, where a later one may say the same again. The run is over and readers have its
 * release: where nothing can be noted, the next run looks at all again.
 */
export const noteRun = (options: RebuildOptions, beginning: string, report: Report): Promise<void> =>
  noteWhatWas(options, beginning, report).catch(() => undefined);

async function noteWhatWas(options: RebuildOptions, beginning: string, report: Report): Promise<void> {
  const {run, releases, stages: _stages, outbox: _outbox, ...found} = report;
  const settled = run.outcome === "published" || run.outcome === "nothing_new";
  if (!settled || run.troubles.length || releases.some((r) => r.pinned || r.failed !== undefined)) return;
  // a drop that came while the run was at work is for the next one
  if ((await beginningOf(options, new Date(run.started_at))) !== beginning) return;
  const made = madeFrom(beginning, options.build);
  if (made === null) return;
  const note: Unchanged = {
    made,
    today: options.today,
    found,
    releases: releases.map(({site, name}) => ({site, name}))
  };
  await writeFileAtomic(noteIn(options.build), JSON.stringify(note));
}

/** What the last run found, where this one would find the same; null where it has to look. */
export function sameAsBefore({build, today}: RebuildOptions, beginning: string): Unchanged | null {
  const note = noted(noteIn(build));
  // without a dated drop the day of the figures is that of the clock, which must not go back either
  const clock = note && (note.today === today || (note.today < today && note.found.as_of !== note.today));
  return clock && note.made === madeFrom(beginning, build) ? note : null;
}

function noted(file: string): Unchanged | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Unchanged;
  } catch {
    return null;
  }
}
