import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {fileURLToPath} from "node:url";
import {JSDOM} from "jsdom";
import {readStylesLate} from "./lazyStyle.ts";

/** How wide a place is told that it is: a picture beside words on a wide page. */
const placeWidth = 640;

/** The clock and the dice of cells at build time, so that two builds are the same. */
export interface Fixed {
  /** YYYY-MM-DD */
  asOf: string;
}

const global = globalThis as unknown as Record<string, unknown>;
const underWay = new Set<unknown>();
const realTimeout = globalThis.setTimeout;

/** What cells have begun outside the runtime. */
export const begun = (): Promise<unknown>[] => {
  const list = [...underWay] as Promise<unknown>[];
  underWay.clear();
  return list;
};

/**
 * Makes this process look enough like a browser for Framework's own client, Plot, htl and Inputs: they run unchanged. jsdom, because
 * Framework brings it already and all of them are known to draw in it. Not made: layout, canvas, workers, network.
 * @param site the folder whose files `fetch` gives out, and no other
 */
export function becomeBrowser(site: string, {asOf}: Fixed): void {
  readStylesLate();
  const {window} = new JSDOM('<!doctype html><html><head></head><body><main class="observablehq"></main></body></html>');
  const shared = new Set(["Event", "CustomEvent", "EventTarget", "document"]);
  for (const name of Object.getOwnPropertyNames(window))
    if (shared.has(name) || (/^[A-Z]/.test(name) && !(name in globalThis)))
      set(name, (window as unknown as Record<string, unknown>)[name]);
  Object.defineProperty(window.document.querySelector("main")!, "clientWidth", {get: () => placeWidth});
  const fixed = new Date(`${asOf}T00:00:00Z`).getTime();
  set("Date", dateAt(fixed));
  const rest = {
    window: globalThis,
    self: globalThis,
    prerendering: true,
    navigator: {language: "en", userAgent: "handshake"},
    ResizeObserver: Resized,
    matchMedia: () => ({matches: false, addEventListener: noop, removeEventListener: noop}),
    getComputedStyle: () => ({colorScheme: "light", getPropertyValue: () => ""}),
    // the runtime asks for a frame in each round, so that frames are nothing to wait for
    requestAnimationFrame: (act: (now: number) => void) => realTimeout(() => act(fixed), 0),
    cancelAnimationFrame: clearTimeout,
    setTimeout: soon,
    addEventListener: noop,
    removeEventListener: noop,
    history: {replaceState: noop, pushState: noop},
    fetch: (url: unknown) => fromSite(site, url)
  };
  for (const [name, value] of Object.entries(rest)) set(name, value);
}

/** Whether the pictures of cells that run from here on are drawn, or only have their room (src/charts/chart.ts). */
export const drawPictures = (drawn: boolean): void => void set("prerendering", drawn || "frames");

/**
 * The address that cells see, the same dice for each page, and no title of their own yet.
 * @param metas what the page's head says, as HTML
 */
export function goTo(url: string, metas: string): void {
  set("location", Object.assign(new URL(url), {replace: noop, assign: noop, reload: noop}));
  let state = 1;
  // a generator after Lehmer, whose period is longer than any page
  Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  document.head.innerHTML = metas;
}

const noop = () => undefined;

const set = (name: string, value: unknown) =>
  Object.defineProperty(global, name, {value, configurable: true, writable: true, enumerable: true});

/** Date whose now is fixed. */
function dateAt(now: number): typeof Date {
  class FixedDate extends Date {
    constructor(...given: unknown[]) {
      super(...((given.length ? given : [now]) as [number]));
    }
    static override now = () => now;
  }
  return FixedDate as typeof Date;
}

/** Short waits end before a page is written; long ones are for readers who stay. */
function soon(act: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): unknown {
  if (ms > 100) return realTimeout(act, ms, ...given).unref();
  let timer: NodeJS.Timeout | undefined;
  underWay.add(
    new Promise<void>(
      (done) =>
        (timer = realTimeout(() => {
          act(...given);
          done();
        }, 0))
    )
  );
  return timer;
}

/** Calls once with a width, as a browser does when an element is laid out. */
class Resized {
  constructor(readonly callback: (entries: object[]) => unknown) {}
  observe(target: Element): void {
    const contentRect = {width: placeWidth, height: placeWidth * 0.6};
    underWay.add(Promise.resolve().then(() => this.callback([{target, contentRect}])));
  }
  unobserve = noop;
  disconnect = noop;
}

async function fromSite(site: string, url: unknown): Promise<Response> {
  // the reader of Parquet asks for its own code
  const [, code] = /^npm:(.+\.wasm)$/.exec(String(url)) ?? [];
  if (code) {
    const file = createRequire(import.meta.url).resolve(code);
    return new Response(await readFile(file), {headers: {"Content-Type": "application/wasm"}});
  }
  const file = String(url).startsWith("file:") ? fileURLToPath(String(url)) : "";
  if (!file.startsWith(`${site}/`))
    throw new Error(`a cell asked for ${String(url)}; while the site is built, cells read files of the site only`);
  return new Response(await readFile(file));
}
