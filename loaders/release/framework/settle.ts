import {setTimeout as sleep} from "node:timers/promises";
import {begun} from "./browser.ts";
import type {Client} from "./frameworkClient.ts";

/** Milliseconds; cells that have no value by then wait for a reader. */
export const patience = 20_000;
const wait = waitOnce(patience);

/** Until no cell computes and nothing that a cell began is under way; a cell that never ends (now) has a few rounds. */
export async function settle({runtime}: Client): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await runtime._compute();
    await wait([...runtime._variables].map((v) => v._promise));
    const others = begun();
    await Promise.allSettled(others);
    if (!runtime._updates.size && !runtime._dirty.size && !runtime._computing && !others.length && round > 0) return;
  }
}

/** Waits until all of these have come, at most ms milliseconds; one that did not come by then is never waited for again. */
export function waitOnce(ms: number): (pending: readonly Promise<unknown>[]) => Promise<void> {
  const late = new WeakSet<Promise<unknown>>();
  return async (pending) => {
    const open = new Set(pending.filter((promise) => !late.has(promise)));
    const end = new AbortController();
    const all = [...open].map((promise) =>
      promise.then(
        () => open.delete(promise),
        () => open.delete(promise)
      )
    );
    await Promise.race([Promise.all(all), sleep(ms, undefined, {signal: end.signal}).catch(() => undefined)]);
    end.abort();
    for (const promise of open) late.add(promise);
  };
}
