import path from "node:path";
import {parseArgs} from "node:util";
import {makeCompany} from "./company.ts";
import {write} from "./write.ts";

const usage = "npm run sample -- [folder]: writes the exports of the invented company into the folder, else into data/sample";
const asked = given();
if (asked) writeSample(path.resolve(asked.folder ?? path.join(import.meta.dirname, "../../data/sample")));

/** What the command line asks for; null where nothing is to be written. */
function given(): {folder?: string} | null {
  try {
    const {values, positionals} = parseArgs({allowPositionals: true, options: {help: {type: "boolean", short: "h"}}});
    if (!values.help) return positionals[0] === undefined ? {} : {folder: positionals[0]};
    console.log(usage);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exitCode = 64;
  }
  return null;
}

function writeSample(folder: string): void {
  const files = makeCompany();
  write(files, folder);
  const rows = files.reduce((sum, f) => sum + f.rows.length, 0);
  console.log(`${files.length} files with ${rows} rows written to ${folder}`);
}
