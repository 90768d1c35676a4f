import {execFile} from "node:child_process";
import path from "node:path";
import {promisify} from "node:util";
import {root} from "./pipeline.ts";

const program = (site: string) => `
import {prerender} from ${JSON.stringify(path.join(root, "loaders/release/framework/prerender.ts"))};
await prerender({site: ${JSON.stringify(site)}, cache: ${JSON.stringify(`${site}.cells`)}, asOf: "2026-06-30", pages: "src"});
process.exit(0);
`;

/**
 * Runs the cells of a site's pages as a build does, in a process of its own.
 * @returns what it warned of
 * @throws with what the process printed
 */
export async function runCellsOf(site: string): Promise<string> {
  const {stderr} = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program(site)],
    {cwd: root}
  );
  return stderr;
}
