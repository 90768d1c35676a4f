import {readModels, type Model} from "../engines/models.ts";
import {foldersOf} from "../project/project.ts";

/* The metrics' files, read without the database: a run that finds nothing new never loads it. */

/** The product's metrics, and those of the company's own folder. */
export const metricFolders = (): string[] => foldersOf(import.meta.dirname, "metrics");

/** The metrics as their files are now. */
export const metricModels = (): Model[] => readModels(metricFolders(), "metrics");

/** The SQL of every metric, by name. */
export const metricTexts = (): Record<string, string> => Object.fromEntries(metricModels().map(({name, sql}) => [name, sql]));
