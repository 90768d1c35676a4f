import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openBrowser} from "../support/browser.ts";
import {root} from "../support/pipeline.ts";
import {serveShaped} from "../support/shaped.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let folder: string;
let empty: string;
beforeAll(async () => {
  empty = mkdtempSync(path.join(tmpdir(), "handshake-empty-"));
  buildEmptyPage(empty);
  [browser, folder] = await Promise.all([openBrowser(), siteOfSample()]);
});
afterAll(async () => {
  await browser.close();
  rmSync(empty, {recursive: true});
});

/** A page with nothing but a title, as Framework itself builds it. */
function buildEmptyPage(project: string): void {
  mkdirSync(path.join(project, "src"));
  writeFileSync(path.join(project, "src/index.md"), "# Hello\n");
  writeFileSync(
    path.join(project, "observablehq.config.js"),
    'export default {root: "src", globalStylesheets: [], pages: [], duckdb: {extensions: {}}};\n'
  );
  writeFileSync(path.join(project, "package.json"), '{"type": "module"}');
  symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
  const command = path.join(root, "node_modules/@observablehq/framework/dist/bin/observable.js");
  execFileSync(process.execPath, [command, "build"], {
    cwd: project,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1"},
    stdio: "pipe"
  });
}

interface Painted {
  /** The largest paint, and the first frame that has a picture of some size: milliseconds since the navigation. */
  largest: number;
  picture: number | null;
  shift: number;
}

declare global {
  interface Window {
    painted: Painted;
  }
}

/** Notes paints and shifts from the start of a page on. */
function observe(): void {
  const painted: Painted = (window.painted = {largest: 0, picture: null, shift: 0});
  const watch = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({type, buffered: true});
  watch("largest-contentful-paint", (entry) => (painted.largest = entry.startTime));
  watch("layout-shift", (entry) => (painted.shift += (entry as PerformanceEntry & {value: number}).value));
  const look = (now: number) => {
    const pictures = [...document.querySelectorAll("main svg[role=img]")];
    const shown = (svg: Element) => svg.checkVisibility({contentVisibilityAuto: true}) && svg.getBoundingClientRect().height > 50;
    if (pictures.some(shown)) painted.picture = now;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A new window of a whole Chromium loads parts of its own first; they would count as the page's. */
async function untilIdle(): Promise<void> {
  const tools = await browser.newBrowserCDPSession();
  const used = async () =>
    (await tools.send("SystemInfo.getProcessInfo")).processInfo.reduce((seconds, {cpuTime}) => seconds + cpuTime, 0);
  for (let before = -Infinity, now = await used(); now - before > 0.01; [before, now] = [now, await used()]) await sleep(100);
  await tools.detach();
}

async function paints(url: string, slow: boolean): Promise<Painted> {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  const page = await context.newPage();
  await page.addInitScript(observe);
  await untilIdle();
  if (slow) {
    const tools = await context.newCDPSession(page);
    await tools.send("Emulation.setCPUThrottlingRate", {rate: 4});
  }
  await page.goto(url, {waitUntil: "networkidle"});
  await page.waitForFunction(() => window.painted.largest > 0);
  const painted = await page.evaluate(() => window.painted);
  await context.close();
  return painted;
}

/**
 * Frames are 16 ms apart, so one load's paint is only known to within a few of them; the mean of many is known better,
 * and that of their middle half best, as the machine's other work holds up single loads for long.
 */
function middleMean(values: number[]): number {
  const cut = Math.floor(values.length / 4);
  const middle = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

describe("the overview", () => {
  test("takes at most 200 kB over the wire, everything together", async () => {
    const site = await serveShaped(folder);
    await paints(site.url, false);
    const sent = site.sent();
    await site.close();
    expect(sent.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(200_000);
    expect(sent.map(([address]) => address).filter((a) => /plot|d3/.test(a))).toEqual([]);
  });

  test.each([
    {name: "on a fast line", rate: Infinity, slow: false, loads: 30},
    {name: "with a quarter of the processor and 1.6 Mbit/s", rate: 1.6e6, slow: true, loads: 7}
  ])(
    "$name shows its largest paint and its first picture within twice an empty page's largest paint",
    async ({rate, slow, loads}) => {
      const [site, plain] = await Promise.all([serveShaped(folder, rate), serveShaped(path.join(empty, "dist"), rate)]);
      const [ours, theirs]: [Painted[], Painted[]] = [[], []];
      for (let i = 0; i < loads; i++) {
        theirs.push(await paints(plain.url, slow));
        ours.push(await paints(site.url, slow));
      }
      await Promise.all([site.close(), plain.close()]);
      const bound = 2 * middleMean(theirs.map((p) => p.largest));
      console.log(
        `largest paints, empty page: ${theirs.map((p) => p.largest).join(" ")}; overview: ${ours.map((p) => p.largest).join(" ")} ms`
      );
      expect(bound).toBeGreaterThan(0);
      expect(middleMean(ours.map((p) => p.largest))).toBeLessThanOrEqual(bound);
      expect(middleMean(ours.map((p) => p.picture ?? Infinity))).toBeLessThanOrEqual(bound);
      expect(Math.max(...ours.map((p) => p.shift))).toBeLessThanOrEqual(0.05);
    }
  );
});
