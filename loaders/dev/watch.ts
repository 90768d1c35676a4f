import {readdirSync, type Dirent} from "node:fs";
import path from "node:path";
import {watch, type FSWatcher} from "chokidar";
import {ownInputs} from "../project/project.ts";
import type {RunOptions} from "../run/run.ts";
import {nameIn} from "./watched.ts";

/** What people edit, watched. */
export interface Inputs {
  /** @param listener told of each file that came, changed or went, by its path from the project's folder; also of those of before. */
  onEdit(listener: (file: string) => void): void;
}

/** What is around the pages, which their process reads once. */
export const menuFile = "observablehq.config.ts";

/** npm writes it last: what it installed or took away is there, or gone. */
const installed = "node_modules/.package-lock.json";

/** Whether a file tells that npm has installed or taken away packages. */
export const isInstallation = (file: string): boolean => file === installed || file.endsWith(`/${installed}`);

const scratch = /(^|\/)(\.[^/]*|[^/]*~|[^/]*\.(swp|tmp|part))$/;

/** So long after a folder came it is looked at again, in milliseconds. */
const secondLooks = [300, 3000];

/** So long folders that are due wait for others, in milliseconds: a branch may bring thousands. */
const gathered = 50;

/**
 * Looks at folders again some time after they came, at those that are due together in one look.
 * @param look gets the folders, none of them in another
 */
export function lookAgain(look: (folders: string[]) => void): (folder: string) => void {
  const due = new Set<string>();
  const lookAtAll = () => {
    const folders = [...due].filter((folder) => !due.has(path.dirname(folder)));
    due.clear();
    look(folders);
  };
  const add = (folder: string) => {
    if (due.add(folder).size === 1) setTimeout(lookAtAll, gathered).unref();
  };
  return (folder) => {
    for (const ms of secondLooks) setTimeout(add, ms, folder).unref();
  };
}

/**
 * What came into new folders just as chokidar began to watch it: chokidar reads the folder first, and is told of what comes only afterwards.
 * @returns the files below the folders that weren't watched; they are from now on
 */
function addMissed(watcher: FSWatcher, folders: string[], ignored: (file: string) => boolean): string[] {
  const watched = watcher.getWatched();
  const missed = folders
    .flatMap(entriesBelow)
    .map((entry) => ({isFile: entry.isFile(), name: entry.name, home: entry.parentPath}))
    .filter(({name, home}) => !ignored(path.join(home, name)) && !watched[home]?.includes(name))
    .map(({isFile, name, home}) => ({isFile, full: path.join(home, name)}));
  watcher.add(missed.map(({full}) => full));
  return missed.filter(({isFile}) => isFile).map(({full}) => full);
}

function entriesBelow(folder: string): Dirent[] {
  try {
    return readdirSync(folder, {recursive: true, withFileTypes: true});
  } catch {
    return []; // it is gone again
  }
}

/**
 * Watches all that pages and tables are made from, also folders and files that come later. By chokidar: Node's own way of watching a folder
 * with those below loses a file on Linux when an editor saves it by putting a new one in its place.
 * @param own the company's own folder, null where the checkout is the project
 */
export async function watchInputs(
  root: string,
  options: Pick<RunOptions, "settingsFile" | "drops" | "mappings">,
  own: string | null
): Promise<Inputs> {
  const places = ["src", "loaders", ...options.mappings, options.drops].map((place) => path.resolve(root, place));
  const homes = own === null ? [root] : [root, own];
  const files = [
    ...[options.settingsFile, menuFile, ...homes.map((home) => path.join(home, installed))],
    ...(own === null ? [] : ownInputs.map((name) => path.join(own, name)))
  ];
  const roots = [...places, ...files.map((file) => path.resolve(root, file))];
  const made = ["data", ".observablehq"].map((name) => path.join(root, "src", name));
  const isBelow = (file: string, place: string) => file === place || file.startsWith(place + path.sep);
  // the folder of the settings is watched for them alone: a checkout holds thousands of files
  const isInput = (file: string) => roots.some((place) => isBelow(file, place) || isBelow(place, file));
  const wait: string[] = [];
  let tell = (file: string): void => void wait.push(file);
  const ignored = (file: string) => !isInput(path.resolve(file)) || made.some((place) => isBelow(path.resolve(file), place));
  const watcher = watch([...places, ...new Set(files.map((file) => path.dirname(path.resolve(root, file))))], {
    ignoreInitial: true,
    ignored
  });
  const onFile = (file: string) => {
    const name = nameIn(root, file);
    if (isInstallation(name) || !scratch.test(name)) tell(name);
  };
  watcher.on("all", (_, file) => onFile(file));
  const again = lookAgain((folders) => addMissed(watcher, folders, ignored).forEach(onFile));
  watcher.on("addDir", (folder) => again(folder));
  await new Promise<void>((resolve) => void watcher.once("ready", resolve));
  return {
    onEdit(listener) {
      tell = listener;
      for (const file of wait.splice(0)) listener(file);
    }
  };
}
