import {existsSync, readdirSync} from "node:fs";
import path from "node:path";

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, "..");

/** The folder that was asked for, else data/drops, or the sample when that holds nothing. */
export function dropsFolder(asked: string | undefined): {drops: string; sample: boolean} {
  const sample = path.join(root, "data", "sample");
  if (asked) return {drops: path.resolve(asked), sample: path.resolve(asked) === sample};
  const drops = path.join(root, "data", "drops");
  const filled = existsSync(drops) && readdirSync(drops).some((f) => !f.startsWith("."));
  return filled ? {drops, sample: false} : {drops: sample, sample: true};
}

/** The only clock of the pipeline: the day that dates files whose names carry no date. */
export const today = (): string => new Date().toISOString().slice(0, 10);
