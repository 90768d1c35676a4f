// @ts-check
import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync} from "node:fs";
import path from "node:path";
import {install, root} from "./install.mjs";

/*
 * npm run spark:install puts Apache Spark (PySpark from PyPI, which brings the whole of it) into a virtual environment under data/build;
 * npm run test:spark does that where it is missing and runs test/spark on a cluster of its own. Only this test needs Java and Python.
 */

const version = "4.0.1";
const oldestJava = 17;
const folder = path.join(root, "data", "build", `spark-${version}`);

/** @param {string} command @param {string[]} args */
const said = (command, args) => {
  const {status, stdout, stderr} = spawnSync(command, args, {encoding: "utf8"});
  return status === 0 ? stdout + stderr : null;
};

/** @returns {string | null} what is missing, or null */
function missing() {
  const java = said("java", ["-version"]);
  const major = Number(/version "(\d+)/.exec(java ?? "")?.[1] ?? 0);
  if (major < oldestJava) return `Java ${oldestJava} or newer (found ${major || "none"}; Debian: openjdk-17-jre-headless)`;
  if (said("python3", ["-c", "import venv, ensurepip"]) === null) return "Python 3 with venv (Debian: python3-venv)";
  return null;
}

/** @returns {string | null} the folder of Spark, or null where it is not installed */
function home() {
  const lib = path.join(folder, "lib");
  const found = said(path.join(folder, "bin", "python"), ["-c", "import pyspark, os; print(os.path.dirname(pyspark.__file__))"]);
  return existsSync(lib) && found ? (found.trim().split("\n").at(-1) ?? null) : null;
}

/** Installs Spark where it is not there yet; gives its folder. */
function installSpark() {
  const there = home();
  if (there) return there;
  console.log(`Installing PySpark ${version} (about 430 MB) into ${path.relative(root, folder)}`);
  mkdirSync(path.dirname(folder), {recursive: true});
  for (const [command, args] of /** @type {[string, string[]][]} */ ([
    ["python3", ["-m", "venv", folder]],
    [path.join(folder, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", `pyspark==${version}`]]
  ]))
    if (spawnSync(command, args, {stdio: "inherit"}).status !== 0)
      throw new Error(`${command} ${args.join(" ")} failed; its message above says why.`);
  return /** @type {string} */ (home());
}

function main() {
  const lacking = missing();
  if (lacking) {
    console.log(`\n*** SKIPPED: the test on Apache Spark did not run. It needs ${lacking}. ***\n`);
    return process.argv[2] === "install" ? 1 : 0;
  }
  const spark = installSpark();
  if (process.argv[2] === "install") {
    console.log(`Spark ${version} is in ${spark}\nUse it: SPARK_HOME=${spark}`);
    return 0;
  }
  const installed = install();
  if (installed !== 0) return installed;
  const env = {...process.env, SPARK_HOME: spark};
  const args = [path.join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--config", "vitest.spark.config.ts"];
  return spawnSync(process.execPath, [...args, ...process.argv.slice(3)], {cwd: root, env, stdio: "inherit"}).status ?? 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
