import {readFileSync} from "node:fs";
import path from "node:path";
import {putWhole} from "../files.ts";
import {compiledOf} from "../modules.ts";
import {answering, answersIn, toKeep} from "../statistics/answers.ts";

/**
 * Does something in which statistics are computed: of the dates before this one most numbers are those of the last run, whose answers
 * are kept in the build folder's cache. They count for the same program and the same Node only, and where their file is whole.
 * Where the sources of the program run as they are, nothing is kept.
 * @param build the build folder
 */
export async function withKeptAnswers<T>(build: string, work: () => Promise<T>): Promise<T> {
  const compiled = compiledOf(path.resolve(import.meta.dirname, "../.."));
  if (compiled === null) return work();
  const program = [path.basename(compiled), process.version, process.arch].join(" ");
  return keepingAnswers(path.join(build, "cache", "statistics"), program, work);
}

/** The same with a file and a program. What can't be read or kept is only computed again: a cache stops no run. */
export async function keepingAnswers<T>(file: string, program: string, work: () => Promise<T>): Promise<T> {
  const answers = answersIn(
    tried(() => readFileSync(file)),
    program
  );
  const done = await answering(answers, work);
  const kept = toKeep(answers, program);
  if (kept) tried(() => putWhole(file, kept));
  return done;
}

function tried<T>(step: () => T): T | null {
  try {
    return step();
  } catch {
    return null;
  }
}
