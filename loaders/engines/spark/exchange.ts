import {mkdir, rename, rm, stat} from "node:fs/promises";
import path from "node:path";
import {HandshakeError} from "../../errors.ts";
import type {SparkSettings} from "../engineSettings.ts";
import {isAddress} from "./client.ts";
import {SparkError, type SparkSession} from "./session.ts";

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

/**
 * @param name of this run's own part of the folder
 * @param work the folder that the session works in
 */
export async function openExchange(
  settings: SparkSettings,
  name: string,
  work: string,
  session: SparkSession
): Promise<Exchange> {
  return isAddress(settings.folder) ? remote(settings, name, work, session) : local(path.resolve(settings.folder), name);
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

/** Spark's client moves tables to and from what no path leads to: with the packages, configuration and credentials of the session itself. */
async function remote({folder}: SparkSettings, name: string, work: string, session: SparkSession): Promise<Exchange> {
  const own = `${folder.replace(/\/+$/, "")}/${name}`;
  const here = path.join(work, "exchange");
  await mkdir(here, {recursive: true});
  const shell = async (...args: string[]) => {
    try {
      await session.files(...args);
    } catch (error) {
      if (!(error instanceof SparkError)) throw error;
      throw new HandshakeError(
        `${folder} (engine.folder) can't be used: ${error.message}\nGive Spark what that kind of address needs (engine.packages, engine.configuration, credentials in the environment). Nothing was published; readers keep the last site.`,
        {cause: error}
      );
    }
  };
  await shell("-rm", "-r", "-f", "-skipTrash", own);
  await shell("-mkdir", "-p", own);
  return {
    at: (table) => `${own}/${table}`,
    outgoing: (table) => path.join(here, table),
    // the session works in this folder, so that a path of ours may have spaces in it
    put: (table) => shell("-put", `exchange/${table}`, `${own}/${table}`),
    get: async (table) => {
      await shell("-get", `${own}/${table}`, `exchange/${table}.back`);
      const into = path.join(here, `${table}.back`);
      await ensureWhole(into, table);
      return into;
    },
    clean: () => shell("-rm", "-r", "-f", "-skipTrash", own)
  };
}

/** Spark leaves _SUCCESS last; a folder without it was not finished. */
async function ensureWhole(folder: string, table: string): Promise<void> {
  const whole = await stat(path.join(folder, "_SUCCESS")).then(
    () => true,
    () => false
  );
  if (!whole)
    throw new HandshakeError(
      `Spark left ${table} unfinished in ${folder} (no _SUCCESS). Does this machine see the same folder as the workers (engine.folder)? Nothing was published; readers keep the last site.`
    );
}
