import {copyFileSync, existsSync, mkdirSync, readdirSync} from "node:fs";
import net from "node:net";
import path from "node:path";
import {useOwnWords} from "../../project/words.ts";
import {explainedFolder, pastFolder, portfolioPages} from "../../../src/shared/address.ts";
import type {EditionToFill} from "./editionPages.ts";
import {cellsFolder, shellFolder} from "./folders.ts";
import {prerender} from "./prerender.ts";
import {fillShell} from "./refresh.ts";
import {shellOf} from "./shell.ts";

/** What the parent asks for, and what it is told. */
export interface BuildRequest {
  /** Absolute folder to build into; new. */
  output: string;
  company: string;
  asOf: string;
  /** The pages of the menu, by name; null for all. */
  only: string[] | null;
  /** Folder in which shells and bundles of the pages' cells are kept. */
  cache: string;
  /** Editions for some partners: what is built is their shell, of one page, and each gets that page filled with its own data. */
  editions?: EditionToFill[];
}
export interface BuildAnswer {
  error?: string;
  warnings: string[];
}

const refusal = (url: string) =>
  new Error(
    `the build tried to reach ${url}; nothing may be downloaded. Take that import out, or add its package to package.json and to loaders/release/framework/vendor.ts.`
  );

/** From here on this process can open no connection to another machine, and says who tried. */
function closeNetwork(): void {
  globalThis.fetch = (input) => Promise.reject(refusal(input instanceof Request ? input.url : String(input)));
  const prototype = net.Socket.prototype as unknown as {connect: (...args: unknown[]) => unknown};
  const connect = prototype.connect;
  prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
    const to: {path?: string; host?: string; port?: number} = typeof first === "object" && first !== null ? first : {};
    // what names a path is a pipe on this machine
    if (!to.path) throw refusal(`${to.host ?? "localhost"}:${to.port ?? String(first)}`);
    return Reflect.apply(connect, this, args);
  };
}

/** Builds with Framework in this process, whose working directory is the project's folder. */
async function buildHere(settings: object, output: string, warn: (message: string) => void): Promise<void> {
  const {build, FileBuildEffects} = await import("@observablehq/framework/dist/build.js");
  const {normalizeConfig, setCurrentDate} = await import("@observablehq/framework/dist/config.js");
  // Framework writes files' times into the pages; one fixed date makes two builds the same, byte for byte
  setCurrentDate(new Date("2000-01-01T00:00:00Z"));
  const {equipPages} = await import("./equip.ts");
  equipPages("src");
  const config = normalizeConfig({...settings, output});
  const quiet = () => {};
  const logger = {
    log: quiet,
    info: quiet,
    debug: quiet,
    warn: (m: unknown) => warn(String(m)),
    error: (m: unknown) => warn(String(m))
  };
  const effects = new FileBuildEffects(output, path.posix.join(config.root, ".observablehq", "cache"), {
    logger,
    output: {write: quiet}
  });
  effects.prepare = () => Promise.resolve(); // the folder is new, and may be outside the project
  // Framework tells of each package that it bundles past its own logger
  const told = console.log;
  console.log = quiet;
  try {
    await build({config}, effects);
  } finally {
    console.log = told;
  }
}

/** Folders of published files that pages ask for when their readers do, where they are in the site, and the pages that do. */
const asked = {
  [explainedFolder]: {to: "partner", pages: ["partner", ...portfolioPages]},
  [pastFolder]: {to: pastFolder, pages: ["index", "partner"]}
};

function copyFiles(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, {recursive: true});
  for (const name of readdirSync(from)) copyFileSync(path.join(from, name), path.join(to, name));
}

/** Set apart in a process of its own: it changes globals, and Framework resolves paths from the working directory. */
async function answer(request: BuildRequest): Promise<void> {
  const warnings: string[] = [];
  const plain = (m: unknown) =>
    String(m)
      .replaceAll(/\u001b\[[0-9;]*m/g, "")
      .trim();
  const warn = (m: unknown) => void (plain(m) && warnings.push(plain(m)));
  console.log = console.info = console.warn = console.error = warn;
  closeNetwork();
  useOwnWords();
  let error: string | undefined;
  try {
    const {output: site, company, only, asOf, cache, editions} = request;
    const options = {company, only, forPartners: editions !== undefined};
    const shell = await shellOf(options, asOf, path.join(cache, shellFolder), buildHere);
    shell.warnings.forEach(warn);
    fillShell(shell, {...options, asOf}, site);
    await prerender({site, cache: path.join(cache, cellsFolder), asOf, pages: path.resolve("src"), ...(editions && {editions})});
    for (const [folder, {to, pages}] of Object.entries(asked))
      if (only === null || pages.some((page) => only.includes(page)))
        copyFiles(path.resolve("src/data", folder), path.join(site, to));
  } catch (thrown) {
    error = plain(thrown instanceof Error ? thrown.message : thrown);
  }
  process.send?.({error, warnings} satisfies BuildAnswer, () => process.exit(0));
}

// when the run is killed, its build ends too
process.on("disconnect", () => process.exit(1));
process.on("SIGXFSZ", () => undefined);
process.once("message", (request: BuildRequest) => void answer(request));
