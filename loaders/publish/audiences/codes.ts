import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {z} from "zod";
import {writeWhole} from "../../disk.ts";

const Kept = z.record(z.string(), z.record(z.string(), z.int().min(1)));

/** Numbers that stand for ids and names, by kind. */
export interface Codes {
  /** The number of an id or name, the next free one when it has none yet. */
  number: (kind: string, text: string) => number;
  /** Gives numbers to many at once, in an order that tells nothing of them and is the same on every machine. */
  meet: (kind: string, texts: readonly string[]) => void;
  keep: () => Promise<void>;
}

const shuffled = (text: string) => createHash("sha256").update(`order ${text}`).digest("hex");

/** The numbers that earlier runs gave, from a file of the build folder; it never reaches a site. */
export async function readCodes(file: string): Promise<Codes> {
  const kept = existsSync(file) ? Kept.parse(JSON.parse(await readFile(file, "utf8"))) : {};
  const before = JSON.stringify(kept);
  const number = (kind: string, text: string) => {
    const of = (kept[kind] ??= {});
    return (of[text] ??= Object.keys(of).length + 1);
  };
  const meet = (kind: string, texts: readonly string[]) => {
    const order = [...new Set(texts)].map((text) => [shuffled(text), text] as const).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, text] of order) number(kind, text);
  };
  return {
    number,
    meet,
    keep: async () => {
      if (JSON.stringify(kept) !== before) await writeWhole(file, `${JSON.stringify(kept)}\n`);
    }
  };
}
