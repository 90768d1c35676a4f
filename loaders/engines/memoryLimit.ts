import type {DuckDBConnection} from "@duckdb/node-api";

/** What a database may hold in memory: usually, and for a statement that can't do with it. As DuckDB writes sizes. */
export interface Limits {
  usual: string;
  most: string;
  /** How many statements have more now: the limit is that of all connections. */
  raised: number;
  /** The last change of the limit: one at a time. */
  changed: Promise<unknown>;
}

const units: Record<string, number> = {bytes: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40};

/**
 * Lets a database use the disk from a size on. It would take four fifths of the machine's memory otherwise, if nothing else is said.
 * @param megabytes of 10^6 bytes
 * @returns null where it may hold no more than that anyway
 */
export async function firstLimit(connection: DuckDBConnection, megabytes: number): Promise<Limits | null> {
  const reader = await connection.runAndReadAll("select current_setting('memory_limit') as most");
  const [[most]] = reader.getRowsJson() as [[string]];
  const [, size, unit] = /^([\d.]+) (\w+)$/.exec(most) ?? [];
  if (Number(size) * (units[unit ?? ""] ?? 0) <= megabytes * 1e6) return null;
  const limits = {usual: `${megabytes}MB`, most, raised: 0, changed: Promise.resolve()};
  await connection.run(`set memory_limit = '${limits.usual}'`);
  return limits;
}

/**
 * Does something in the usual memory; what fails for want of it is done once more with all that there may be. Some of what a statement
 * holds can't be spilled: lists that it makes, for one.
 * @throws what it throws, the first time where the second fails for another reason: a transaction has ended by then
 */
export async function withMore<T>(connection: DuckDBConnection, limits: Limits | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!limits || !wantsMemory(error)) throw error;
    await raise(connection, limits, 1);
    try {
      return await work();
    } catch (again) {
      throw wantsMemory(again) ? again : error;
    } finally {
      await raise(connection, limits, -1);
    }
  }
}

/** Gives one statement more, or one no longer: the usual limit is that again once none needs more. */
async function raise(connection: DuckDBConnection, limits: Limits, by: 1 | -1): Promise<void> {
  limits.raised += by;
  const change = () => connection.run(`set memory_limit = '${limits.raised ? limits.most : limits.usual}'`);
  // what is held now may be more than that, and then can't be made the limit
  await (limits.changed = limits.changed.then(change).catch(() => undefined));
}

/** Whether DuckDB has used up its limit; a disk that is full is told alike. */
export const wantsMemory = (error: unknown): boolean =>
  error instanceof Error &&
  /^Out of Memory Error.* used\)/s.test(error.message) &&
  !error.message.includes("max_temp_directory_size");
