import {cpSync, mkdirSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {everything, type Audience} from "../../loaders/disclosure/audience.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {restricted} from "../../loaders/disclosure/limit.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {publish} from "../../loaders/publish/publish.ts";
import {makeSite} from "../../loaders/release/build.ts";
import {everybody, type Readers} from "../../loaders/release/notebooks/audience.ts";
import {makeWorkspace} from "../../loaders/release/workspace.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {asOf, emptyReport, projectCopy} from "../release/project.ts";
import {takeCache} from "../support/cache.ts";
import {factsOf, type Records} from "../support/facts.ts";

/** A project whose only pages are a home, the two that the frame links to, and notebooks; its build takes seconds. */
export function notebookProject(notebooks: Record<string, string>): {root: string; remove: () => void} {
  const {root, remove} = projectCopy();
  const src = path.join(root, "src");
  for (const page of readdirSync(src).filter((f) => f.endsWith(".md"))) rmSync(path.join(src, page));
  for (const folder of ["partner", "notebooks"]) rmSync(path.join(src, folder), {recursive: true, force: true});
  for (const page of ["index", "method"]) writeFileSync(path.join(src, `${page}.md`), `---\ntitle: ${page}\n---\n\n# ${page}\n`);
  cpSync(path.join(import.meta.dirname, "../../package.json"), path.join(root, "package.json"));
  mkdirSync(path.join(src, "notebooks"));
  for (const [file, text] of Object.entries(notebooks)) writeFileSync(path.join(src, "notebooks", file), text);
  return {root, remove};
}

/** Publishes records for an audience into `folder`. */
export async function publishFor(records: Records, folder: string, audience: Audience = everything): Promise<void> {
  const settings = parseSettings({company: "Test & Co", history_months: 2}, "test");
  const db = await factsOf(records, {history_months: 2});
  try {
    await buildMetrics(db, settings, asOf);
    const history = await readHistory({db, settings}, asOf, null, []);
    const codes = (await readCodes("")).of("x");
    await publish(db, {settings, asOf, report: emptyReport, history, folder, audience, codes});
  } finally {
    db.close();
  }
}

/** Builds a project's pages as a rebuild does for an audience. @returns the folder of the site */
export async function buildFor(
  root: string,
  published: string,
  audience: Audience = everything,
  readers: Readers = everybody
): Promise<string> {
  const folder = path.join(root, `pages-${readers.name}`);
  takeCache(path.join(root, "cache"));
  await makeWorkspace(root, published, folder, path.join(root, "cache"), null, readers);
  const attachments = restricted(audience) ? "published" : "any";
  const site = path.join(root, `site-${readers.name}`);
  const made = await makeSite({
    root: folder,
    site,
    edition: readers.name,
    company: "Test & Co",
    asOf,
    partners: 0,
    only: ["index", "method"],
    rules: "test",
    figures: null,
    attachments,
    sizeShare: null
  });
  return made.folder;
}
