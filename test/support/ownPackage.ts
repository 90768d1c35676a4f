import {execFileSync} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";

/** Makes a package that sums its arguments, packed as a registry would give it, in a folder. @returns its file */
export function packedPackage(folder: string, name = "sum-of-parts"): string {
  const parts = path.join(folder, name);
  mkdirSync(parts);
  const about = {name, version: "1.0.0", type: "module", main: "index.js"};
  writeFileSync(path.join(parts, "package.json"), JSON.stringify(about));
  writeFileSync(path.join(parts, "index.js"), "export const sumOf = (...parts) => parts.reduce((sum, part) => sum + part, 0);\n");
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {cwd: parts, stdio: "pipe"});
  return path.join(folder, `${name}-1.0.0.tgz`);
}

/** Installs a packed package in a folder as a person does, without network. A folder that npm is to keep to has a package.json. */
export function npmInstall(file: string, folder: string): void {
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({name: "acme", private: true, type: "module"}));
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", file], {cwd: folder, stdio: "pipe"});
}
