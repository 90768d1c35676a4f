import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import path from "node:path";
import {parse} from "parse5";
import {counted, whole} from "../../src/shared/formats.ts";
import type {Release} from "./layout.ts";
import {sampleRules} from "./owner.ts";
import {sourceName} from "./sources.ts";
import {attribute, elements, fileFaults, htmlFiles, linkFaults, textOf, type Element, type Known} from "./verify.ts";
import {isNotebook} from "./notebooks/heads.ts";
import {loadingTag} from "./framework/names.ts";

/**
 * All that is wrong with a site that was built and hardened: a page that is cut off or empty, scripts beside those that it came with, and
 * what Framework publishes without a word: error boxes, links to pages that don't exist, references to files that aren't there. Each page
 * is read once, for there may be thousands.
 * @returns a sentence for each fault, with its page or file.
 */
export function siteFaults(site: string): string[] {
  const links: string[] = [];
  const pages: string[] = [];
  const known: Known = new Map();
  for (const file of htmlFiles(site)) {
    const {text, all} = readPage(site, file);
    links.push(...linkFaults(site, file, all, known));
    pages.push(...faultsOf(file, text, all));
  }
  return [...links, ...fileFaults(site), ...pages];
}

function readPage(site: string, file: string): {text: string; all: Element[]} {
  const text = readFileSync(path.join(site, file), "utf8");
  return {text, all: [...elements(parse(text))]};
}

const faultsOf = (file: string, text: string, all: Element[]): string[] =>
  [...wholeness(text, all, file), ...emptiness(all, file), ...policyFaults(all, file)].map((fault) => `${file}: ${fault}`);

/** What to write into a notebook in which nothing is to be read. */
const toWrite = (file: string): string =>
  isNotebook(file)
    ? `. Write a heading ("# ${path.basename(file, ".html")}"), a sentence, or a cell that displays something into ${sourceName(file.replace(/\.html$/, ".md"))}, or move that file elsewhere`
    : "";

function wholeness(text: string, all: Element[], file: string): string[] {
  const main = all.find((e) => e.tagName === "main");
  const titled = all.some((e) => e.tagName === "title" && textOf(e).trim() !== "");
  return [
    ...(titled ? [] : ["the page has no title"]),
    ...(main?.childNodes.some((n) => "tagName" in n) ? [] : [`the page has no content${toWrite(file)}`]),
    ...(text.trimEnd().endsWith("</html>") ? [] : ["the page is cut off"])
  ];
}

/** Every cell that shows something has its content in the HTML; a notebook's may wait for its reader. */
function emptiness(all: Element[], file: string): string[] {
  const waiting = all.filter((e) => e.tagName === loadingTag).length;
  const main = all.find((e) => e.tagName === "main");
  return [
    ...(waiting && !isNotebook(file) && !/^partner[/\\]/.test(file) ? [`${waiting} of its cells show nothing in the HTML`] : []),
    ...(main?.childNodes.some((n) => "tagName" in n) && textOf(main).trim() === ""
      ? [`nothing is to be read in the HTML${toWrite(file)}`]
      : [])
  ];
}

/** The policy is there once, before any script, and names the hash of each inline script and no other. */
function policyFaults(all: Element[], file: string): string[] {
  const isPolicy = (e: Element) =>
    e.tagName === "meta" && attribute(e, "http-equiv")?.toLowerCase() === "content-security-policy";
  const policies = all.filter(isPolicy);
  if (policies.length !== 1) return [`the page has ${policies.length} content security policies, expected one`];
  const sources = /script-src ([^;]*)/.exec(attribute(policies[0]!, "content") ?? "")?.[1]?.split(" ") ?? [];
  const said = sources.filter((s) => s.startsWith("'sha256-")).sort();
  const inline = all.filter((e) => e.tagName === "script" && attribute(e, "src") === undefined);
  const right = [...new Set(inline.map((e) => `'sha256-${createHash("sha256").update(textOf(e)).digest("base64")}'`))].sort();
  const allowed = ["'self'", "'wasm-unsafe-eval'", ...(isNotebook(file) ? ["'unsafe-eval'"] : []), ...said];
  const firstScript = all.findIndex((e) => e.tagName === "script");
  return [
    ...(said.join(" ") === right.join(" ") ? [] : ["the hashes in its content security policy are not those of its scripts"]),
    ...sources.filter((s) => !allowed.includes(s)).map((s) => `its content security policy lets run ${s}`),
    ...(firstScript === -1 || all.findIndex(isPolicy) < firstScript ? [] : ["a script precedes its content security policy"])
  ];
}

export interface Bounds {
  /** The least and, turned round, the largest that a release may be of the one before. */
  share: number;
  last: Size;
}

/** What of a release is compared; its bytes are those of its own pages and data, without packages. */
type Size = Pick<Release, "pages" | "partners" | "bytes">;

/** Beyond so few, a share says something. */
const few = 10;

/** What makes a release unlike the one that readers have now: far fewer pages or partners, far smaller or larger. */
export function boundFaults(now: Size, {share, last}: Bounds): string[] {
  const shrunk = (["page", "partner"] as const)
    .map((noun) => ({noun, has: now[`${noun}s`], had: last[`${noun}s`]}))
    .filter(({has, had}) => had >= few && has < share * had)
    .map(({noun, has, had}) => `it has ${counted(has, noun)}, the release that readers have now has ${whole(had)}`);
  const ratio = now.bytes / Math.max(1, last.bytes);
  const resized =
    ratio < share || ratio > 2 / share
      ? [`it has ${now.bytes} bytes without the code of packages, the release that readers have now has ${last.bytes}`]
      : [];
  return [...shrunk, ...resized];
}

/**
 * That figures are for an earlier day than those that readers have now: a clock was set back, or the newest drop is gone.
 * The invented company and a company have nothing to compare.
 */
export function earlierFaults(
  {asOf, rules}: {asOf: string; rules: string},
  last: Pick<Release, "as_of" | "rules"> | null
): string[] {
  const isSample = (text: string) => text.startsWith(sampleRules);
  if (!last || isSample(last.rules) !== isSample(rules) || asOf >= last.as_of) return [];
  return [`its figures are for ${asOf}, those that readers have now for ${last.as_of}`];
}
