import {cp, mkdir, rm, symlink} from "node:fs/promises";
import path from "node:path";
import {fillModuleCache} from "./hermetic.ts";

/**
 * Makes a folder in which the pages can be built with one run's data, apart from the project's own src/data and from other runs:
 * src is copied, packages and their bundled modules are links.
 * @param root the project's folder
 * @param published the folder of published files, which becomes src/data
 */
export async function makeWorkspace(root: string, published: string, folder: string): Promise<void> {
  await fillModuleCache(root);
  await rm(folder, {recursive: true, force: true});
  await mkdir(path.join(folder, "src", ".observablehq", "cache"), {recursive: true});
  const apart = [path.join(root, "src", "data"), path.join(root, "src", ".observablehq")];
  await cp(path.join(root, "src"), path.join(folder, "src"), {recursive: true, filter: (source) => !apart.includes(source)});
  await cp(published, path.join(folder, "src", "data"), {recursive: true});
  const links = [
    "node_modules",
    "package.json",
    "package-lock.json",
    "src/.observablehq/cache/_npm",
    "src/.observablehq/cache/_npm.stamp"
  ];
  for (const link of links) await symlink(path.join(root, link), path.join(folder, link));
}
