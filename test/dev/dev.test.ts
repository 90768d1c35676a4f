import {mkdirSync} from "node:fs";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {removeFolder} from "../support/pipeline.ts";
import {checkoutCopy, filesIn, openPreview, type Look, type Preview} from "./preview.ts";

/*
 * `npm run dev` of a copy of the project, with a handful of records: each test edits one file as a person does, and looks at the page that
 * is open.
 */

let root: string;
let dev: Preview;
let browser: Browser;
let page: Page;
let look: Look;

const {at, read, write, edit} = filesIn(() => root);

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
  root = checkoutCopy();
  write(
    "handshake.config.ts",
    'import {defineSettings} from "./loaders/settings.ts";\n\nexport default defineSettings({company: "Probe & Co", history_months: 2});\n'
  );
  mkdirSync(at("src", "notebooks"), {recursive: true});
  write("drops/partners_2026-06-30.csv", "partner_id,name,joined_on\nPA,Ann,2024-01-01\nPB,Bea,2024-01-01\n");
  write("drops/deals_2026-06-30.csv", deals(1000));
  write("src/notebooks/probe.md", notebook);
  ({dev, browser, page, look} = await openPreview(root, ["--import", "tsx", "loaders/dev.ts", "--drops", "drops"]));
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
  await removeFolder(root);
});
beforeEach(() => dev.forget());

const open = (name: string) => look.open(name);
const shows = (selector: string, text: string | RegExp) => look.shows(selector, text);
const banner = (text: RegExp) => look.banner(text);
const noBanner = () => look.noBanner();
const until = (holds: () => boolean, what: string) => dev.until(holds, what);

describe("npm run dev", () => {
  test("works in data/dev, and says when the tables are ready", async () => {
    await open("notebooks/probe");
    await shows("#revenue", "3000");
    expect(read("data/dev/build/published/overview.json")).toContain("Probe & Co");
    expect(() => read("data/build/report.json")).toThrow();
  });

  test("has the guide for analysts in its menu", async () => {
    await open("notebooks/probe");
    await page.locator("#observablehq-sidebar").getByText("Guide for analysts").click();
    await shows("h2", "How a figure travels");
    await shows("pre", "npx handshake new notebook renewals");
    await noBanner();
    await open("notebooks/probe");
  });

  test("an edited metric is computed again with those that read it, and the open page shows it without being loaded again", async () => {
    await page.evaluate(() => Object.assign(window, {same: true}));
    edit("loaders/metrics/concentration/risk.sql", "members.counted as revenue", "members.counted + 7 as revenue");
    await shows("#revenue", "3007");
    expect(await page.evaluate(() => "same" in window)).toBe(true);
    await until(() => /risk, .*computed again in/.test(dev.printed()), "the terminal names what was computed");
    expect(dev.printed()).not.toMatch(/\btrust\b/);
  });

  test("a changed table takes its place in the database of the page, and none is begun", async () => {
    const begun: string[] = [];
    page.on("worker", (worker) => void begun.push(worker.url()));
    await open("notebooks/probe");
    await shows("#revenue", "3007");
    expect(begun).toHaveLength(1);
    for (const [from, to] of [
      [7, 8],
      [8, 7]
    ] as const) {
      edit(
        "loaders/metrics/concentration/risk.sql",
        `members.counted + ${from} as revenue`,
        `members.counted + ${to} as revenue`
      );
      await shows("#revenue", `300${to}`);
    }
    expect(begun).toHaveLength(1);
  });

  test("an error in a metric's SQL is told with file and line on page and terminal, the figures stay, and saving again recovers", async () => {
    edit("loaders/metrics/concentration/risk.sql", "members.counted + 7 as revenue", "members.countedd as revenue");
    await banner(/risk\.sql.*line \d+.*countedd/s);
    await until(() => /risk\.sql.*line \d+.*countedd/s.test(dev.printed()), "the terminal says it too");
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

  test("the log of Framework buries nothing: of pages that are opened, and one that there is not, the terminal has no word", async () => {
    for (const name of ["trust", "index", "notebooks/probe"]) await open(name);
    await fetch(`${dev.url}notebooks/none`);
    await fetch(`${dev.url}_file/none.json`);
    write("src/notebooks/probe.md", `${notebook}\n\`\`\`js\nimport x from "npm:left-pad";\n\`\`\`\n`);
    await banner(/left-pad is not installed/);
    expect(dev.printed().trim()).toMatch(
      /^src\/notebooks\/probe\.md: the package left-pad [^]*npm install left-pad[^\n]*\nThe pages keep what they have; correct it and save again\.$/
    );
    dev.forget();
    write("src/notebooks/probe.md", notebook);
    await noBanner();
    await until(() => dev.printed() !== "", "the terminal says that it is corrected");
    expect(dev.printed().trim()).toBe("src/notebooks/probe.md: corrected.");
  });

  test("a missing picture, component or exported name is told with page and remedy, and saving again recovers", async () => {
    const holding = (text: string) => write("src/notebooks/probe.md", `${notebook}\n${text}\n`);
    await open("notebooks/probe");
    holding("![Goals](missing.png)");
    await banner(/src\/notebooks\/probe\.md: shows missing\.png, and there is no such file.*line \d+.*Put the file there/s);
    await shows("#revenue", /\d{4}/);
    holding('```js\nimport {none} from "../components/none.js";\n```');
    await banner(
      /src\/notebooks\/probe\.md: imports \.\.\/components\/none\.js.*cell that begins.*import \{none\}.*correct the path/s
    );
    holding('```js\nimport {none} from "../charts/spark.js";\n```');
    await banner(/src\/notebooks\/probe\.md: imports none, which src\/charts\/spark\.ts does not export.*Correct the name/s);
    await shows("#revenue", /\d{4}/);
    holding('<p id="more">whole</p>');
    await noBanner();
    await shows("#more", "whole");
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
    // another page has nothing to do with it
    await open("trust");
    await page.locator("#handshake-faults").waitFor({state: "attached"});
    await noBanner();
    await open("notebooks/probe");
    await banner(/a cell fails: .*no luck/);
    write("src/ui/probe.ts", "export const probe = () => `three`;\n");
    await shows("#probe", "three");
    await noBanner();
  });

  test("a cell that never has a value is told after some seconds with page and cell, and saving again recovers", async () => {
    await open("notebooks/probe");
    write(
      "src/notebooks/probe.md",
      `${notebook}\n\`\`\`js\nconst late = await new Promise(() => {});\n\`\`\`\n\n<p id="late">\${late}</p>\n`
    );
    await banner(
      /src\/notebooks\/probe\.md: a cell has had no value for 30 s.*cell that begins on line \d+\s+const late = await new Promise.*Check that what it waits for comes/s
    );
    expect((await page.locator("#handshake-faults").innerText()).match(/no value/g)).toHaveLength(1);
    await until(() => /a cell has had no value for 30 s/.test(dev.printed()), "the terminal says it too");
    await shows("#revenue", /\d{4}/);
    write("src/notebooks/probe.md", `${notebook}\n<p id="more">in time</p>\n`);
    await noBanner();
    await shows("#more", "in time");
  });

  test("an edited sentence shows", async () => {
    await open("trust");
    const before = await page.locator("main h1").innerText();
    edit("src/copy/trust.ts", "partners can be rated`", "partners can be rated so far`");
    edit("src/copy/trust.ts", "at risk`;\n}", "at risk so far`;\n}");
    await shows("main h1", new RegExp(`^${before} so far$`));
    edit("src/copy/trust.ts", "partners can be rated so far`", "partners can be rated`");
    edit("src/copy/trust.ts", "at risk so far`;\n}", "at risk`;\n}");
    await shows("main h1", new RegExp(`^${before}$`));
  });

  test("a whole run takes a multiple of what an edit takes", async () => {
    // what was edited before is taken up by the time that this is
    edit("handshake.config.ts", "history_months: 2", "history_months: 2, early_win_days: 80");
    await until(() => /onboarding_speed.*computed again in/.test(dev.printed()), "all edits of before are taken up");
    edit("handshake.config.ts", ", early_win_days: 80", "");
    dev.forget();
    await until(() => /onboarding_speed.*computed again in/.test(dev.printed()), "the setting is as it was");
    dev.forget();
    edit("loaders/metrics/concentration/risk.sql", "members.counted as revenue", "members.counted + 0 as revenue");
    await until(() => /risk.* in ([\d.]+) s/.test(dev.printed()), "the edit is computed");
    const metric = dev.seconds(/risk.* in ([\d.]+) s/);
    dev.forget();
    edit("handshake.config.ts", "history_months: 2", "history_months: 2, early_win_days: 90");
    await until(() => /computed again in ([\d.]+) s/.test(dev.printed()), "the setting is computed");
    const setting = dev.seconds(/computed again in ([\d.]+) s/);
    dev.forget();
    write("drops/deals_2026-08-31.csv", deals(3000));
    await until(() => /All tables: computed again in ([\d.]+) s/.test(dev.printed()), "everything is computed");
    const all = dev.seconds(/All tables: computed again in ([\d.]+) s/);
    const times = (one: number) => `${one} s, ${(all / one).toFixed(1)} times as long is a whole run (${all} s)`;
    console.log(`an edit of risk.sql takes ${times(metric)}; one of a setting ${times(setting)}`);
    expect(all).toBeGreaterThan(metric);
    expect(all).toBeGreaterThan(setting);
  });
});
