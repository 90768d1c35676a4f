import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import {readFileSync, statSync} from "node:fs";
import path from "node:path";
import getPort, {portNumbers} from "get-port";
import sirv from "sirv";
import {HandshakeError} from "./errors.ts";

export interface Serving {
  /** Where the site is, such as http://127.0.0.1:3000/ */
  url: string;
  close: () => Promise<void>;
}

const loopback = ["127.0.0.1", "::1", "localhost"];
const spare = 100;

/**
 * Serves a built site to this machine only, with clean addresses (/partner is partner.html).
 * Files are read at each request, so a site that is swapped in shows at the next reload.
 * @param options.port the first port to try; one of the next 100 if it is taken, any free one for 0
 * @throws HandshakeError (66) if the folder is no built site, (78) if the host is not this machine.
 */
export async function serve(options: {folder: string; host?: string; port?: number}): Promise<Serving> {
  const {folder, host = "127.0.0.1", port = 3000} = options;
  if (!loopback.includes(host))
    throw new HandshakeError(
      `The site is served to this machine only, not on ${host}. Use ${loopback.join(", ")}, or copy ${folder} to a web server.`,
      {
        exitCode: 78
      }
    );
  if (!isFile(path.join(folder, "index.html")))
    throw new HandshakeError(`There is no site in ${folder}: index.html is missing. Run "npx handshake rebuild" first.`, {
      exitCode: 66
    });
  const server = createServer(handler(folder));
  await listen(server, host, await freePort(host, port));
  return {url: addressOf(server, host), close: () => close(server)};
}

function handler(folder: string): (req: IncomingMessage, res: ServerResponse) => void {
  const files = sirv(folder, {dev: true, etag: true, onNoMatch: (_, res) => notFound(folder, res)});
  return (req, res) => {
    // A page elsewhere that has its own name resolve to 127.0.0.1 must not be able to read the site through the browser.
    if (!isLoopbackName(req.headers.host)) return refuse(res, 421, "This site answers to localhost only.");
    if (req.method !== "GET" && req.method !== "HEAD") return refuse(res, 405, "Only GET and HEAD.");
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("X-Frame-Options", "DENY");
    res.setHeader("Referrer-Policy", "no-referrer");
    files(req, res);
  };
}

const isLoopbackName = (host = ""): boolean => loopback.includes(host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"));

function refuse(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, {"Content-Type": "text/plain; charset=utf-8"}).end(`${message}\n`);
}

function notFound(folder: string, res: ServerResponse): void {
  const page = path.join(folder, "404.html");
  if (!isFile(page)) return refuse(res, 404, "There is no such page.");
  res.writeHead(404, {"Content-Type": "text/html; charset=utf-8"}).end(readFileSync(page));
}

const isFile = (file: string): boolean => statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;

async function freePort(host: string, port: number): Promise<number> {
  if (port === 0) return 0;
  return getPort({host, port: portNumbers(port, Math.min(port + spare, 65535))});
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new HandshakeError(`No address to serve on: ${String(address)}`);
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
