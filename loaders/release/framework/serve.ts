import type {IncomingMessage, ServerResponse} from "node:http";
import {tellApart} from "./searchTitles.ts";
import type {PreviewConfig, PreviewServer, WebSocket} from "@observablehq/framework/dist/preview.js";

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** How pages are served while they are edited. */
export interface Serving {
  hostname: string;
  /** The first free one where it is not given. */
  port?: number | undefined;
  /** What the pages are built with, asked for at each request; null where it can't be made now, and the last one stays. */
  config: () => object | null;
  /** Answers at addresses of ours, which Framework is not asked. */
  own: Record<string, Answer>;
}

/** Pages that are served, until the process ends. */
export interface Served {
  /** The address of the first page. */
  url: string;
  /**
   * Loads those open pages again that don't show what the files say. Framework tells an open page of a change that it sees, and sees none
   * between reading a file and watching it: while a page is being opened, or while it takes up the change before.
   */
  catchUp: () => void;
}

/** Serves the pages of src/ as Framework's preview does. */
export async function servePages({hostname, port, config, own}: Serving): Promise<Served> {
  const {preview} = await import("@observablehq/framework/dist/preview.js");
  const {normalizeConfig} = await import("@observablehq/framework/dist/config.js");
  const served = await preview({hostname, ...(port === undefined ? {} : {port}), open: false, verbose: false});
  let last: PreviewConfig | undefined;
  served._readConfig = () => {
    const now = config();
    if (now) last = together(normalizeConfig(now) as PreviewConfig);
    return Promise.resolve(last!);
  };
  const {server} = served;
  const answers: Record<string, Answer> = {...own, "/_observablehq/minisearch.json": (_, res) => void search(served, res)};
  const [framework] = server.listeners("request") as Answer[];
  server.removeAllListeners("request");
  server.on("request", (req, res) => (answers[(req.url ?? "").replace(/\?.*/, "")] ?? framework!)(req, res));
  const address = server.address();
  const url = `http://${hostname}:${typeof address === "object" ? address?.port : address}/`;
  return {url, catchUp: openPages(served)};
}

/** Files that change at once take this long to come, one after another. */
const burst = 20;

/** Lets a page be read once for several files that change at once, where Framework reads it for each. */
function together(config: PreviewConfig): PreviewConfig {
  const {loaders} = config;
  const watchFiles = loaders.watchFiles.bind(loaders);
  loaders.watchFiles = (page, files, changed) => {
    let timer: NodeJS.Timeout | undefined;
    return watchFiles(page, files, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, burst);
    });
  };
  return config;
}

/** What a reader searches, as in a site that is built. */
async function search(served: PreviewServer, res: ServerResponse): Promise<void> {
  const {searchIndex} = await import("@observablehq/framework/dist/search.js");
  try {
    const index = JSON.parse(await searchIndex(await served._readConfig())) as object;
    res.writeHead(200, {"Content-Type": "application/json; charset=utf-8"}).end(JSON.stringify(tellApart(index)));
  } catch (error) {
    console.error(error);
    res.writeHead(500).end();
  }
}

/** So long Framework has to tell an open page itself. */
const patience = 1000;

/** Notes what each open page shows, by the hash that Framework gives it; the function given back compares it with the files. */
function openPages(served: PreviewServer): () => void {
  const open = new Map<WebSocket, {path: string; hash: string}>();
  served._socketServer.on("connection", (socket) => {
    socket.on("message", (data) => {
      const said = JSON.parse(String(data)) as {type: string; path: string; hash: string};
      if (said.type !== "hello") return;
      open.set(socket, {
        path: decodeURI(said.path)
          .replace(/\/$/, "/index")
          .replace(/\.html$/, ""),
        hash: said.hash
      });
      // what changed while Framework began to watch
      setTimeout(() => void lookAt(socket), patience);
    });
    socket.on("close", () => open.delete(socket));
    const send = socket.send.bind(socket);
    socket.send = (text: string) => {
      const told = JSON.parse(text) as {type: string; hash?: {current: string}};
      const page = open.get(socket);
      if (page && told.type === "update") page.hash = told.hash!.current;
      send(text);
    };
  });
  const lookAt = async (socket: WebSocket): Promise<void> => {
    const page = open.get(socket);
    if (!page || (await hashNow(served, page.path)) === page.hash) return;
    await new Promise((done) => setTimeout(done, patience));
    if (open.has(socket) && (await hashNow(served, page.path)) !== page.hash) socket.send(JSON.stringify({type: "reload"}));
  };
  // to look reads the whole page, which would delay what Framework tells it now
  return () => open.forEach((_, socket) => setTimeout(() => void lookAt(socket), patience));
}

/** The hash of a page as its files are now; undefined where there is no such page any more. */
async function hashNow(served: PreviewServer, path: string): Promise<string | undefined> {
  const {getResolvers} = await import("@observablehq/framework/dist/resolvers.js");
  const options = {...(await served._readConfig()), path};
  try {
    return (await getResolvers(await options.loaders.loadPage(path, options), options)).hash;
  } catch {
    return undefined;
  }
}
