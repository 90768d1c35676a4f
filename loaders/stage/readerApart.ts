import {fork, type ChildProcess} from "node:child_process";
import {createRequire} from "node:module";
import path from "node:path";
import {pathToFileURL} from "node:url";
import type {Reader, ReaderOptions} from "./reader.ts";
import {Refusal} from "./refusal.ts";

/** What the child is asked and what it answers. */
export type Request = {id: number; verb: Exclude<keyof Reader, "close">; args: unknown[]};
export type Answer = {id: number; value?: unknown; refusal?: {reason: string; message: string}; error?: string};

export interface ApartOptions extends ReaderOptions {
  /** The folder of the store: the only place, besides folder and work, that the child's DuckDB may touch. */
  store: string;
  /** Memory of the child in MB: two thirds for DuckDB, which spills to disk beyond, a third for the rest. */
  memory: number;
  /** Seconds that one file may take. */
  patience: number;
}

/**
 * A reader in a process of its own, so that a file that makes it run out of memory, hang or die costs that file and nothing else.
 * The process is started when the first file is read, and again after it has died.
 */
export class ReaderApart implements Reader {
  readonly #options: ApartOptions;
  #child: ChildProcess | null = null;
  #asked = 0;

  constructor(options: ApartOptions) {
    this.#options = options;
  }

  sheets: Reader["sheets"] = (...args) => this.#ask("sheets", args) as ReturnType<Reader["sheets"]>;
  headers: Reader["headers"] = (...args) => this.#ask("headers", args) as ReturnType<Reader["headers"]>;
  count: Reader["count"] = (...args) => this.#ask("count", args) as ReturnType<Reader["count"]>;
  stage: Reader["stage"] = (file, as, lookupFiles) =>
    this.#ask("stage", [file, {...as, table: as.table.name}, lookupFiles]) as ReturnType<Reader["stage"]>;
  locate: Reader["locate"] = (...args) => this.#ask("locate", args) as ReturnType<Reader["locate"]>;

  expect(copy?: string): void {
    this.#child ??= this.#start();
    // without an answer: a reader that can't be told finds out later what it needs
    if (copy) this.#child.send({id: 0, verb: "expect", args: [copy]} satisfies Request, () => undefined);
  }

  /** The process that reads, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  }

  #ask(verb: Request["verb"], args: unknown[]): Promise<unknown> {
    const child = (this.#child ??= this.#start());
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#lose(child, "took", reject), this.#options.patience * 1000);
      const gone = () => {
        clearTimeout(late);
        this.#lose(child, "died", reject);
      };
      const answered = (answer: Answer) => {
        if (answer.id !== id) return;
        clearTimeout(late);
        child.off("exit", gone).off("message", answered);
        if (answer.refusal) reject(new Refusal(answer.refusal.reason, answer.refusal.message));
        else if (answer.error !== undefined) reject(new Error(answer.error));
        else resolve(answer.value);
      };
      child.once("exit", gone).on("message", answered);
      child.send({id, verb, args} satisfies Request, (error) => {
        if (error) gone();
      });
    });
  }

  #lose(child: ChildProcess, how: "took" | "died", reject: (error: Error) => void): void {
    const {memory, patience} = this.#options;
    if (this.#child === child) this.#child = null;
    child.kill("SIGKILL");
    reject(
      how === "took"
        ? new Refusal(
            "too_large",
            `Reading it took more than ${patience} seconds. Deliver it in parts, or raise reader_seconds in handshake.config.ts.`
          )
        : new Refusal(
            "too_large",
            `The process that reads it ended early (${child.signalCode ?? `code ${child.exitCode ?? "unknown"}`}), most likely for want of memory (${memory} MB). Deliver it in parts, or raise reader_memory_mb in handshake.config.ts.`
          )
    );
  }

  #start(): ChildProcess {
    const {memory, store, folder, work, settings} = this.#options;
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const child = fork(
      path.join(import.meta.dirname, "readerChild.ts"),
      [JSON.stringify({memory, store, folder, work, settings})],
      {
        execArgv: ["--import", tsx, `--max-old-space-size=${Math.round(memory / 3)}`],
        stdio: ["ignore", "ignore", "ignore", "ipc"]
      }
    );
    // one that dies while nothing is asked of it costs no file
    child.once("exit", () => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }
}
