import {fork} from "node:child_process";
import {existsSync, watch} from "node:fs";
import {cp, mkdir} from "node:fs/promises";
import path from "node:path";
import {programOf} from "./modules.ts";
import {previewFolder, root, today} from "./run/defaults.ts";
import {tableStages} from "./run/rebuild.ts";
import {preview} from "./release/preview.ts";
import {firstStages, runOver} from "./run/run.ts";

const watched = [
  "loaders/facts",
  "loaders/metrics",
  "loaders/statistics",
  "loaders/publish",
  "loaders/mappings",
  "handshake.config.ts"
];

/** Everything of a rebuild but the site; the published files go into src/data, which an open preview watches. */
async function makeTables(): Promise<void> {
  const build = path.join(root, "data", "build");
  const options = {
    ...previewFolder(build),
    build,
    keep: true,
    settingsFile: path.join(root, "handshake.config.ts"),
    mappings: [path.join(root, "loaders", "mappings")],
    acceptVolume: [],
    today: today(),
    style: "plain" as const
  };
  await runOver(options, (run) => [...firstStages(run), ...tableStages(run)]);
  const data = path.join(root, "src", "data");
  await mkdir(data, {recursive: true});
  await cp(path.join(build, "published"), data, {recursive: true});
}

/** Makes the tables in a process of its own, so that edited code counts; after an error the old figures stay. */
function makeTablesApart(): Promise<number> {
  const {file, execArgv} = programOf(import.meta.filename);
  const child = fork(file, ["tables"], {cwd: root, execArgv, stdio: "inherit"});
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 70)));
}

/** Makes the tables again after each edit of what they are made from, one run at a time. */
function watchSources(): void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const code = await makeTablesApart();
    console.log(
      code === 0 ? "The open pages show the new figures." : "The figures stay as they were; mend the error above and save again."
    );
    running = false;
    if (again) {
      again = false;
      await run();
    }
  };
  let pause: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(pause);
    pause = setTimeout(() => void run(), 300);
  };
  for (const place of watched.map((w) => path.join(root, w)).filter((w) => existsSync(w))) watch(place, {recursive: true}, soon);
}

if (process.argv[2] === "tables") {
  try {
    await makeTables();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 70;
  }
} else {
  if (!existsSync(path.join(root, "src", "data", "overview.json"))) await makeTablesApart();
  else void makeTablesApart();
  watchSources();
  process.exitCode = await preview(root, ["--no-open", ...process.argv.slice(2)]);
  process.exit();
}
