import path from "node:path";
import {makeCompany} from "./company.ts";
import {write} from "./write.ts";

/** Writes the invented company into the folder given, else into data/sample. */
const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, "../../data/sample"));
const files = makeCompany();
write(files, folder);
const rows = files.reduce((sum, f) => sum + f.rows.length, 0);
console.log(`${files.length} files with ${rows} rows written to ${folder}`);
