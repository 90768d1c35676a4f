import {createHash, timingSafeEqual} from "node:crypto";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import {readFileSync, statSync} from "node:fs";
import path from "node:path";
import getPort, {portNumbers} from "get-port";
import sirv from "sirv";
import {HandshakeError} from "./errors.ts";
import {servedFolder} from "./release/layout.ts";

export interface Serving {
  /** Where the site is, such as http://127.0.0.1:3000/ */
  url: string;
  close: () => Promise<void>;
}

const loopback = ["127.0.0.1", "::1", "localhost"];
const spare = 100;
const shortest = 8;

export interface ServeOptions {
  /** A folder of releases, of which the current one is served, or a built site itself. */
  folder: string;
  host?: string;
  /** The first port to try; one of the next 100 if it is taken, any free one for 0. */
  port?: number;
  /** Asked of every reader; without one the site is served to this machine only. */
  password?: string | undefined;
}

/**
 * Serves a built site, with clean addresses (/partner is partner.html), to this machine only or, behind a password, to others.
 * What is current is looked up at each request, so a release that is swapped in shows at the next one, whole.
 * @throws HandshakeError (66) if there is no site, (78) if the host is not this machine and there is no password.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const {folder, host = "127.0.0.1", port = 3000, password} = options;
  if (password !== undefined && password.length < shortest)
    throw new HandshakeError(`HANDSHAKE_PASSWORD is shorter than ${shortest} characters. Choose a longer one.`, {exitCode: 78});
  if (!loopback.includes(host) && password === undefined)
    throw new HandshakeError(
      `The site is served to this machine only, not on ${host}, unless there is a password: set HANDSHAKE_PASSWORD. For more than a quick look use a web server with TLS (deploy/nginx.conf, deploy/Caddyfile).`,
      {exitCode: 78}
    );
  if (!isFile(path.join(servedFolder(folder), "index.html")))
    throw new HandshakeError(`There is no site in ${folder}: index.html is missing. Run "npx handshake rebuild" first.`, {
      exitCode: 66
    });
  const server = createServer(handler(folder, {password, anyName: !loopback.includes(host)}));
  await listen(server, host, await freePort(host, port));
  return {url: addressOf(server, host), close: () => close(server)};
}

interface Access {
  password: string | undefined;
  /** Whether requests may name any host; only this machine's names where there is no password. */
  anyName: boolean;
}

function handler(folder: string, {password, anyName}: Access): (req: IncomingMessage, res: ServerResponse) => void {
  const releases = new Map<string, ReturnType<typeof filesOf>>();
  return (req, res) => {
    // A page elsewhere that has its own name resolve to 127.0.0.1 must not be able to read the site through the browser.
    if (!anyName && !isLoopbackName(req.headers.host)) return refuse(res, 421, "This site answers to localhost only.");
    if (password !== undefined && !knows(req.headers.authorization, password)) {
      res.setHeader("WWW-Authenticate", 'Basic realm="Handshake", charset="UTF-8"');
      return refuse(res, 401, "A password is needed.");
    }
    if (req.method !== "GET" && req.method !== "HEAD") return refuse(res, 405, "Only GET and HEAD.");
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("X-Frame-Options", "DENY");
    res.setHeader("Referrer-Policy", "no-referrer");
    // one request is answered out of one release, also when "current" is swapped meanwhile
    const release = servedFolder(folder);
    const files = releases.get(release) ?? filesOf(release);
    releases.set(release, files);
    files(req, res);
  };
}

const filesOf = (folder: string) =>
  sirv(folder, {dev: true, etag: true, gzip: true, brotli: true, onNoMatch: (_, res) => notFound(folder, res)});

/** Whether a request carries the password, under any name; compared in a time that tells nothing of it. */
function knows(authorization: string | undefined, password: string): boolean {
  const [scheme = "", credentials = ""] = (authorization ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic") return false;
  const given = Buffer.from(credentials, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(password));
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
