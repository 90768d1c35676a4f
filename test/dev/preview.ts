import {spawn} from "node:child_process";
import {once} from "node:events";
import {cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import getPort from "get-port";
import type {Page} from "playwright-core";
import {openBrowser} from "../support/browser.ts";
import {root as checkout} from "../support/handshake.ts";

/** A copy of the checkout that a test may edit, with an empty folder of drops and no settings. @returns its folder */
export function checkoutCopy(): string {
  const root = mkdtempSync(path.join(tmpdir(), "handshake-dev-"));
  for (const name of ["docs", "loaders", "setup", "observablehq.config.ts", "package.json", "package-lock.json", "tsconfig.json"])
    cpSync(path.join(checkout, name), path.join(root, name), {recursive: true});
  const left = ["data", ".observablehq"].map((name) => path.join(checkout, "src", name));
  cpSync(path.join(checkout, "src"), path.join(root, "src"), {recursive: true, filter: (source) => !left.includes(source)});
  symlinkSync(path.join(checkout, "node_modules"), path.join(root, "node_modules"));
  mkdirSync(path.join(root, "drops"));
  return root;
}

/** The files of a folder that is there only once a test runs. */
export function filesIn(folder: () => string) {
  const at = (...names: string[]) => path.join(folder(), ...names);
  const read = (file: string) => readFileSync(at(file), "utf8");
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(at(file)), {recursive: true});
    writeFileSync(at(file), text);
  };
  const edit = (file: string, from: string, to: string) => {
    const text = read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    write(file, text.replace(from, to));
  };
  return {at, read, write, edit};
}

/** How long is waited for what has to come: a machine that does much else takes its time. */
const patience = 300_000;

/** A preview that runs, and what a test asks of it and of the page that is open. */
export type Preview = ReturnType<typeof preview>;

/**
 * Starts `npm run dev` as a person does.
 * @param cwd the folder it is called in
 * @param args of node
 * @param url where it is told to serve its pages
 */
export function preview(cwd: string, args: string[], url: string) {
  let text = "";
  const child = spawn(process.execPath, args, {cwd, stdio: ["ignore", "pipe", "pipe"]});
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
    const end = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`never: ${what}\n${text}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  return {
    url,
    until,
    /** What it has printed since it was last forgotten. */
    printed: () => text,
    forget: () => void (text = ""),
    ready: () => until(() => text.includes(url), "the tables are ready"),
    seconds: (pattern: RegExp) => Number(pattern.exec(text)?.[1]),
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    }
  };
}

export type Look = ReturnType<typeof looksAt>;

/** What a person looks for on the page that is open. */
const looksAt = (page: Page, url: string) => {
  const shows = (selector: string, text: string | RegExp) =>
    page.locator(selector, {hasText: text}).first().waitFor({timeout: patience});
  return {
    shows,
    open: async (name: string) => {
      // its load may never be told where the page loads itself anew meanwhile; what it shows is waited for below
      const go = () => page.goto(`${url}${name}`, {timeout: patience, waitUntil: "domcontentloaded"});
      // the page that is open may just then load itself anew
      await go().catch((error: unknown) => {
        if (!/interrupted by another navigation|ERR_ABORTED/.test(String(error))) throw error;
        return go();
      });
      await page.waitForFunction(() => document.querySelector("observablehq-loading") === null, null, {timeout: patience});
    },
    gone: (selector: string) => page.locator(selector).waitFor({state: "detached", timeout: patience}),
    banner: (text: RegExp) => shows("#handshake-faults:visible", text),
    noBanner: () => page.locator("#handshake-faults").waitFor({state: "hidden", timeout: patience})
  };
};

/** A preview that is ready, with a browser that looks at it. */
export async function openPreview(cwd: string, args: string[]) {
  const port = await getPort();
  const dev = preview(cwd, [...args, "--port", String(port)], `http://127.0.0.1:${port}/`);
  await dev.ready();
  const browser = await openBrowser();
  const page = await browser.newPage();
  return {dev, browser, page, look: looksAt(page, dev.url)};
}
