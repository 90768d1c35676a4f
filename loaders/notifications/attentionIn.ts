import {readFile} from "node:fs/promises";
import path from "node:path";
import {files, type File} from "../../src/contract/index.ts";

/** What needs attention, as a folder of published files holds it. */
export const attentionIn = async (published: string): Promise<File<"attention">> =>
  files.attention.parse(JSON.parse(await readFile(path.join(published, "attention.json"), "utf8")));
