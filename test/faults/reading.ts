import {setTimeout as sleep} from "node:timers/promises";
import {retain} from "../../loaders/release/keep.ts";
import {serve} from "../../loaders/serve/serve.ts";
import {pageWith, publishStandIn, swapOptions} from "../release/standIn.ts";

/** What a client found while releases were swapped under it. */
export interface Reading {
  loads: number;
  swaps: number;
  /** Pages and data files that were not there, or not whole. */
  missing: string[];
}

/** A page that was loaded: the data that it names, and the swap that it waits for. */
interface Tab {
  file: string;
  n: string;
  until: number;
}

/**
 * Loads a page and then the data file that it names, over and over, some at once and late by several swaps, while release after release is
 * put in and old ones are removed.
 */
export async function readWhileSwapping(site: string, {swaps, loads}: {swaps: number; loads: number}): Promise<Reading> {
  await publishStandIn(site, pageWith(0));
  const {url, close} = await serve({folder: site, port: 0});
  const result: Reading = {loads: 0, swaps: 0, missing: []};
  const look = async ({file, n}: Tab): Promise<void> => {
    const data = await get(url + file);
    if (data.status !== 200 || data.text !== `{"n": ${n}}\n`) result.missing.push(`${file} ${data.status} ${data.text}`);
  };
  const reader = async (): Promise<void> => {
    const open: Tab[] = [];
    while (result.loads < loads) {
      // every fifth tab stays open over three swaps before it asks for its data
      const late = ++result.loads % 5 === 0;
      const page = await get(url);
      const [, file = "", n = ""] = /src="(_file\/data\/figures\.0*(\d+)\.json)"/.exec(page.text) ?? [];
      if (page.status !== 200) result.missing.push(`page ${page.status} ${page.text}`);
      if (late) open.push({file, n, until: result.swaps + 3});
      else await look({file, n, until: 0});
      while (open[0] && open[0].until <= result.swaps) await look(open.shift()!);
    }
    for (const tab of open) await look(tab);
  };
  const swapper = async (): Promise<void> => {
    for (let n = 1; n <= swaps; n++) {
      while (result.loads < (n * loads) / (swaps + 1)) await sleep(1);
      const now = new Date(Date.UTC(2026, 6, 1, 0, n));
      await publishStandIn(site, pageWith(n), swapOptions(now.toISOString()));
      await retain(site, {count: 3, days: 90, now});
      result.swaps++;
    }
  };
  await Promise.all([swapper(), ...Array.from({length: 8}, reader)]);
  await close();
  return result;
}

async function get(url: string): Promise<{status: number; text: string}> {
  try {
    const answer = await fetch(url);
    return {status: answer.status, text: await answer.text()};
  } catch (error) {
    return {status: 0, text: String(error)};
  }
}
