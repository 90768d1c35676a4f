import {readFile} from "node:fs/promises";
import path from "node:path";
import {writeFileAtomic, isThere} from "../files.ts";

/**
 * Keeps a copy of a file that is about to be written in a newer format, for whoever goes back to an earlier version: in earlier-formats
 * beside it, once.
 * @param isEarlier whether a text is of an earlier format
 */
export async function keepEarlierFormat(file: string, isEarlier: (text: string) => boolean): Promise<void> {
  const copy = path.join(path.dirname(file), "earlier-formats", path.basename(file));
  if (isThere(copy) || !isThere(file)) return;
  const text = await readFile(file, "utf8");
  if (isEarlier(text)) await writeFileAtomic(copy, text);
}
