import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {Page} from "playwright-core";
import {makeCompany} from "../../loaders/sample/company.ts";
import {write as writeDrops} from "../../loaders/sample/write.ts";
import {checkoutCopy, filesIn, openPreview} from "../dev/preview.ts";
import {median} from "./median.ts";
import {processCost} from "./processCost.ts";

const notebook = `---
title: Probe
---

\`\`\`sql id=[first]
select sum(revenue) as revenue, sum(score) as score from risk join trust using (partner_id)
\`\`\`

<p id="figures">\${first.revenue} \${first.score}</p>
`;

/** A line of a file, as it was and as the nth edit leaves it. */
interface Line {
  file: string;
  was: string;
  edited: (n: number) => string;
}

const trust: Line = {
  file: "loaders/metrics/trust/trust.sql",
  was: "    100 * opinions.mean as score",
  edited: (n) => `    100 * opinions.mean - ${n} as score`
};
const risk: Line = {
  file: "loaders/metrics/concentration/risk.sql",
  was: "members.counted as revenue",
  edited: (n) => `members.counted + ${1000 * n} as revenue`
};
// half of all metrics read it, and each edit gives values that none had before
const setting: Line = {file: "handshake.config.ts", was: "{company:", edited: (n) => `{window_days: ${365 - 10 * n}, company:`};

/** What is looked at while a line is edited, in this order: the first edit after the start is the first of the overview. */
const trials: [name: string, page: string, selector: string, line: Line][] = [
  ["a setting, on the overview", "", "main", setting],
  ["a setting, on the page of trust", "trust", "main", setting],
  ["a setting, in a notebook", "notebooks/probe", "#figures", setting],
  ["SQL of trust, on its page", "trust", "main", trust],
  ["SQL of trust, in a notebook", "notebooks/probe", "#figures", trust],
  ["SQL of risk, on the page of concentration", "concentration", "main", risk]
];

/**
 * Prints how long an edit takes to show on an open page of the sample under `npm run dev`, beside a first rebuild in the same run.
 * @param count the number of edits of each kind (5)
 */
export async function benchPreview([count = "5"]: string[]): Promise<void> {
  const root = checkoutCopy();
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-bench-"));
  try {
    writeDrops(makeCompany(), path.join(folder, "drops"));
    const {at, write, read} = filesIn(() => root);
    write(
      "handshake.config.ts",
      'import {defineSettings} from "./loaders/settings.ts";\n\nexport default defineSettings({company: "Probe"});\n'
    );
    write("src/notebooks/probe.md", notebook);
    const places = ["--drops", `${folder}/drops`, "--build", `${folder}/build`, "--site", `${folder}/site`];
    const {seconds: whole} = await processCost([process.execPath, at("loaders/handshake.mjs"), "rebuild", ...places], root);
    console.log(`${"a first rebuild, with the pages built".padEnd(48)}${whole.toFixed(2)} s`);
    const {dev, browser, page, look} = await openPreview(root, [
      "--import",
      "tsx",
      "loaders/dev.ts",
      "--drops",
      `${folder}/drops`
    ]);
    let edits = 0;
    for (const [name, address, selector, {file, was, edited}] of trials) {
      await look.open(address);
      // a person reads first
      await sleep(10_000);
      const text = read(file);
      const times: number[] = [];
      for (const last = edits + Number(count); edits < last;)
        times.push(await untilShown(page, selector, () => write(file, text.replace(was, edited(++edits)))));
      console.log(told(name, times, whole));
      write(file, text);
      await sleep(5000);
    }
    await browser.close();
    await dev.stop();
  } finally {
    for (const made of [root, folder]) rmSync(made, {recursive: true, force: true});
  }
}

const seen = (selector: string): string | null => document.querySelector(selector)?.textContent ?? null;

/** @returns seconds until the page shows something else; what is computed after that is waited for apart */
async function untilShown(page: Page, selector: string, save: () => void): Promise<number> {
  const before = await page.evaluate(seen, selector);
  const start = performance.now();
  save();
  await page.waitForFunction(
    ([at, was]) => {
      const now = document.querySelector(at)?.textContent;
      return now && now !== was && !document.querySelector(`${at} observablehq-loading`);
    },
    [selector, before] as const,
    {polling: 10, timeout: 60_000}
  );
  const seconds = (performance.now() - start) / 1000;
  await sleep(4000);
  return seconds;
}

function told(name: string, times: readonly number[], whole: number): string {
  const [first, usual, most] = [times[0]!, median(times), Math.max(...times)].map((s) => `${s.toFixed(2)} s`);
  const share = (100 * median(times)) / whole;
  return `${name.padEnd(48)}first ${first}, median ${usual}, longest ${most}: ${share.toFixed(0)}% of the rebuild`;
}
