import {existsSync, readFileSync} from "node:fs";
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
  const file = path.join(build, "cache", "statistics");
  const program = [path.basename(compiled), process.version, process.arch].join(" ");
  const answers = answersIn(existsSync(file) ? readFileSync(file) : null, program);
  const done = await answering(answers, work);
  const kept = toKeep(answers, program);
  if (kept) putWhole(file, kept);
  return done;
}
