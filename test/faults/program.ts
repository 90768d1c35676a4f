import {existsSync} from "node:fs";
import {mkdir, readFile, readdir, writeFile} from "node:fs/promises";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import crypto, {createHash} from "node:crypto";
import {syncBuiltinESMExports} from "node:module";
import {toHandshakeError} from "../../loaders/errors.ts";
import type {Stage} from "../../loaders/run/progress.ts";
import {tableStages} from "../../loaders/run/rebuild.ts";
import {releaseStage, type SitePart} from "../../loaders/run/releaseStage.ts";
import {finish} from "../../loaders/release/build.ts";
import {hardenSite} from "../../loaders/release/harden.ts";
import {cleanSite} from "../../loaders/release/keep.ts";
import {linkOf} from "../../loaders/release/layout.ts";
import {passing, type BuiltRelease} from "../../loaders/release/swap.ts";
import {runOver, type RebuildOptions, type Run} from "../../loaders/run/run.ts";
import {firstStages} from "../../loaders/run/firstStages.ts";
import {readerHere} from "../../loaders/stage/reader.ts";

/*
 * A rebuild in one process, to be stopped at any of its system calls: receive, stage, facts, metrics, publish and release are the real
 * ones. Files are read in this process, so that one kill ends the whole run, or in one apart where that is asked for; in place of Framework's pages
 * there is one page a published file, made at once. Bundled into one file by support.ts, so that starting takes little.
 */

interface Given {
  drops: string;
  build: string;
  site: string;
  settings: string;
  /** Gives the files of the run the same names each time, so that a call on one of them can be found again. */
  sameNames?: boolean;
  /** Files are read by a process apart, as in every real run. */
  apart?: boolean;
  /** A file for whose appearance the run waits when it has the lock. */
  hold?: string;
  /** A protocol that is wrong on purpose, to show that the sweep finds it. */
  wrong?: "copies into current" | "ledger first";
}

/** A page for each published file, with the file under a name that says its content, as Framework makes them. */
async function standInSite(run: Run<RebuildOptions>): Promise<BuiltRelease> {
  const {site, build} = run.options;
  await cleanSite(site);
  const folder = passing(site, "next");
  await mkdir(path.join(folder, "_file", "data"), {recursive: true});
  const published = path.join(build, "published");
  for (const name of (await readdir(published)).filter((f) => f.endsWith(".json"))) {
    const text = await readFile(path.join(published, name));
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
    const file = `_file/data/${name.replace(".json", `.${hash}.json`)}`;
    await writeFile(path.join(folder, file), text);
    await writeFile(
      path.join(folder, name.replace(".json", ".html")),
      `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${name}</title></head><body><main><a href="./${file}">${name}</a></main></body></html>`
    );
  }
  hardenSite(folder);
  const {as_of: asOf} = run.report;
  return finish(site, folder, {asOf, partners: 1, rules: "test", figures: null, sizeShare: null});
}

const siteStage = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "site",
  title: "A page for each published file",
  run: async () => void making.push({made: await standInSite(run), site: run.options.site})
});

/** Enters in the ledger what lies in the drops folder before any of it is in the store. */
const ledgerFirst = ({options: {drops, build}}: Run): Stage => ({
  name: "ledger",
  title: "Enter the drops in the ledger first",
  run: async () => {
    const names = await readdir(drops);
    const entries = names.map(async (name) => {
      const bytes = await readFile(path.join(drops, name));
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const date = /\d{4}-\d{2}-\d{2}/.exec(name)![0];
      const entry = {
        path: name,
        sha256,
        bytes: bytes.length,
        received_on: "2026-11-23",
        drop_date: date,
        dated: true,
        revision: 0
      };
      return `${JSON.stringify(entry)}\n`;
    });
    await writeFile(path.join(build, "ledger.jsonl"), (await Promise.all(entries)).join(""));
  }
});

/** Publishes by copying over what readers are looking at, as one would without thinking. */
const wrongRelease = (run: Run<RebuildOptions>, making: SitePart[]): Stage => ({
  name: "release",
  title: "Copy over what readers have",
  run: async () => {
    const {site} = run.options;
    for (const {
      made: {folder}
    } of making)
      for (const file of await readdir(folder, {recursive: true}))
        if (path.extname(file)) await writeFile(path.join(linkOf(site), file), await readFile(path.join(folder, file)));
  }
});

const waiting = (file: string): Stage => ({
  name: "wait",
  title: "Wait for the others",
  run: async () => {
    while (!existsSync(file)) await sleep(20);
  }
});

async function main({drops, build, site, settings, hold, apart, wrong}: Given): Promise<number> {
  const options: RebuildOptions = {
    drops,
    build,
    site,
    settingsFile: settings,
    sample: false,
    keep: true,
    root: "",
    mappings: [],
    acceptVolume: [],
    acceptSize: true,
    today: "2026-11-23",
    style: "silent"
  };
  const making: SitePart[] = [];
  const {exitCode} = await runOver(options, (run) => {
    if (!apart)
      run.reader = readerHere(run.db, {
        folder: path.join(build, "staged"),
        work: path.join(run.work, "reading"),
        settings: run.settings
      });
    const release = wrong === "copies into current" ? wrongRelease(run, making) : releaseStage(run, making);
    const first = hold ? [waiting(hold)] : wrong === "ledger first" ? [ledgerFirst(run)] : [];
    return [...first, ...firstStages(run), ...tableStages(run), siteStage(run, making), release];
  });
  return exitCode;
}

function nameAlike(): void {
  let made = 0;
  Object.defineProperty(process, "pid", {value: 1});
  crypto.randomBytes = (size: number) => Buffer.alloc(size, ++made);
  syncBuiltinESMExports();
}

process.on("SIGXFSZ", () => undefined);
const given = JSON.parse(process.argv[2]!) as Given;
if (given.sameNames) nameAlike();
main(given).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const {message, exitCode} = toHandshakeError(error);
    console.error(message);
    process.exitCode = exitCode;
  }
);
