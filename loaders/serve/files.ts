import {lstatSync, readFileSync, realpathSync, statSync} from "node:fs";
import type {IncomingMessage, ServerResponse} from "node:http";
import path from "node:path";
import send from "send";

/** The types of what a release has compressed copies of; of every other file, its name says the type to `send`. */
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".wasm": "application/wasm"
};

const encodings = [
  ["br", ".br"],
  ["gzip", ".gz"]
] as const;

/**
 * Answers a request with a file of the folder: /partner is partner.html, compressed where there is a copy that the browser takes, a part
 * of it where a range is asked for.
 * @param failed is told what could not be read; the request is answered before
 */
export function answerFile(folder: string, req: IncomingMessage, res: ServerResponse, failed: (error: unknown) => void): void {
  const file = fileFor(folder, req.url ?? "/");
  if (file === null) return notFound(folder, res);
  const [encoding, suffix] = encodingFor(path.join(folder, file), req.headers["accept-encoding"] ?? "");
  const type = types[path.extname(file)];
  if (type) res.setHeader("Content-Type", type);
  if (encoding) res.setHeader("Content-Encoding", encoding);
  res.setHeader("Vary", "Accept-Encoding");
  send(req, encodeURIComponent(`${file}${suffix}`).replaceAll("%2F", "/"), {root: folder, index: false, cacheControl: false})
    .on("error", (error: Error & {status?: number; headers?: Record<string, string>}) => {
      const {status = 500, headers = {}} = error;
      if (status >= 500) failed(error);
      if (res.headersSent) return void res.destroy();
      for (const name of ["Content-Type", "Content-Encoding", "ETag", "Last-Modified"]) res.removeHeader(name);
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      if (status === 404) return notFound(folder, res);
      refuse(res, status, status === 416 ? "This file has no such range." : "This file can't be read now.");
    })
    .pipe(res);
}

/** The file of an address, relative to the folder; null where there is none, or none that is for readers. */
function fileFor(folder: string, url: string): string | null {
  const [pathname = ""] = url.split(/[?#]/);
  const decoded = decodedPath(pathname);
  if (decoded === null || !decoded.startsWith("/") || /[\0\\]/.test(decoded)) return null;
  const parts = decoded.slice(1).split("/");
  if (parts.some((part, i) => part.startsWith(".") || (part === "" && i < parts.length - 1))) return null;
  const name = parts.join("/");
  const tried = name === "" || name.endsWith("/") ? [`${name}index.html`] : [name, `${name}.html`, `${name}/index.html`];
  return tried.find((file) => isInside(folder, file)) ?? null;
}

function decodedPath(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether a file lies in the folder, also when links are followed. */
function isInside(folder: string, file: string): boolean {
  try {
    const real = realpathSync(path.join(folder, file));
    return real.startsWith(`${folder}${path.sep}`) && statSync(real).isFile();
  } catch {
    return false;
  }
}

function encodingFor(file: string, accepted: string): [encoding: string | null, suffix: string] {
  const taken = accepted
    .toLowerCase()
    .split(",")
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(";")[0]!.trim());
  const found = encodings.find(
    ([name, suffix]) => taken.includes(name) && lstatSync(file + suffix, {throwIfNoEntry: false})?.isFile()
  );
  return found ? [...found] : [null, ""];
}

/** A short answer in plain text. */
export function refuse(res: ServerResponse, status: number, message: string): void {
  if (res.headersSent) return void res.destroy();
  res.writeHead(status, {"Content-Type": "text/plain; charset=utf-8"}).end(`${message}\n`);
}

function notFound(folder: string, res: ServerResponse): void {
  if (!isInside(folder, "404.html")) return refuse(res, 404, "There is no such page.");
  res.writeHead(404, {"Content-Type": types[".html"]}).end(readFileSync(path.join(folder, "404.html")));
}
