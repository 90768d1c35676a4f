import {fork} from "node:child_process";
import {rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {makeFolder} from "../files.ts";
import {HandshakeError, withAdvice} from "../errors.ts";
import {programOf} from "../modules.ts";
import {setAside} from "./aside.ts";
import {reuseFiles} from "./carry.ts";
import {boundFaults, earlierFaults, siteFaults} from "./check.ts";
import {compressSite} from "./compress.ts";
import {comparedBytes, contentsOf, idOf, isOwn} from "./contents.ts";
import {figureFaults, type Headline} from "./figures.ts";
import type {BuildAnswer, BuildRequest} from "./framework/worker.ts";
import {hardenSite} from "./harden.ts";
import {fillModuleCache, frameworkCache} from "./framework/moduleCache.ts";
import {folderOf} from "./layout.ts";
import {attachmentFaults} from "./notebooks/attachments.ts";
import {editionsTell} from "./rules.ts";
import {currentRelease, passing, type BuiltRelease} from "./swap.ts";
import {siteName} from "./verify.ts";

export interface SiteOptions {
  /** The folder that holds src, the project's or a copy. */
  root: string;
  /** The folder of the site; what is built is there in a folder that begins with a dot. */
  site: string;
  /** The edition that it is; none where there is one site for everybody. */
  edition?: string;
  company: string;
  /** The date of the data, YYYY-MM-DD; the only date that the pages carry. */
  asOf: string;
  /** How many partners the site tells of. */
  partners: number;
  /** The pages of the menu, by name; all where none are given. */
  only?: string[] | null;
  /** Files that are next to the pages, by name. */
  extras?: Record<string, string>;
  /** What decides who may see what. */
  rules: string;
  /** The published columns of a company's own metrics, with their classes. */
  own?: readonly string[];
  /** The headline figures as the metrics have them; null where there is nothing to hold the pages to. */
  figures: Headline | null;
  /** Whether pages may bring along files of their own; else only published ones, which an audience's rules were applied to. */
  attachments?: "any" | "published";
  /** The least that the site may be of the one that readers have now, and turned round the largest; null to take any. */
  sizeShare: number | null;
  /** Whether the day of the figures may lie before that of the release that readers have now. */
  mayBeEarlier?: boolean;
}

/**
 * Builds src/ without network into a folder beside the releases, hardens it, holds it to what a release must be, and compresses it.
 * Readers see nothing of it until activate. The same pages and data give the same bytes, whatever the folder, time and time zone.
 *
 * @returns what was made, the number of pages and Framework's warnings, one text each.
 * @throws HandshakeError that names the page and what to do; what was built stands aside in "failed" with the reason.
 */
export async function makeSite(options: SiteOptions): Promise<BuiltRelease & {warnings: string[]}> {
  const {root, company, asOf, edition = ""} = options;
  const site = path.resolve(root, options.site);
  const folder = passing(site, "next");
  await fillModuleCache(root);
  await makeFolder(folder);
  const cache = frameworkCache(root);
  const {error, warnings} = await runFramework(root, {output: folder, company, asOf, only: options.only ?? null, cache});
  if (error) {
    await rm(folder, {recursive: true, force: true});
    throw new HandshakeError(
      `${withAdvice(`${siteName(edition)} can't be built: ${error}`)}\nNothing was published; readers keep the last site.`
    );
  }
  for (const [name, text] of Object.entries(options.extras ?? {})) await writeFile(path.join(folder, name), text);
  hardenSite(folder);
  return {...(await finish(site, folder, options)), warnings};
}

/** Checks and compresses what is in `folder`: from here on it only has to be activated. */
export async function finish(
  site: string,
  folder: string,
  options: Pick<
    SiteOptions,
    "asOf" | "partners" | "rules" | "own" | "figures" | "attachments" | "sizeShare" | "mayBeEarlier" | "edition"
  > &
    Partial<Pick<SiteOptions, "root">>
): Promise<BuiltRelease> {
  const {asOf, partners, rules, own: columns = [], figures, sizeShare, mayBeEarlier = false, edition = ""} = options;
  const contents = await contentsOf(folder);
  const last = await currentRelease(site);
  const own = Object.entries(contents).filter(([f]) => isOwn(f));
  const pages = own.filter(([f]) => f.endsWith(".html")).length;
  const bytes = own.reduce((sum, [, f]) => sum + f.bytes, 0);
  const faults = [
    ...siteFaults(folder),
    ...(options.attachments === "published" ? attachmentFaults(folder, path.join(options.root ?? "", "src")) : []),
    ...(figures ? figureFaults(folder, figures) : [])
  ];
  const comparable =
    last?.rules === rules && sizeShare !== null ? {share: sizeShare, last: {...last, bytes: comparedBytes(last.files)}} : null;
  const strange = faults.length
    ? []
    : [
        ...(comparable ? boundFaults({pages, partners, bytes: comparedBytes(contents)}, comparable) : []),
        ...(mayBeEarlier ? [] : earlierFaults({asOf, rules}, last))
      ];
  if (faults.length || strange.length) throw await setAside(site, folder, {id: idOf(contents), asOf, edition, faults, strange});
  const copies = last ? await reuseFiles(folderOf(site, last.name), last.files, folder, contents) : new Set<string>();
  await compressSite(folder, contents, (file) => copies.has(file) || file in contents);
  const about = {
    id: idOf(contents),
    as_of: asOf,
    pages,
    partners,
    bytes,
    rules,
    ...(columns.length ? {own: [...columns]} : {}),
    ...(edition ? {tells: editionsTell} : {}),
    files: await contentsOf(folder)
  };
  return {folder, about};
}

export function runFramework(root: string, request: BuildRequest): Promise<BuildAnswer> {
  const {file, execArgv} = programOf(path.join(import.meta.dirname, "framework", "worker.ts"));
  const child = fork(file, {
    cwd: root,
    // pictures are made of many small things that live for a moment: with room for them they cost half
    execArgv: [...execArgv, "--max-semi-space-size=64"],
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", NODE_OPTIONS: "", NO_COLOR: "1", TZ: "UTC"},
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    let answer: BuildAnswer | undefined;
    child.stdout?.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
    child.on("message", (message) => void (answer = message as BuildAnswer));
    child.on("error", reject);
    child.on("close", (code) => {
      // what a loader of a page wrote to standard error says why it failed
      if (answer?.error && printed.trim()) answer.error += `\n${printed.trim().split("\n").slice(-20).join("\n")}`;
      if (answer) resolve(answer);
      else resolve({error: `the build stopped with code ${code}.\n${printed.trim()}`, warnings: []});
    });
    child.send(request);
  });
}
