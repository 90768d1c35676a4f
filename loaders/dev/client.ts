/* Runs in every page of `npm run dev`: shows what is wrong above the page, and tells of cells that fail or have no value for long. */

import {watchCells, type Variable} from "../release/framework/lateCells.ts";
import {folders, previewFlag} from "../release/framework/names.ts";

/** What a cell that fails says, and its id: after what a cell shows is the mark of its place. Runs from its own text. */
function failing(shown: Element): {text: string; cell: string | null} {
  let next: Node | null = shown;
  while (next && next.nodeType !== Node.COMMENT_NODE) next = next.nextSibling;
  return {text: shown.textContent.slice(0, 500), cell: /^:(.+):$/.exec(next?.nodeValue ?? "")?.[1] ?? null};
}

function listen(
  errorClass: string,
  [client, watching, frame]: [string, string, string],
  {lateCells, toldBy}: {lateCells: (variables: Iterable<Variable>) => string[]; toldBy: typeof failing}
): void {
  const place = document.createElement("div");
  place.id = "handshake-faults";
  place.setAttribute("role", "alert");
  place.style.cssText =
    "position:fixed;inset:0 0 auto 0;z-index:1000;max-height:45vh;overflow:auto;font:14px/1.4 ui-monospace,monospace;white-space:pre-wrap;background:#7a1f1f;color:#fff;padding:.75rem 1rem;display:none";
  let broken = false;
  addEventListener("error", () => (broken = true), true);
  addEventListener("unhandledrejection", () => (broken = true));
  const page = location.pathname === "/" ? "/index" : decodeURI(location.pathname).replace(/\.html$/, "");
  // what this loading of the page tells is of no use to the next
  const id = `${Date.now()}-${Math.random()}`;
  const source = new EventSource(`/_handshake?page=${encodeURIComponent(page)}&id=${id}&frame=${frame}`);
  source.addEventListener("faults", ({data}: MessageEvent<string>) => {
    const faults = JSON.parse(data) as {where: string; text: string}[];
    place.textContent = faults.map(({text}) => text).join("\n\n");
    place.style.display = faults.length ? "block" : "none";
    if (!place.isConnected) document.body.append(place);
    if (!faults.length && broken) location.reload();
  });
  source.addEventListener("reload", () => location.reload());
  // a page that is being left stops loading its modules, and its cells say that this failed
  let leaving = false;
  for (const event of ["beforeunload", "pagehide"]) addEventListener(event, () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));
  let told = "";
  let waiting: string[] = [];
  const look = () => {
    const errors = [...document.querySelectorAll(`main .${errorClass}`)].slice(0, 10).map(toldBy);
    const text = JSON.stringify({page, id, errors, waiting});
    if (text === told || leaving || source.readyState !== EventSource.OPEN) return;
    told = text;
    void fetch("/_handshake", {method: "POST", body: text});
  };
  // a server that was started again has other modules
  let lost = false;
  source.addEventListener("error", () => (lost = true));
  source.addEventListener("open", () => {
    if (lost) location.reload();
    look();
  });
  addEventListener("load", () => {
    look();
    new MutationObserver(look).observe(document.querySelector("main") ?? document.body, {childList: true, subtree: true});
    void import(client).then(({define}: {define: (cell: object) => void}) =>
      define({
        id: watching,
        inputs: ["@variable"],
        body({_module: {_runtime: runtime}}: Variable & {_module: {_runtime: {_variables: Set<Variable>}}}) {
          setInterval(() => {
            waiting = lateCells(runtime._variables);
            look();
          }, 1000);
        }
      })
    );
  });
}

/**
 * Framework begins another database for every table of the open page that an edit changes, which takes longer than all else that the edit
 * waits for, and ends none. Told of what is new alone, it writes that to the one that there is (duckdbInBrowser.ts). What it is told next
 * waits until that is there, so that the last edit is what shows; after a table that could not be written, a database is begun as before.
 */
function tablesKept(Plain: typeof WebSocket, duckdb: string): typeof WebSocket {
  interface Told {
    tables?: {removed: string[]; added: {name: string; path: string}[]};
  }
  const allIn = async () => {
    const {getDefaultClient} = (await import(duckdb)) as {getDefaultClient: () => Promise<unknown>};
    return getDefaultClient().then(
      () => true,
      () => false
    );
  };
  const inPlace = async (message: Told): Promise<Told> => {
    const {removed, added} = message.tables ?? {removed: [], added: []};
    if (!added.length) return message;
    const changed = added.filter(({path}) => path.endsWith(".arrow")).map(({name}) => name);
    if (!(await allIn())) return {...message, tables: {removed: [...new Set([...removed, ...changed])], added}};
    return changed.length === added.length && removed.every((name) => changed.includes(name))
      ? {...message, tables: {removed: [], added}}
      : message;
  };
  return class extends Plain {
    #before: Promise<unknown> = Promise.resolve();
    override set onmessage(handle: (event: MessageEvent<string>) => unknown) {
      super.onmessage = ({data}: MessageEvent<string>) => {
        this.#before = this.#before
          .then(async () => handle(new MessageEvent("message", {data: JSON.stringify(await inPlace(JSON.parse(data) as Told))})))
          .catch((error: unknown) => console.error(error));
      };
    }
  };
}

const watching = "00000000";

/** The place of a cell that watches the others, since Framework gives out its runtime to cells alone; it shows nothing. */
export const wayIn = `<!--:${watching}:-->`;

/** Milliseconds that a cell may take before it is told of. */
export const patience = 30_000;

/**
 * The same as a script.
 * @param errorClass the class of a box that says what is wrong with a cell
 * @param frame tells what is around the page that gets it
 */
export const clientCode = (errorClass: string, frame: string): string => {
  const duckdb = JSON.stringify(`/${folders.framework}/stdlib/duckdb.js`);
  const tables = `Object.assign(window, {${previewFlag}: true, WebSocket: (${tablesKept.toString()})(WebSocket, ${duckdb})})`;
  const given = [errorClass, [`/${folders.framework}/client.js`, watching, frame]].map((value) => JSON.stringify(value));
  return `{const __name = (f) => f;${tables};(${listen.toString()})(${given.join(", ")}, {lateCells: (${watchCells.toString()})(${patience}), toldBy: ${failing.toString()}})}`;
};
