import {createHash} from "node:crypto";
import {spawnSync} from "node:child_process";
import {existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync} from "node:fs";
import path from "node:path";
import getPort from "get-port";
import type {Browser, Page} from "playwright-core";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {removeFolder} from "../support/pipeline.ts";
import {checkoutCopy, filesIn, openPreview, type Look, type Preview} from "./preview.ts";

/*
 * `npm run dev` of a copy of the project, with files that are saved, renamed and removed as editors and people do it, at unlucky moments.
 */

let root: string;
let dev: Preview;
let browser: Browser;
let page: Page;
let look: Look;

const {at, read, write} = filesIn(() => root);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** As programs save that empty a file before they write it. */
const saveInTwo = async (file: string, text: string) => {
  truncateSync(at(file));
  await pause(200);
  write(file, text);
};
/** As editors save that write a new file, and then give it the name of the old one. */
const saveByRename = (file: string, text: string) => {
  write(`${file}.tmp`, text);
  renameSync(at(`${file}.tmp`), at(file));
};
const start = (...flags: string[]) => ["--import", "tsx", "loaders/dev.ts", "--drops", "drops", ...flags];

/** Whether pages are told of a table. */
const isThere = (name: string) => read("data/dev/build/published/tables/catalogue.json").includes(`"${name}"`);

const risk = "loaders/metrics/concentration/risk.sql";
const plus = (n: number) => original.replace("members.counted as revenue", `members.counted + ${n} as revenue`);
let original: string;

const deals = (amount: number) =>
  "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\n" +
  [1, 2, 3].map((n) => `D${n},PA,C1,2026-01-1${n},2026-03-1${n},won,${amount},EUR\n`).join("");

const notebook = (title: string, more = "") => `---
title: ${title}
---

# ${title}

\`\`\`sql id=[first]
select revenue from risk where partner_id = 'PA'
\`\`\`

<p id="revenue">\${first.revenue}</p>

${more}
`;

const ownMetric = `-- question: How many months has a partner been with us?
-- definition: Always seven, for a test.
-- unit: months
-- direction: higher is better
-- source: in-house definition
-- settings: none
-- grain: one row per partner and day
-- key: as_of, partner_id
-- columns: months integer, months, count: months with us
select dates.as_of, partners.partner_id, cast(7 as integer) as months
from metrics.as_of_dates as dates, facts.partners as partners
`;

beforeAll(async () => {
  root = checkoutCopy();
  original = read(risk);
  write(
    "handshake.config.ts",
    'import {defineSettings} from "./loaders/settings.ts";\n\nexport default defineSettings({company: "Probe & Co", history_months: 2});\n'
  );
  write("drops/partners_2026-06-30.csv", "partner_id,name,joined_on\nPA,Ann,2024-01-01\nPB,Bea,2024-01-01\n");
  write("drops/deals_2026-06-30.csv", deals(1000));
  write("src/notebooks/probe.md", notebook("Probe"));
  ({dev, browser, page, look} = await openPreview(root, start()));
  await look.open("notebooks/probe");
  await look.shows("#revenue", "3000");
});
afterEach(({task}) => {
  if (task.result?.state === "fail") console.error(dev.printed());
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
  await removeFolder(root);
});
beforeEach(() => dev.forget());

/** The published files and those that pages read: when each was written, and what is in it. */
function files(): Map<string, {written: number; content: string}> {
  const found = ["data/dev/build/published", "data/dev/build/pages/src/data"].flatMap((folder) =>
    readdirSync(at(folder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
  );
  return new Map(
    found.map((file) => [
      path.relative(at("data/dev/build"), file),
      {written: statSync(file).mtimeMs, content: createHash("sha256").update(readFileSync(file)).digest("hex")}
    ])
  );
}

describe("npm run dev", () => {
  test("an edit of a metric writes the files that hold other figures now and no other, and a page without them is left alone", async () => {
    await look.open("trust");
    await look.shows("main h1", /can be rated/);
    await page.evaluate(() => Object.assign(window, {same: true}));
    const before = files();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    write(risk, plus(1));
    await dev.until(() => /risk.*computed again/.test(dev.printed()), "the metric is computed");
    await look.shows("main h1", /can be rated/);
    const after = files();
    const written = [...after.keys()].filter((name) => before.get(name)?.written !== after.get(name)!.written);
    const changed = [...after.keys()].filter((name) => before.get(name)?.content !== after.get(name)!.content);
    expect(written).toEqual(changed);
    for (const place of ["published", "pages/src/data"]) {
      expect(changed).toContain(`${place}/tables/risk.parquet`);
      expect(changed).not.toContain(`${place}/trust.json`);
    }
    expect(changed.length).toBeLessThan(after.size / 2);
    expect(await page.evaluate(() => "same" in window)).toBe(true);
    expect(asked.filter((url) => !url.includes("/_handshake"))).toEqual([]);
    page.removeAllListeners("request");
    write(risk, original);
    await look.open("notebooks/probe");
    await look.shows("#revenue", "3000");
  });

  test("a file that is emptied before it is written, or replaced by another, is taken up once, whole, and is no error meanwhile", async () => {
    await saveInTwo(risk, plus(1));
    await look.shows("#revenue", "3001");
    await saveInTwo("src/notebooks/probe.md", notebook("Probe", '<p id="more">two</p>'));
    await look.shows("#more", "two");
    saveByRename("src/notebooks/probe.md", notebook("Probe"));
    await look.gone("#more");
    rmSync(at(risk));
    await pause(200);
    write(risk, plus(2));
    await look.shows("#revenue", "3002");
    await saveInTwo("handshake.config.ts", read("handshake.config.ts").replace("Probe & Co", "Probe & Sons"));
    await look.shows("#observablehq-footer", "Probe & Sons");
    expect(dev.printed()).not.toContain("The pages keep what they have");
  });

  test("of saves that come while one before is computed the last one shows", async () => {
    for (const n of [3, 4, 5]) {
      saveByRename(risk, plus(n));
      await pause(80);
    }
    await look.shows("#revenue", "3005");
    await dev.until(() => /risk.*computed again/.test(dev.printed()), "it is computed");
    write(risk, original);
    await look.shows("#revenue", "3000");
  });

  test("a metric shows once it is there, under its new name once it is renamed, and under none once it is removed", async () => {
    const table = (name: string, suffix: string) => `data/dev/build/published/tables/${name}.${suffix}`;
    write("loaders/metrics/custom/tenure.sql", ownMetric);
    await dev.until(() => isThere("tenure"), "the new metric is published");
    renameSync(at("loaders/metrics/custom/tenure.sql"), at("loaders/metrics/custom/loyalty.sql"));
    await dev.until(() => isThere("loyalty") && !isThere("tenure"), "it has its new name alone");
    await dev.until(() => !existsSync(at(table("tenure", "parquet"))), "its old file is gone");
    rmSync(at("loaders/metrics/custom/loyalty.sql"));
    await dev.until(() => !isThere("loyalty"), "it is gone");
    expect(dev.printed()).not.toContain("The pages keep what they have");
  });

  test("a metric that others read and that is gone is told with the file that misses it, and the figures stay until it is back", async () => {
    renameSync(at("loaders/metrics/trust/trust.sql"), at("trust.sql"));
    await look.banner(/loaders\/metrics\/\w+\/\w+\.sql line \d+: .*Table with name trust does not exist/);
    await look.shows("#revenue", "3000");
    renameSync(at("trust.sql"), at("loaders/metrics/trust/trust.sql"));
    await look.noBanner();
  });

  test("an edit that shows before another metric fails on it is taken back from the open page, and saving again recovers", async () => {
    const months = "case when (select max(revenue) from metrics.risk) > 3005 then 'seven' else '7' end";
    write("loaders/metrics/custom/picky.sql", ownMetric.replace("cast(7 as integer)", `cast(${months} as integer)`));
    await dev.until(() => /^picky: computed again/m.test(dev.printed()), "the metric that will fail is there");
    write(risk, plus(7));
    await look.banner(/picky\.sql.*seven/s);
    await look.shows("#revenue", "3000");
    write(risk, plus(2));
    await look.noBanner();
    await look.shows("#revenue", "3002");
    write(risk, original);
    await look.shows("#revenue", "3000");
    rmSync(at("loaders/metrics/custom/picky.sql"));
    // what is printed comes after what is shown; an edit that the next one overtakes is told with that
    await dev.until(() => !isThere("picky"), "it is gone");
    for (let before; before !== dev.printed(); await pause(3000)) before = dev.printed();
  });

  test("a page that is renamed while it is open says so, and shows again once a page of its name is saved", async () => {
    renameSync(at("src/notebooks/probe.md"), at("src/notebooks/other.md"));
    await look.shows("main h1", "There is no page at this address");
    write("src/notebooks/probe.md", notebook("Probe"));
    await look.shows("#revenue", "3000");
    rmSync(at("src/notebooks/other.md"));
    await look.open("notebooks/other");
    await look.shows("main h1", "There is no page at this address");
    await look.open("notebooks/probe");
    await look.shows("#revenue", "3000");
    expect(dev.printed()).toBe("");
  });

  test("a component that is gone is told with the line that asks for it, and the figures stay until it is back or nothing asks", async () => {
    write("src/ui/probe.ts", "export const probe = (): string => `one`;\n");
    const asking = '```js\nimport {probe} from "../ui/probe.js";\n```\n\n<p id="drawn">${probe()}</p>\n';
    write("src/notebooks/probe.md", notebook("Probe", asking));
    await look.shows("#drawn", "one");
    renameSync(at("src/ui/probe.ts"), at("src/ui/probed.ts"));
    await look.banner(
      /src\/ui\/probe\.ts is gone, and src\/notebooks\/probe\.md line \d+ asks for it:\s+import \{probe\} from "\.\.\/ui\/probe\.js";/
    );
    await look.shows("#drawn", "one");
    await look.shows("#revenue", "3000");
    write("src/notebooks/probe.md", notebook("Probe", asking.replace("../ui/probe.js", "../ui/probed.js")));
    await look.noBanner();
    await look.shows("#drawn", "one");
    write("src/notebooks/probe.md", notebook("Probe"));
    await look.gone("#drawn");
  });

  test("a replaced export shows; of one that is removed it says that what was received stays", async () => {
    saveByRename("drops/deals_2026-07-31.csv", deals(2000));
    await look.shows("#revenue", "6000");
    await saveInTwo("drops/deals_2026-07-31.csv", deals(2500));
    await look.shows("#revenue", "7500");
    rmSync(at("drops/deals_2026-07-31.csv"));
    await dev.until(() => /deals_2026-07-31\.csv is gone .*delete data\/dev\/build/.test(dev.printed()), "it says what stays");
    await dev.until(() => dev.printed().match(/All tables/g)?.length === 3, "it is taken up");
    await look.shows("#revenue", "7500");
  });

  test("a second one in the same folder is refused and told where the first is; so is one in a folder that a rebuild has filled", async () => {
    const port = await getPort();
    const run = (...flags: string[]) =>
      spawnSync(process.execPath, start("--port", String(port), ...flags), {cwd: root, encoding: "utf8", timeout: 120_000});
    const second = run();
    expect([second.status, second.stderr]).toEqual([75, expect.stringMatching(/Another preview is at work in .*data\/dev\/build \(process \d+, since /)]); // prettier-ignore
    write("data/build/build.json", "{}");
    const third = run("--build", "data/build");
    expect([third.status, third.stderr]).toEqual([64, expect.stringMatching(/data\/build belongs to a rebuild/)]);
    expect(readdirSync(at("data/build"))).toEqual(["build.json"]);
    await look.shows("#revenue", "7500");
  });
});
