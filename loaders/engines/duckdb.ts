import type {DuckDBConnection, DuckDBInstance, DuckDBScalarFunction, Json} from "@duckdb/node-api";
import type {Engine} from "./engine.ts";
import {firstLimit, withMore, type Limits} from "./memoryLimit.ts";

/** From as many rows on the plan of a statement is worth its price. */
const many = 1000;

export interface DuckDBOptions {
  /** Where larger-than-memory work may spill; without it such work fails. */
  tempDirectory?: string;
  memoryLimit?: string;
  /** Megabytes that a statement may hold before it spills; one that can't do with it gets up to the limit. */
  spillsFrom?: number;
  threads?: number;
}

/** DuckDB in the process: no extension is ever loaded from the network, and time is UTC whatever the host says. */
export class DuckDB implements Engine {
  readonly #instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly #limits: Limits | null;
  #second: DuckDB | undefined;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, limits: Limits | null) {
    this.#instance = instance;
    this.connection = connection;
    this.#limits = limits;
  }

  /** Opens `file` (":memory:" for none). The caller closes it. */
  static async open(file = ":memory:", options: DuckDBOptions = {}): Promise<DuckDB> {
    // with the first database: a command that opens none starts sooner
    const {DuckDBInstance} = await import("./client.ts");
    const instance = await DuckDBInstance.create(file, {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      ...(options.tempDirectory ? {temp_directory: options.tempDirectory} : {}),
      ...(options.memoryLimit ? {memory_limit: options.memoryLimit} : {}),
      ...(options.threads ? {threads: String(options.threads)} : {})
    });
    const connection = await instance.connect();
    await connection.run("set TimeZone = 'UTC'");
    return new DuckDB(instance, connection, options.spillsFrom ? await firstLimit(connection, options.spillsFrom) : null);
  }

  async run(sql: string): Promise<void> {
    await withMore(this.connection, this.#limits, () => this.connection.run(sql));
  }

  async rows<T = Record<string, Json>>(sql: string): Promise<T[]> {
    const reader = await withMore(this.connection, this.#limits, () => this.connection.runAndReadAll(sql));
    return reader.getRowObjectsJson() as T[];
  }

  /** Lets statements be run as they are written where there are few rows: planning would cost more than it saves. */
  async unplannedIfFew<T>(rows: number, work: () => Promise<T>): Promise<T> {
    if (rows >= many) return work();
    await this.run("pragma disable_optimizer");
    try {
      return await work();
    } finally {
      await this.run("pragma enable_optimizer");
    }
  }

  /**
   * The same database by a second connection, on which a statement runs while one of the first does; it closes with the first. Variables,
   * pragmas and temporary macros are each connection's own.
   */
  async second(): Promise<DuckDB> {
    if (this.#second) return this.#second;
    const connection = await this.#instance.connect();
    await connection.run("set TimeZone = 'UTC'");
    return (this.#second = new DuckDB(this.#instance, connection, this.#limits));
  }

  /** Ends the statement that runs now with an error. */
  interrupt(): void {
    this.connection.interrupt();
    this.#second?.interrupt();
  }

  /** Makes a function written in TypeScript callable from SQL. */
  register(fn: DuckDBScalarFunction): void {
    this.connection.registerScalarFunction(fn);
  }

  close(): void {
    this.#second?.connection.closeSync();
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
