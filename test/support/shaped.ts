import {createServer, type ServerResponse} from "node:http";
import {existsSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {gzipSync} from "node:zlib";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json"
};

export interface Shaped {
  url: string;
  /** What was sent since the last look, compressed: address and bytes. */
  sent: () => [address: string, bytes: number][];
  close: () => Promise<void>;
}

/**
 * Serves a folder compressed, as a static host would, on a line of so many bits a second that all answers share.
 * @param rate bits a second; Infinity for no limit
 */
export async function serveShaped(folder: string, rate = Infinity): Promise<Shaped> {
  const line = lineOf(rate);
  const packed = new Map<string, Buffer>();
  let log: [string, number][] = [];
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url ?? "/", "http://site");
    const file = fileOf(folder, decodeURIComponent(pathname));
    if (!file) return void response.writeHead(404).end();
    const body = packed.get(file) ?? gzipSync(readFileSync(file), {level: 6});
    packed.set(file, body);
    log.push([pathname, body.length]);
    response.writeHead(200, {
      "content-type": types[path.extname(file)] ?? "application/octet-stream",
      "content-encoding": "gzip",
      "cache-control": "no-store"
    });
    void line(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as {port: number};
  return {
    url: `http://127.0.0.1:${port}/`,
    sent: () => {
      const all = log;
      log = [];
      return all;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

function fileOf(folder: string, address: string): string | undefined {
  const target = path.join(folder, address);
  return [target, `${target}.html`, path.join(target, "index.html")].find((f) => existsSync(f) && statSync(f).isFile());
}

/** Sends in pieces of 4 kB, one at a time over the whole line, the waiting answers in turns. */
function lineOf(rate: number): (response: ServerResponse, body: Buffer) => Promise<void> {
  const piece = 4096;
  let free = Promise.resolve();
  return async (response, body) => {
    if (rate === Infinity) return void response.end(body);
    for (let at = 0; at < body.length && !response.destroyed; at += piece) {
      const part = body.subarray(at, at + piece);
      const mine = free.then(() => sleep((part.length * 8000) / rate));
      free = mine;
      await mine;
      response.write(part);
    }
    response.end();
  };
}
