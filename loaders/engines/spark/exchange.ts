import {execFile} from "node:child_process";
import {mkdir, rename, rm, stat, writeFile} from "node:fs/promises";
import path from "node:path";
import {promisify} from "node:util";
import {HandshakeError} from "../../errors.ts";
import type {SparkSettings} from "../engineSettings.ts";
import {sparkProgram} from "./client.ts";

const run = promisify(execFile);

/** A folder that this machine and every worker see, in which tables are handed over. */
export interface Exchange {
  /** The address of a table as Spark takes it. */
  at(table: string): string;
  /** A local folder to write a table into before put. */
  outgoing(table: string): string;
  /** Makes what lies in outgoing(table) visible to the workers. */
  put(table: string): Promise<void>;
  /** A local folder with the table that Spark has written whole. */
  get(table: string): Promise<string>;
  clean(): Promise<void>;
}

/** @param name of this run's own part of the folder */
export async function openExchange(settings: SparkSettings, name: string, work: string): Promise<Exchange> {
  return /^[a-z0-9]+:\/\//i.test(settings.folder) ? remote(settings, name, work) : local(path.resolve(settings.folder), name);
}

async function local(folder: string, name: string): Promise<Exchange> {
  const own = path.join(folder, name);
  await rm(own, {recursive: true, force: true});
  await mkdir(own, {recursive: true});
  const at = (table: string) => path.join(own, table);
  return {
    at,
    outgoing: (table) => `${at(table)}.part`,
    put: (table) => rename(`${at(table)}.part`, at(table)),
    get: async (table) => (await ensureWhole(at(table), table), at(table)),
    clean: () => rm(own, {recursive: true, force: true})
  };
}

/** Hadoop's own file system shell, which every Spark client has, moves tables to and from what no path leads to. */
async function remote(settings: SparkSettings, name: string, work: string): Promise<Exchange> {
  const own = `${settings.folder.replace(/\/+$/, "")}/${name}`;
  const here = path.join(work, "exchange");
  await mkdir(here, {recursive: true});
  const env = {...process.env, HADOOP_CONF_DIR: process.env["HADOOP_CONF_DIR"] ?? (await emptyConfiguration(work))};
  const shell = async (...args: string[]) => {
    try {
      await run(sparkProgram(settings, "spark-class"), ["org.apache.hadoop.fs.FsShell", ...args], {env, maxBuffer: 1 << 26});
    } catch (error) {
      const said = (error as {stderr?: string}).stderr?.split("\n").filter((l) => l && !/WARN|WARNING/.test(l)) ?? [];
      throw new HandshakeError(
        `${settings.folder} (engine.folder) can't be used: ${said[0] ?? (error as Error).message}\nGive Spark what that kind of address needs (engine.packages, SPARK_DIST_CLASSPATH, credentials in the environment). The site published before stands as it was.`
      );
    }
  };
  await shell("-rm", "-r", "-f", "-skipTrash", own);
  await shell("-mkdir", "-p", own);
  return {
    at: (table) => `${own}/${table}`,
    outgoing: (table) => path.join(here, table),
    put: (table) => shell("-put", path.join(here, table), `${own}/${table}`),
    get: async (table) => {
      const into = path.join(here, `${table}.back`);
      await shell("-get", `${own}/${table}`, into);
      await ensureWhole(into, table);
      return into;
    },
    clean: () => shell("-rm", "-r", "-f", "-skipTrash", own)
  };
}

/** The file system shell insists on a configuration, be it empty. */
async function emptyConfiguration(work: string): Promise<string> {
  const folder = path.join(work, "hadoop");
  await mkdir(folder, {recursive: true});
  await writeFile(path.join(folder, "core-site.xml"), "<configuration/>\n");
  return folder;
}

/** Spark leaves _SUCCESS last; a folder without it was not finished. */
async function ensureWhole(folder: string, table: string): Promise<void> {
  const whole = await stat(path.join(folder, "_SUCCESS")).then(
    () => true,
    () => false
  );
  if (!whole)
    throw new HandshakeError(
      `Spark left ${table} unfinished in ${folder} (no _SUCCESS). Does this machine see the same folder as the workers (engine.folder)? The site published before stands as it was.`
    );
}
