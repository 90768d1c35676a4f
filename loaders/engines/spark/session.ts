import {spawn, type ChildProcessWithoutNullStreams} from "node:child_process";
import {mkdir, writeFile} from "node:fs/promises";
import {connect} from "node:net";
import path from "node:path";
import {HandshakeError} from "../../errors.ts";
import type {Engine} from "../engine.ts";
import type {SparkSettings} from "../engineSettings.ts";
import {checkClient, clientArguments, sparkClient} from "./client.ts";

/** Seconds between two looks at a master that says nothing, and looks that it may miss. */
const look = {seconds: 10, missed: 3};

/** What spark-sql said of a statement that failed. */
export class SparkError extends Error {
  override name = "SparkError";
  /** The line of the statement, from 1; null where Spark names none. */
  readonly line: number | null;
  constructor(said: string) {
    super(said);
    const line = /\bline (\d+)[,)]? pos(?:ition)? \d+/.exec(said) ?? /\(line (\d+),/.exec(said);
    this.line = line ? Number(line[1]) : null;
  }
}

/**
 * A session of spark-sql, the client that every cluster has, as an engine: statements go in as files, answers come back as lines.
 * It is slow to begin (a JVM, executors) and cheap to keep.
 */
export class SparkSession implements Engine {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #settings: SparkSettings;
  readonly #work: string;
  #said = "";
  #ended: string | null = null;
  #statements = 0;
  #heard: () => void = () => undefined;

  private constructor(settings: SparkSettings, work: string) {
    this.#settings = settings;
    this.#work = work;
    // both streams are one, so that what went wrong is before what comes next
    const command = [sparkClient(settings), ...clientArguments(settings, work)];
    this.#process = spawn("/bin/sh", ["-c", 'exec "$@" 2>&1', "sh", ...command], {cwd: work, detached: true});
    this.#process.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
      this.#heard();
    });
    this.#process.stdin.on("error", () => undefined);
    this.#process.on("error", (error) => this.#end(error.message));
    this.#process.on("close", (code, signal) => this.#end(`spark-sql ended with ${signal ?? code}`));
    process.once("exit", this.#kill);
  }

  /**
   * Starts a session and asks which Spark answers.
   * @param work a folder of this session alone
   * @throws HandshakeError (78) where the client, Java or Spark is missing or too old, (70) where the master can't be reached
   */
  static async open(settings: SparkSettings, work: string): Promise<SparkSession> {
    await checkClient(settings);
    await checkMaster(settings.master);
    await mkdir(work, {recursive: true});
    const session = new SparkSession(settings, work);
    try {
      const [answer] = await session.rows<{version: string}>("select version() as version");
      const version = answer!.version.split(" ")[0]!;
      if (!version.startsWith("4."))
        throw new HandshakeError(
          `Spark ${version} answers at ${settings.master}; Handshake's SQL is tested on Spark 4. Use a cluster of that version.`,
          {
            exitCode: 78
          }
        );
      return session;
    } catch (error) {
      session.close();
      throw error instanceof SparkError ? failed(settings, error.message) : error;
    }
  }

  async run(sql: string): Promise<void> {
    await this.#tell(sql);
  }

  async rows<T>(sql: string): Promise<T[]> {
    const lines = await this.#tell(`select concat('row:', to_json(struct(*))) from (${sql})`);
    return lines.filter((l) => l.startsWith("row:")).map((l) => JSON.parse(l.slice(4)) as T);
  }

  /**
   * Moves or removes files by Hadoop's file system shell, within the session.
   * @param args as of `hadoop fs`; none has a space in it. Local paths begin at the session's folder.
   * @throws SparkError with what the shell said
   */
  async files(...args: string[]): Promise<void> {
    const lines = await this.#tell(`dfs ${args.join(" ")}`);
    const end = lines.findIndex((l) => /^Command .* failed with exit code|^Exception raised from DFSShell/.test(l));
    if (end < 0) return;
    const said = lines.slice(0, end + 1).filter((l) => /^-?[a-z]+: /i.test(l));
    throw new SparkError(said.at(-1) ?? lines[end]!);
  }

  close(): void {
    process.removeListener("exit", this.#kill);
    this.#kill();
  }

  readonly #kill = (): void => {
    if (this.#ended !== null || this.#process.pid === undefined) return;
    try {
      process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // it has ended by itself
    }
  };

  #end(why: string): void {
    this.#ended ??= why;
    this.#heard();
  }

  /** Sends one statement as a file and waits for the line behind its answer. */
  async #tell(sql: string): Promise<string[]> {
    const number = ++this.#statements;
    const file = path.join(this.#work, `${number}.sql`);
    const mark = `handshake-said-${number}`;
    await writeFile(file, `${sql}\n;\n`);
    this.#said = "";
    if (this.#ended === null) this.#process.stdin.write(`source ${file};\nselect '${mark}';\n`);
    const lines = await this.#until(mark);
    const from = lines.findIndex((l) => /^\[[A-Z_.0-9]+\] |^Error in query|Exception\b.*:|^Job aborted/.test(l));
    if (from >= 0) throw new SparkError(firstSentence(lines.slice(from)));
    return lines;
  }

  async #until(mark: string): Promise<string[]> {
    const {master, statement_seconds} = this.#settings;
    const deadline = Date.now() + statement_seconds * 1000;
    for (let missed = 0; ;) {
      const lines = this.#said.split("\n");
      const end = lines.indexOf(mark);
      if (end >= 0) return lines.slice(0, end);
      if (this.#ended !== null) throw failed(this.#settings, `${lastWords(lines)}\n${this.#ended}`);
      if (Date.now() > deadline)
        throw failed(this.#settings, `one statement took more than engine.statement_seconds (${statement_seconds})`);
      const heard = await this.#news();
      if (heard) missed = 0;
      else if (await reachable(master)) missed = 0;
      else if (++missed >= look.missed) throw failed(this.#settings, "the master does not answer any more");
    }
  }

  /** Whether anything was said before the next look at the master. */
  #news(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), look.seconds * 1000);
      this.#heard = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}

const failed = (settings: SparkSettings, why: string) =>
  new HandshakeError(
    `Spark at ${settings.master} did not finish: ${why.trim()}\nNothing was published; readers keep the last site. Repair the cluster and rebuild again, or set engine to {kind: "duckdb"}.`
  );

/** The message itself, without the stack that follows it, and what Java says was the cause of it all. */
const firstSentence = (lines: string[]): string => {
  const stack = lines.findIndex((l) => /^\s+at /.test(l) || l.startsWith("org.apache.spark.") || l.startsWith("spark-sql ("));
  const said = lines.slice(0, stack > 0 ? stack : 12).join("\n");
  const cause = lines.filter((l) => l.startsWith("Caused by: ")).at(-1);
  return (cause && !said.includes(cause.slice(11)) ? `${said.trim()}\n${cause}` : said).trim();
};

const lastWords = (lines: string[]): string => {
  const words = lines.filter((l) => /ERROR|Exception|Giving up/.test(l) && !/^\s+at /.test(l));
  return words.slice(-3).join("\n");
};

/** @throws HandshakeError (70) when nothing listens where a standalone master should. */
async function checkMaster(master: string): Promise<void> {
  if (!(await reachable(master)))
    throw new HandshakeError(
      `The Spark master ${master} can't be reached. Start it, or correct engine.master in handshake.config.ts. Nothing was published; readers keep the last site.`
    );
}

/** Whether one of the addresses of a standalone master answers; other kinds of master are Spark's own to find. */
async function reachable(master: string): Promise<boolean> {
  const hosts = /^spark:\/\/(.+)$/.exec(master)?.[1]?.split(",");
  if (!hosts) return true;
  const answers = await Promise.all(
    hosts.map(
      (host) =>
        new Promise<boolean>((resolve) => {
          const [name, port] = host.split(/:(?=\d+$)/);
          const socket = connect({host: name!, port: Number(port ?? "7077"), timeout: 5000});
          const done = (answer: boolean) => {
            socket.destroy();
            resolve(answer);
          };
          socket.on("connect", () => done(true));
          socket.on("error", () => done(false));
          socket.on("timeout", () => done(false));
        })
    )
  );
  return answers.includes(true);
}
