import {createHash} from "node:crypto";
import {EventEmitter} from "node:events";
import {existsSync, readFileSync} from "node:fs";
import type {IncomingMessage, ServerResponse} from "node:http";
import path from "node:path";
import {errorPlace, told} from "../placed.ts";
import {useOwnWords} from "../project/words.ts";
import {equipPages} from "../release/framework/equip.ts";
import {errorClass} from "../release/framework/names.ts";
import {servePages} from "../release/framework/serve.ts";
import {cellLine} from "../release/framework/syntaxPlaces.ts";
import {firstLines, type CellNode} from "../release/framework/pagePackages.ts";
import {sourceName} from "../release/sources.ts";
import {cellFaults, type Told} from "./cellFaults.ts";
import {clientCode, patience, wayIn} from "./client.ts";
import {gonePages} from "./goneFiles.ts";
import type {Fault, FromPages, ToPages} from "./messages.ts";

/* The process of `npm run dev` that serves pages: Framework's preview of a copy of src/, with a channel for what is wrong. */

const {hostname, port} = JSON.parse(process.argv[2]!) as {hostname: string; port?: number};
const tell = (message: FromPages) => process.send?.(message);
const real = console.error;
const known = new Map<string, Fault[]>();
const events = new EventEmitter().setMaxListeners(0);
let faults: Fault[] = [];

/** What is wrong with one page, or nothing any more. */
function note(from: string, found: Fault[]): void {
  if (!found.length && !known.has(from)) return;
  if (JSON.stringify(known.get(from)) === JSON.stringify(found)) return;
  if (found.length) known.set(from, found);
  else known.delete(from);
  tell({kind: "faults", from, faults: found});
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** An open page listens here; a browser sends what its cells throw, and which of them have no value. */
function channel(req: IncomingMessage, res: ServerResponse): void {
  if (req.method === "POST") {
    let body = "";
    req.on("data", (chunk: Buffer) => (body += chunk.toString().slice(0, 10_000)));
    req.on("end", () => {
      const {page, id, ...told} = JSON.parse(body) as {page: string; id: string} & Told;
      cells.told(page, id, told);
      res.writeHead(204).end();
    });
    return;
  }
  res.writeHead(200, {"Content-Type": "text/event-stream", "Cache-Control": "no-store"});
  const send = (event: string, data: unknown) => res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const asked = new URL(req.url ?? "", "http://localhost").searchParams;
  const [page, id] = [asked.get("page") ?? "", asked.get("id") ?? ""];
  cells.opened(page, id);
  tellOpen();
  send("faults", faults);
  // what changed while it was being loaded
  if (asked.get("frame") !== hashOf(frameNow())) send("reload", null);
  const onFaults = () => send("faults", faults);
  const onReload = () => send("reload", null);
  const isThere = () => existsSync(`src${page}.md`);
  let there = isThere();
  const onEdited = () => {
    if (there !== (there = isThere())) onReload();
  };
  events.on("faults", onFaults).on("reload", onReload).on("edited", onEdited);
  req.on("close", () => {
    events.off("faults", onFaults).off("reload", onReload).off("edited", onEdited);
    cells.closed(page, id);
    tellOpen();
  });
}

const tellOpen = () => tell({kind: "open", pages: cells.open()});

const cellsOf = (page: string) => `cells of ${page}`;
let cellAt: (page: string, id: string) => CellNode | undefined = () => undefined;

const cells = cellFaults(
  (page, found) => note(cellsOf(page), found),
  (page) => {
    if (known.delete(cellsOf(page))) tell({kind: "closed", from: cellsOf(page)});
  },
  (page, id) => {
    const cell = cellAt(page, id);
    // one that waits to be seen has all the time
    if (!cell || cell.references.some(({name}) => name === "visibility")) return null;
    return `${sourceName(`${page}.md`)}: a cell has had no value for ${patience / 1000} s, so the page shows nothing in its place; it is ${cellPlace(page, cell)}\nCheck that what it waits for comes, or give it a value to begin with.`;
  },
  (page, id) => {
    const cell = cellAt(page, id);
    return cell ? `\n  in ${cellPlace(page, cell)}` : "";
  }
);

/** The line on which a cell begins, where it is known, and how. */
function cellPlace(page: string, {input}: CellNode): string {
  const [file, forAll] = [`src${page}.md`, `src${path.posix.dirname(page)}/[id].md`];
  const source = [file, forAll].find((name) => existsSync(name));
  const line = source === undefined ? null : cellLine(readFileSync(source, "utf8"), input);
  return `the cell that begins${line === null ? "" : ` on line ${line}`}\n    ${firstLines(input)}`;
}

/** What is around a page as it was when last looked at; the open pages are loaded again when it is another. */
let frame: string | undefined;
let catchUp: () => void = () => undefined;
let frameNow: () => string | undefined = () => undefined;
const hashOf = (text = frame ?? ""): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
function lookAtFrame(): void {
  const now = frameNow();
  if (now !== undefined && frame !== undefined && now !== frame) events.emit("reload");
  frame = now ?? frame;
}

async function start(): Promise<void> {
  const {siteConfig, aboutNow} = await import("../../observablehq.config.ts");
  useOwnWords();
  cellAt = equipPages("src", note);
  const config = () => {
    try {
      const site = siteConfig(aboutNow());
      note("menu", []);
      const head = (page: {path: string}) => `${site.head(page)}<script>${clientCode(errorClass, hashOf(frameNow()))}</script>`;
      return {...site, head, footer: `${site.footer}${wayIn}`};
    } catch (error) {
      note("menu", [{where: sourceName("notebooks"), text: messageOf(error)}]);
      return null;
    }
  };
  frameNow = () => {
    try {
      const {title, home, header, footer, pages, head} = siteConfig(aboutNow());
      return JSON.stringify({title, home, header, footer, pages, head: head({path: "/"})});
    } catch {
      return undefined;
    }
  };
  lookAtFrame();
  const served = await servePages({hostname, port, config, own: {"/_handshake": channel}});
  ({catchUp} = served);
  tell({kind: "listening", url: served.url});
}

process.on("message", (message: ToPages) => {
  if (message.kind === "faults") {
    faults = message.faults;
    events.emit("faults");
  } else {
    // told again where it is still so
    note("pages", []);
    for (const page of gonePages("src", [...known.keys()])) note(page, []);
    lookAtFrame();
    catchUp();
    events.emit("edited");
  }
});
globalThis.fetch = (input) =>
  Promise.reject(
    new Error(`${input instanceof Request ? input.url : String(input)} was asked for; the preview downloads nothing.`)
  );
// Framework tells of each request; what it tells of errors is told by file
console.log = console.info = console.warn = () => undefined;
/** An address that has no page shows that itself. */
const isNoPage = (error: unknown) => error instanceof Error && error.message.startsWith("Not found: ");
console.error = (error: unknown) => {
  if (error instanceof Error && !isNoPage(error)) note("pages", [{where: path.basename(process.cwd()), text: error.message}]);
};
process.on("unhandledRejection", (error) => {
  if (!isNoPage(error)) note("pages", [{where: "src", text: messageOf(error)}]);
});
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => undefined);
start().catch((error: unknown) => {
  const place = errorPlace(error, path.resolve(import.meta.dirname, "../.."));
  if (!place) real(error);
  tell({kind: "failed", message: place ? told(place) : messageOf(error)});
});
