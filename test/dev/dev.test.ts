import {spawn, type ChildProcess} from "node:child_process";
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import getPort from "get-port";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {openBrowser} from "../support/browser.ts";
import {root as project} from "../support/handshake.ts";

/*
 * `npm run dev` of a copy of the project, with a handful of records: each test edits one file as a person does, and looks at the page that
 * is open.
 */

let root: string;
let child: ChildProcess;
let printed = "";
let browser: Browser;
let page: Page;
let url: string;

const at = (...names: string[]) => path.join(root, ...names);
const write = (file: string, text: string) => writeFileSync(at(file), text);
const read = (file: string) => readFileSync(at(file), "utf8");
const edit = (file: string, from: string, to: string) => {
  const text = read(file);
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  write(file, text.replace(from, to));
};

const deals = (amount: number) =>
  "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\n" +
  [1, 2, 3].map((n) => `D${n},PA,C1,2026-01-1${n},2026-03-1${n},won,${amount},EUR\n`).join("") +
  "D9,PB,C2,2026-01-10,2026-03-10,lost,500,EUR\n";

const notebook = `---
title: Probe
---

# Probe

\`\`\`sql id=[first]
select revenue, share from risk where partner_id = 'PA'
\`\`\`

<p id="revenue">\${first.revenue}</p>
`;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "handshake-dev-"));
  for (const name of ["loaders", "setup", "observablehq.config.ts", "package.json", "package-lock.json", "tsconfig.json"])
    cpSync(path.join(project, name), at(name), {recursive: true});
  const left = ["data", ".observablehq"].map((name) => path.join(project, "src", name));
  cpSync(path.join(project, "src"), at("src"), {recursive: true, filter: (source) => !left.includes(source)});
  symlinkSync(path.join(project, "node_modules"), at("node_modules"));
  write(
    "handshake.config.ts",
    'import {defineSettings} from "./loaders/settings.ts";\n\nexport default defineSettings({company: "Probe & Co", history_months: 2});\n'
  );
  mkdirSync(at("drops"));
  mkdirSync(at("src", "notebooks"), {recursive: true});
  write("drops/partners_2026-06-30.csv", "partner_id,name,joined_on\nPA,Ann,2024-01-01\nPB,Bea,2024-01-01\n");
  write("drops/deals_2026-06-30.csv", deals(1000));
  write("src/notebooks/probe.md", notebook);
  const port = await getPort();
  url = `http://127.0.0.1:${port}/`;
  const args = ["--import", "tsx", "loaders/dev.ts", "--drops", "drops", "--port", String(port)];
  child = spawn(process.execPath, args, {cwd: root, stdio: ["ignore", "pipe", "pipe"]});
  for (const stream of [child.stdout, child.stderr]) stream!.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await until(() => printed.includes(url), "the tables are ready");
  browser = await openBrowser();
  page = await browser.newPage();
}, 600_000);
afterAll(async () => {
  await browser.close();
  child.kill("SIGTERM");
  rmSync(root, {recursive: true, force: true});
});
beforeEach(() => void (printed = ""));

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 90_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}\n${printed}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const open = async (name: string) => {
  await page.goto(`${url}${name}`);
  await page.waitForFunction(() => document.querySelector("observablehq-loading") === null, null, {timeout: 90_000});
};
const shows = (selector: string, text: string | RegExp) =>
  page.locator(selector, {hasText: text}).first().waitFor({timeout: 90_000});
const banner = (text: RegExp) => shows("#handshake-faults:visible", text);
const noBanner = () => page.locator("#handshake-faults").waitFor({state: "hidden", timeout: 90_000});

describe("npm run dev", {timeout: 600_000}, () => {
  test("works in data/dev, and says when the tables are ready", async () => {
    await open("notebooks/probe");
    await shows("#revenue", "3000");
    expect(read("data/dev/build/published/overview.json")).toContain("Probe & Co");
    expect(() => read("data/build/report.json")).toThrow();
  });

  test("an edited metric is computed again with those that read it, and the open page shows it without being loaded again", async () => {
    await page.evaluate(() => Object.assign(window, {same: true}));
    edit("loaders/metrics/concentration/risk.sql", "members.counted as revenue", "members.counted + 7 as revenue");
    await shows("#revenue", "3007");
    expect(await page.evaluate(() => "same" in window)).toBe(true);
    await until(() => /risk, .*computed again in/.test(printed), "the terminal names what was computed");
    expect(printed).not.toMatch(/\btrust\b/);
  });

  test("an error in a metric's SQL is told with file and line on page and terminal, the figures stay, and saving again recovers", async () => {
    edit("loaders/metrics/concentration/risk.sql", "members.counted + 7 as revenue", "members.countedd as revenue");
    await banner(/risk\.sql.*line \d+.*countedd/s);
    await until(() => /risk\.sql.*line \d+.*countedd/s.test(printed), "the terminal says it too");
    await shows("#revenue", "3007");
    edit("loaders/metrics/concentration/risk.sql", "members.countedd as revenue", "members.counted as revenue");
    await noBanner();
    await shows("#revenue", "3000");
  });

  test("a setting that can't be used is told by name, and a good one shows", async () => {
    edit("handshake.config.ts", "history_months: 2", "history_months: 2, window_dais: 1");
    await banner(/window_dais/);
    edit("handshake.config.ts", ", window_dais: 1", ", window_days: 80");
    await noBanner();
    await shows("#revenue", "0");
    edit("handshake.config.ts", ", window_days: 80", "");
    await shows("#revenue", "3000");
  });

  test("a new delivery shows", async () => {
    write("drops/deals_2026-07-31.csv", deals(2000));
    await shows("#revenue", "6000");
  });

  test("an edited page shows, and a package that is not there is named with page, cell and remedy and ends nothing", async () => {
    write("src/notebooks/probe.md", `${notebook}\n<p id="more">edited</p>\n`);
    await shows("#more", "edited");
    write("src/notebooks/probe.md", `${notebook}\n\`\`\`js\nimport x from "npm:left-pad";\n\`\`\`\n`);
    await banner(
      /src\/notebooks\/probe\.md: the package left-pad is not installed.*import x from "npm:left-pad".*npm install left-pad/s
    );
    await shows("#revenue", "6000");
    write("src/notebooks/probe.md", `${notebook}\n<p id="more">again</p>\n`);
    await noBanner();
    await shows("#more", "again");
  });

  test("a component with a mistake is told with its line while the page keeps the old one; one that throws says so in its place", async () => {
    await open("notebooks/probe");
    write("src/ui/probe.ts", "export const probe = () => `one`;\n");
    write(
      "src/notebooks/probe.md",
      `${notebook}\n\`\`\`js\nimport {probe} from "../ui/probe.js";\n\`\`\`\n\n<p id="probe">\${probe()}</p>\n`
    );
    await shows("#probe", "one");
    write("src/ui/probe.ts", "export const probe = () => ;\n");
    await banner(/src\/ui\/probe\.ts line 1: /);
    await shows("#probe", "one");
    write("src/ui/probe.ts", "export const probe = () => { throw new Error(`no luck`); };\n");
    await shows("#probe .observablehq--error", "no luck");
    await banner(/a cell fails: .*no luck/);
    await shows("#revenue", /\d{4}/);
    write("src/ui/probe.ts", "export const probe = () => `three`;\n");
    await shows("#probe", "three");
    await noBanner();
  });

  test("an edited sentence shows", async () => {
    await open("trust");
    edit("src/copy/trust.ts", "export const ", "export const unused = 1;\nexport const ");
    await until(() => /What is published: computed again/.test(printed), "the published files are made again");
  });

  test("a whole run takes a multiple of what an edit takes", async () => {
    const seconds = (pattern: RegExp) => Number(pattern.exec(printed)?.[1]);
    edit("loaders/metrics/concentration/risk.sql", "members.counted as revenue", "members.counted + 0 as revenue");
    await until(() => /risk.* in ([\d.]+) s/.test(printed), "the edit is computed");
    const one = seconds(/risk.* in ([\d.]+) s/);
    write("drops/deals_2026-08-31.csv", deals(3000));
    await until(() => /All tables: computed again in ([\d.]+) s/.test(printed), "everything is computed");
    const all = seconds(/All tables: computed again in ([\d.]+) s/);
    console.log(`an edit of risk.sql takes ${one} s, a whole run ${all} s: ${(all / one).toFixed(1)} times as long`);
    expect(all).toBeGreaterThan(one);
  });
});
