import {fork, type ChildProcess} from "node:child_process";
import path from "node:path";
import type {Reader, ReaderOptions, StoredFile} from "./reader.ts";
import {cantStart, isReaderLost, ReaderLost, secondChance} from "./readerLost.ts";
import {programOf} from "../modules.ts";
import {Refusal} from "../read/refusal.ts";

/** What the child is asked and what it answers. */
export type Request = {id: number; verb: Exclude<keyof Reader, "close" | "others">; args: unknown[]};
/** Number 0 is the word that it is ready to read. */
export type Answer = {id: number; value?: unknown; refusal?: {reason: string; message: string}; error?: string};

export interface ApartOptions extends ReaderOptions {
  /** The folder of the store: the only place, besides folder and work, that the child's DuckDB may touch. */
  store: string;
  /** Memory of the child in MB: two thirds for DuckDB, which uses temporary files beyond, a third for the rest. */
  memory: number;
  /** Seconds that one file may take. */
  patience: number;
  /** Seconds until a process that has not begun is given up: without threads to start, it may wait for ever (120). */
  starting?: number;
  /** Variables of the child's environment, besides those of this process. */
  env?: Record<string, string>;
}

/** A process that reads. */
interface Child {
  process: ChildProcess;
  /** Whether it has said that it is ready. */
  ready: boolean;
  /** The end of what it printed to standard error. */
  printed: string;
  /** Why it could not be started; null while it could. */
  unstarted: Error | null;
}

/**
 * A reader in a process of its own, so that a file that makes it run out of memory, hang or die costs that file and nothing else.
 * The process is started when the first file is read, and again after it has died. A file is refused for it only where it ended the
 * reader twice and another file was read in between; else it is the machine that ends readers, and the run fails.
 */
export class ReaderApart implements Reader {
  readonly #options: ApartOptions;
  #child: Child | null = null;
  #asked = 0;
  #others: StoredFile[] = [];

  constructor(options: ApartOptions) {
    this.#options = options;
  }

  sheets: Reader["sheets"] = (...args) => this.#steady(args[0], "sheets", args) as ReturnType<Reader["sheets"]>;
  headers: Reader["headers"] = (...args) => this.#steady(args[0], "headers", args) as ReturnType<Reader["headers"]>;
  count: Reader["count"] = (...args) => this.#steady(args[0], "count", args) as ReturnType<Reader["count"]>;
  stage: Reader["stage"] = (file, as, lookupFiles) =>
    this.#steady(file, "stage", [file, {...as, table: as.table.name}, lookupFiles]) as ReturnType<Reader["stage"]>;
  locate: Reader["locate"] = (...args) => this.#steady(args[0], "locate", args) as ReturnType<Reader["locate"]>;

  others(files: StoredFile[]): void {
    this.#others = files;
  }

  expect(copy?: string): void {
    this.#child ??= this.#start();
    // without an answer: a reader that can't be told finds out later what it needs
    if (copy) this.#child.process.send({id: 0, verb: "expect", args: [copy]} satisfies Request, () => undefined);
  }

  /** The process that reads, while there is one. */
  get pid(): number | undefined {
    return this.#child?.process.pid;
  }

  close(): Promise<void> {
    const child = this.#child?.process;
    this.#child = null;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  }

  /** Asks, and asks once more where the reader was lost and proves that it can read something else. */
  async #steady(file: StoredFile, verb: Request["verb"], args: unknown[]): Promise<unknown> {
    try {
      return await this.#ask(verb, args);
    } catch (error) {
      if (!isReaderLost(error)) throw error;
      return secondChance(file, error, {
        others: this.#others,
        probe: path.join(this.#options.work, "probe.csv"),
        count: (other) => this.#ask("count", [other]),
        again: () => this.#ask(verb, args),
        limits: this.#options
      });
    }
  }

  #ask(verb: Request["verb"], args: unknown[]): Promise<unknown> {
    const child = (this.#child ??= this.#start());
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const over = () => {
        clearTimeout(late);
        child.process.off("exit", gone).off("error", gone).off("message", answered);
      };
      const lose = (how: "took" | "died") => {
        over();
        if (this.#child === child) this.#child = null;
        reject(this.#lost(child, how));
        child.process.kill("SIGKILL");
      };
      const gone = () => lose("died");
      const late = setTimeout(() => lose("took"), this.#options.patience * 1000);
      const answered = (answer: Answer) => {
        if (answer.id !== id) return;
        over();
        if (answer.refusal) reject(new Refusal(answer.refusal.reason, answer.refusal.message));
        else if (answer.error !== undefined) reject(new Error(answer.error));
        else resolve(answer.value);
      };
      child.process.once("exit", gone).once("error", gone).on("message", answered);
      child.process.send({id, verb, args} satisfies Request, (error) => {
        // its exit tells more than the closed channel does
        if (error) setTimeout(gone, 1000).unref();
      });
    });
  }

  #lost({process: child, ready, printed, unstarted}: Child, how: "took" | "died"): ReaderLost {
    const ended = unstarted?.message ?? child.signalCode ?? `code ${child.exitCode ?? "unknown"}`;
    return new ReaderLost(how, {ready, ended, printed: printed.trim()});
  }

  #start(): Child {
    const {memory, store, folder, work, settings, env} = this.#options;
    const {file, execArgv} = programOf(path.join(import.meta.dirname, "readerChild.ts"));
    const given = JSON.stringify({memory, store, folder, work, settings});
    const child = forked(file, given, [...execArgv, `--max-old-space-size=${Math.round(memory / 3)}`], env);
    const started: Child = {process: child, ready: false, printed: "", unstarted: null};
    child.stderr?.on("data", (chunk: Buffer) => void (started.printed = `${started.printed}${chunk.toString()}`.slice(-2000)));
    const late = setTimeout(() => child.kill("SIGKILL"), 1000 * (this.#options.starting ?? 120));
    late.unref();
    child.on("message", ({id}: Answer) => {
      if (id !== 0) return;
      started.ready = true;
      clearTimeout(late);
    });
    const end = (error?: unknown) => {
      clearTimeout(late);
      if (error instanceof Error) started.unstarted = error;
      if (this.#child === started) this.#child = null;
    };
    // a crash while it is idle fails no file
    child.once("exit", () => end());
    child.on("error", end);
    return started;
  }
}

/** @throws HandshakeError where the system gives no process: too many of them or of open files, or no memory */
function forked(file: string, given: string, execArgv: string[], env: Record<string, string> = {}): ChildProcess {
  try {
    return fork(file, [given], {execArgv, env: {...process.env, ...env}, stdio: ["ignore", "ignore", "pipe", "ipc"]});
  } catch (error) {
    throw cantStart(error instanceof Error ? error.message : String(error));
  }
}
