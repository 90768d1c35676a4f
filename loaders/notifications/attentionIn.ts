import {readFile} from "node:fs/promises";
import path from "node:path";
import {Attention} from "../../src/contract/attention.ts";
import type {File} from "../../src/contract/index.ts";

/** What needs attention, as a folder of published files holds it. */
export const attentionIn = async (published: string): Promise<File<"attention">> =>
  Attention.parse(JSON.parse(await readFile(path.join(published, "attention.json"), "utf8")));
