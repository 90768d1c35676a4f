import {createHash, timingSafeEqual} from "node:crypto";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import {existsSync, readdirSync, statSync} from "node:fs";
import path from "node:path";
import getPort from "get-port";
import {HandshakeError} from "../errors.ts";
import {printable} from "../run/progress.ts";
import {servedFolder} from "../release/layout.ts";
import {answerFile, refuse} from "./files.ts";
import {limitGuesses, usualLimits, type Guesses, type GuessLimits} from "./guesses.ts";

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
  /** What a browser that asks for the password calls the site. */
  name?: string;
  limits?: GuessLimits;
  /** Gets a line for each wrong password and each request that could not be answered; standard error by default. */
  log?: (line: string) => void;
}

const logToStderr = (line: string) => console.error(`${new Date().toISOString()} ${printable(line)}`);

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
  if (!isFile(path.join(servedFolder(folder), "index.html"))) throw noSite(folder);
  const log = options.log ?? logToStderr;
  const guesses = limitGuesses(log, options.limits ?? usualLimits);
  const answer = handler(folder, {password, realm: realmOf(options.name), guesses, anyName: !loopback.includes(host)}, log);
  const server = createServer((req, res) => {
    try {
      answer(req, res);
    } catch (error) {
      log(`a request was not answered: ${String(error)}`);
      refuse(res, 500, "This address can't be answered now.");
    }
  });
  await listen(server, host, await freePort(host, port));
  server.on("error", (error) => log(`a connection was not taken: ${error.message}`));
  return {url: addressOf(server, host), close: () => close(server)};
}

/** That nothing can be served here: where each audience has a site of its own, one of them has to be named. */
function noSite(folder: string): HandshakeError {
  // a site folder has files of its own too
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => isFolder(path.join(folder, name))) : [];
  const audiences = names.filter((name) => isFile(path.join(servedFolder(path.join(folder, name)), "index.html"))).sort();
  const next = audiences.length
    ? `It has ${audiences.length === 1 ? "the site" : "the sites"} of ${audiences.slice(0, 10).join(", ")}${audiences.length > 10 ? " and others" : ""}. Name one: npx handshake serve --site ${path.join(folder, audiences[0]!)}`
    : `Run "npx handshake rebuild" first.`;
  return new HandshakeError(`There is no site in ${folder}: index.html is missing. ${next}`, {exitCode: 66});
}

interface Access {
  password: string | undefined;
  realm: string;
  guesses: Guesses;
  /** Whether requests may name any host; only this machine's names where there is no password. */
  anyName: boolean;
}

function handler(
  folder: string,
  access: Access,
  log: (line: string) => void
): (req: IncomingMessage, res: ServerResponse) => void {
  const {password, anyName} = access;
  return (req, res) => {
    res.on("error", () => undefined); // the reader has gone
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("X-Frame-Options", "DENY");
    res.setHeader("Referrer-Policy", "no-referrer");
    res.setHeader("Cache-Control", "private, no-cache");
    // A page elsewhere that has its own name resolve to 127.0.0.1 must not be able to read the site through the browser.
    if (!anyName && !isLoopbackName(req.headers.host)) return refuse(res, 421, "This site answers to localhost only.");
    if (password !== undefined && !mayRead(req, res, {...access, password})) return;
    if (req.method !== "GET" && req.method !== "HEAD") return refuse(res, 405, "Only GET and HEAD.");
    // one request is answered out of one release, also when "current" is swapped meanwhile
    answerFile(servedFolder(folder), req, res, (error) => log(`a file was not read: ${String(error)}`));
  };
}

/** Whether a request carries the password; answers it where it doesn't. */
function mayRead(req: IncomingMessage, res: ServerResponse, {password, realm, guesses}: Access & {password: string}): boolean {
  const address = req.socket.remoteAddress ?? "unknown";
  const given = passwordIn(req.headers.authorization);
  const seconds = given === null ? 0 : guesses.wait(address);
  if (seconds > 0) {
    res.setHeader("Retry-After", String(seconds));
    refuse(res, 429, `Too many wrong passwords. Try again in ${seconds} seconds.`);
    return false;
  }
  if (given !== null && isSame(given, password)) {
    guesses.right(address);
    return true;
  }
  if (given !== null) guesses.wrong(address, given);
  res.setHeader("WWW-Authenticate", `Basic realm="${realm}", charset="UTF-8"`);
  refuse(res, 401, "A password is needed.");
  return false;
}

/** A name as a header may have it (RFC 9110): letters without their accents, no quotation mark; the product's where nothing is left. */
const realmOf = (name = ""): string =>
  name
    .normalize("NFKD")
    .replaceAll(/[^ !#-[\]-~]/g, "")
    .trim() || "Handshake";

/** The password that a request carries, under any name; null where it carries none. */
function passwordIn(authorization: string | undefined): string | null {
  const [scheme = "", credentials = ""] = (authorization ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic") return null;
  return Buffer.from(credentials, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
}

/** Compares in a time that tells nothing of the password. */
function isSame(given: string, password: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(password));
}

const isLoopbackName = (host = ""): boolean => loopback.includes(host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"));

const isFile = (file: string): boolean => statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;
const isFolder = (folder: string): boolean => statSync(folder, {throwIfNoEntry: false})?.isDirectory() ?? false;

/** A port and those after it; the library's own list begins at 1024, and who may listen on 80 can name it. */
const portsFrom = (port: number): number[] => Array.from({length: Math.min(spare, 65535 - port) + 1}, (_, i) => port + i);

async function freePort(host: string, port: number): Promise<number> {
  if (port === 0) return 0;
  return getPort({host, port: portsFrom(port)});
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
