import {readFile} from "node:fs/promises";
import path from "node:path";
import {files, type File} from "../../src/contract/index.ts";

/** The alerts that a folder of published files holds. */
export const alertsIn = async (published: string): Promise<File<"alerts">> =>
  files.alerts.parse(JSON.parse(await readFile(path.join(published, "alerts.json"), "utf8")));
