import {execFile} from "node:child_process";
import path from "node:path";
import {promisify} from "node:util";
import type {EditionToFill} from "../../loaders/release/framework/editionPages.ts";
import {root} from "./pipeline.ts";

const program = (site: string, editions?: readonly EditionToFill[]) => `
import {prerender} from ${JSON.stringify(path.join(root, "loaders/release/framework/prerender.ts"))};
await prerender({site: ${JSON.stringify(site)}, cache: ${JSON.stringify(`${site}.cells`)}, asOf: "2026-06-30", pages: "src", ...${JSON.stringify(editions ? {editions} : {})}});
process.exit(0);
`;

/**
 * Runs the cells of a site's pages as a build does, in a process of its own.
 * @param editions where the site is the shell of these
 * @returns what it warned of
 * @throws with what the process printed
 */
export async function runCellsOf(site: string, editions?: readonly EditionToFill[]): Promise<string> {
  const {stderr} = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program(site, editions)],
    {cwd: root}
  );
  return stderr;
}
