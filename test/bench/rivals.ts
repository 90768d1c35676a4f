import {spawnSync} from "node:child_process";
import {mkdir, symlink, writeFile} from "node:fs/promises";
import path from "node:path";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {fillModuleCache} from "../../loaders/release/framework/moduleCache.ts";
import {processCost, type ProcessCost} from "./processCost.ts";

/* What else could be done with the same files on this machine without a network. */

const root = path.resolve(import.meta.dirname, "../..");

/** DuckDB's own copy of every file into Parquet, all columns as text: the least that reading them can cost. */
export async function rawCopy(files: readonly string[], folder: string): Promise<ProcessCost> {
  await mkdir(folder, {recursive: true});
  const start = {cpu: process.cpuUsage(), at: performance.now()};
  const db = await DuckDB.open();
  for (const [i, file] of files.entries())
    await db.run(
      `copy (from read_csv(${literal(file)}, all_varchar = true)) to ${literal(path.join(folder, `${i}.parquet`))} (format parquet)`
    );
  db.close();
  const {user, system} = process.cpuUsage(start.cpu);
  return {cpu: (user + system) / 1e6, seconds: (performance.now() - start.at) / 1000, memory: 0};
}

const readAndWrite = `
import pandas, sys
for i, name in enumerate(sys.argv[2:]):
    pandas.read_csv(name, dtype=str).to_csv(f"{sys.argv[1]}/{i}.csv", index=False)
`;

/** The same by pandas, into CSV; null where python3 or pandas is not there. */
export async function pandasCopy(files: readonly string[], folder: string): Promise<ProcessCost | null> {
  if (spawnSync("python3", ["-c", "import pandas"], {stdio: "ignore"}).status !== 0) return null;
  await mkdir(folder, {recursive: true});
  return processCost(["python3", "-c", readAndWrite, folder, ...files]);
}

/** A site of as many pages with nothing but a title, as Framework builds it by itself. */
export async function emptySite(folder: string, pages: number): Promise<ProcessCost> {
  await project(folder, pages, (i) => `# Page ${i}\n`);
  return build(folder);
}

/**
 * A site as Framework's documentation makes one: a loader a page, which queries the database, and a picture and a table of its rows, drawn
 * by each reader's browser.
 * @param database the tables that this project computed; the rival has none of that work to do
 */
export async function loaderSite(folder: string, pages: number, database: string): Promise<ProcessCost> {
  const page = (i: number) => `# Page ${i}

\`\`\`js
const rows = FileAttachment("data${i}.json").json();
\`\`\`

\`\`\`js
Plot.plot({marks: [Plot.dot(rows, {x: "score", y: "evidence"})]})
\`\`\`

\`\`\`js
Inputs.table(rows)
\`\`\`
`;
  await project(folder, pages, page);
  const loader = `import {DuckDBInstance} from "@duckdb/node-api";
const db = await (await DuckDBInstance.create(${JSON.stringify(database)}, {access_mode: "READ_ONLY"})).connect();
const rows = await db.runAndReadAll("select * from metrics.trust where as_of = (select max(as_of) from metrics.trust)");
process.stdout.write(JSON.stringify(rows.getRowObjectsJson()));
`;
  for (let i = 0; i < pages; i++) await writeFile(path.join(folder, "src", `data${i}.json.js`), loader);
  await fillModuleCache(root, path.join(folder, "src", ".observablehq", "cache"));
  return build(folder);
}

async function project(folder: string, pages: number, content: (i: number) => string): Promise<void> {
  await mkdir(path.join(folder, "src"), {recursive: true});
  for (let i = 0; i < pages; i++) await writeFile(path.join(folder, "src", i ? `page${i}.md` : "index.md"), content(i));
  await writeFile(
    path.join(folder, "observablehq.config.js"),
    'export default {root: "src", globalStylesheets: [], duckdb: {extensions: {}}};\n'
  );
  await writeFile(path.join(folder, "package.json"), '{"type": "module"}');
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
}

const build = (folder: string): Promise<ProcessCost> =>
  processCost(
    [process.execPath, path.join(root, "node_modules/@observablehq/framework/dist/bin/observable.js"), "build"],
    folder
  );
