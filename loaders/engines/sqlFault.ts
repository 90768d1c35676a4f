import path from "node:path";
import {HandshakeError, isMachineTrouble} from "../errors.ts";
import {newMetricName} from "../renamed.ts";
import type {Engine} from "./engine.ts";
import {wantsMemory} from "./memoryLimit.ts";

/** An SQL text as a person edits it, and the statement that it was run in. */
export interface SqlText {
  /** The file, absolute or as it is to be named. */
  path: string;
  sql: string;
  /** The first line of the statement, which the text follows: `create or replace table metrics.trust as`; null where the text is all. */
  head: string | null;
  /** The lines that an error is in where the database names none. */
  within?: {from: number; to: number};
  /** Files of the tables that it reads, by table. */
  reads?: ReadonlyMap<string, string>;
}

/** A path as a person below the current folder would type it. */
export function shownPath(file: string): string {
  const near = path.relative(process.cwd(), file);
  return near.startsWith("..") ? file : near;
}

/**
 * What is wrong in an SQL file: file and line as its editor shows them, what the database found, and what to look at next.
 * An error of the machine, or an interruption, is returned as it is: it says nothing of the file, but where that takes all memory.
 * @param engine where the steps of the text are tried one by one if the database names no line
 */
export async function sqlFault(engine: Pick<Engine, "run">, error: unknown, text: SqlText): Promise<Error> {
  const found = error instanceof Error ? error : new Error(String(error));
  if (wantsMemory(found)) return new HandshakeError(needsMemory(text.path, found), {cause: error});
  if (ofMachine(found)) return found;
  const line = lineOf(found.message, text);
  const tried = line === null && text.head !== null ? await failingStep(engine, {...text, head: text.head}) : null;
  const step = tried ?? text.within;
  const at = line !== null ? ` line ${line}` : step ? ` lines ${step.from} to ${step.to}` : "";
  const shown = line === null ? [] : [`  ${line} | ${text.sql.split("\n")[line - 1]!.trimEnd()}`];
  const hints = hintsFor(found.message, text).map((hint) => `  ${hint}`);
  const lines = [`${shownPath(text.path)}${at}: ${saidIn(found.message)}`, ...shown, ...hints];
  return new HandshakeError(lines.join("\n"), {cause: error});
}

const needsMemory = (file: string, {message}: Error): string =>
  `${shownPath(file)} needs more memory than the database may have. If it is yours, it may join more rows than you meant; else free some memory, or give the machine more, and run this again.\n${message.split("\n")[0]}`;

const ofMachine = (error: Error): boolean => isMachineTrouble(error) || /^INTERRUPT\b/.test(error.message);

/** What the database says, without its excerpt and without the list of all functions of a name. */
const saidIn = (message: string): string =>
  message
    .replace(/\n+LINE \d+:[\s\S]*$/, "")
    .replace(/\n\s*Candidate functions:[\s\S]*$/, "")
    .trim()
    .replaceAll(/\n+/g, " ");

/** The line of the text that the database names; null where it names none, or one that reads otherwise in the text. */
function lineOf(message: string, {sql, head}: SqlText): number | null {
  const named = /^LINE (\d+): (.*)$/m.exec(message);
  if (!named) return null;
  const line = Number(named[1]) - (head === null ? 0 : 1);
  const excerpt = named[2]!.replace(/^\.\.\./, "").replace(/\.\.\.$/, "");
  return sql.split("\n")[line - 1]?.includes(excerpt) ? line : null;
}

interface Step {
  name: string;
  from: number;
  to: number;
}

/** The steps `name as ( … )` that a text begins with, as the house writes them: each begins and ends a line. */
function stepsIn(lines: readonly string[]): Step[] {
  const starts = lines.flatMap((line, i) => {
    const named = /^(?:with (?:recursive )?)?([a-z_][a-z_0-9]*)(?: \([^)]*\))? as (?:(?:not )?materialized )?\($/.exec(line);
    return named ? [{name: named[1]!, from: i + 1}] : [];
  });
  return starts.flatMap(({name, from}) => {
    const length = lines.slice(from).findIndex((line) => /^\),?$/.test(line));
    return length < 0 ? [] : [{name, from, to: from + length + 1}];
  });
}

/** The first step of a text that fails, tried with all before it; else what comes after the last one. */
async function failingStep(engine: Pick<Engine, "run">, {sql, head}: SqlText & {head: string}): Promise<Step | null> {
  const lines = sql.trimEnd().split("\n");
  const steps = stepsIn(lines);
  for (const step of steps) {
    const upTo = [...lines.slice(0, step.to - 1), ")", `select * from ${step.name}`];
    try {
      await engine.run([head, ...upTo].join("\n"));
    } catch (error) {
      return ofMachine(error as Error) ? null : step;
    }
  }
  const after = steps.at(-1)?.to ?? lines.findIndex((line) => line.trim() !== "" && !line.startsWith("--"));
  return after < 0 ? null : {name: "", from: after + 1, to: lines.length};
}

function hintsFor(message: string, {reads}: SqlText): string[] {
  const table = /Table with name (\w+) does not exist/.exec(message)?.[1];
  const now = table === undefined ? undefined : newMetricName(table);
  const column = /column named "(\w+)"|[Cc]olumn "(\w+)" (?:not found|does not exist)/.exec(message)?.slice(1).find(Boolean);
  const files = [...(reads?.values() ?? [])].map(shownPath);
  return [
    ...(now === undefined ? [] : [`metrics.${table} is now called metrics.${now}.`]),
    ...(column !== undefined && files.length
      ? [`If ${column} had another name before, look at what this file reads: ${files.join(", ")}.`]
      : []),
    ...(/\bmacro/i.test(message) ? ["The macros are in loaders/statistics/macros.sql."] : [])
  ];
}
