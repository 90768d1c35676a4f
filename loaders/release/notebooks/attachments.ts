import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import path from "node:path";
import {sourceName} from "../sources.ts";
import {htmlFiles} from "../verify.ts";

const picture = /\.(png|jpe?g|gif|webp|avif|svg|ico|css|woff2?)$/i;

/** Styles and fonts, which no loader draws figures into. */
const style = /\.(css|woff2?)$/i;

/**
 * Files that pages bring along and that no audience's rules were applied to: whatever is neither a published file nor a picture that
 * somebody put there. A picture that a loader draws may show anything that the loader reads.
 * @param sources the folder of the pages that the site was built from
 * @returns a sentence for each, with a page that attaches it
 */
export function attachmentFaults(site: string, sources: string): string[] {
  const folder = path.join(site, "_file");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, {recursive: true, encoding: "utf8"})
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => statSync(path.join(folder, file)).isFile() && !file.startsWith("data/") && !isPutThere(file, sources));
  return files.sort().map((file) => {
    const page = htmlFiles(site).find((html) => readFileSync(path.join(site, html), "utf8").includes(file));
    const name = sourceOf(file);
    return `${page ? sourceName(page.replace(/\.html$/, ".md")) : "a component"}: attaches ${name}, ${picture.test(name) ? "a picture that a loader makes, " : ""}to which no audience's rules are applied. Query a published table, or leave this page to readers who may see everything`;
  });
}

/** What an attached file is called where the pages are, without the hash of its content. */
const sourceOf = (file: string): string => file.replace(/\.[0-9a-f]{8}(?=\.[^.]+$)/, "");

const isPutThere = (file: string, sources: string): boolean =>
  picture.test(file) && (style.test(file) || existsSync(path.join(sources, sourceOf(file))));
