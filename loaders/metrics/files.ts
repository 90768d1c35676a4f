import path from "node:path";
import {readModels, type Model} from "../engines/models.ts";
import {foldersOf} from "../project/project.ts";

/* The metrics' files, read without the database: a run that finds nothing new never loads it. */

/** The product's metrics, and those of the company's own folder. */
export const metricFolders = (): string[] => foldersOf(import.meta.dirname, "metrics");

/** Whether a metric's file is the company's own: in a folder of its own, or in the folder of the checkout that is for such. */
export function isOwnMetric(file: string): boolean {
  const [product = ""] = metricFolders();
  const [first] = path.relative(product, file).split(path.sep);
  return first === ".." || first === "custom";
}

/** The metrics as their files are now. */
export const metricModels = (): Model[] => readModels(metricFolders(), "metrics");

/** The SQL of every metric, by name. */
export const metricTexts = (): Record<string, string> => Object.fromEntries(metricModels().map(({name, sql}) => [name, sql]));
