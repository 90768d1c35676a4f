import {randomInt} from "node:crypto";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {z} from "zod";
import {writeFileAtomic} from "../files.ts";
import {HandshakeError} from "../errors.ts";

const Kept = z.strictObject({
  version: z.literal(2),
  /** By audience, then by kind (partner, customer, person, alert): the code of each id or name. */
  audiences: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.int().min(1))))
});
/** Before, one numbering for all audiences, in an order that followed from the ids. Whoever knew the ids could read it. */
const First = z.record(z.string(), z.record(z.string(), z.int()));

/** The codes of one audience, by kind. */
export interface Codes {
  /** The number of an id or name, a random one that is not taken where it has none yet. */
  number: (kind: string, text: string) => number;
}

export interface CodeBook {
  /** An audience's own codes: what one audience reads tells nothing of another's. "" is the site for everybody. */
  of: (audience: string) => Codes;
  keep: () => Promise<void>;
}

/**
 * The codes that earlier runs drew, from a file of the build folder that reaches no site. They are drawn at random and can't be had
 * again from the drops: keep the file with the backup.
 * @param draw a random whole number from the first to before the second
 * @throws HandshakeError (78) where the file can't be read, since new codes would tell a reader of both who is who
 */
export async function readCodes(file: string, draw: (from: number, to: number) => number = randomInt): Promise<CodeBook> {
  const text = existsSync(file) ? await readFile(file, "utf8") : null;
  const audiences: ReturnType<typeof parse> = text === null ? {} : parse(text, file);
  const before = JSON.stringify(audiences);
  return {
    of: (audience) => {
      const kinds = (audiences[audience] ??= {});
      const taken = new Map(Object.entries(kinds).map(([kind, codes]) => [kind, new Set(Object.values(codes))]));
      return {
        number: (kind, who) => {
          const codes = (kinds[kind] ??= {});
          if (!taken.has(kind)) taken.set(kind, new Set());
          return Object.hasOwn(codes, who) ? codes[who]! : define(codes, who, drawn(taken.get(kind)!, draw));
        }
      };
    },
    keep: async () => {
      if (JSON.stringify(audiences) !== before) await writeFileAtomic(file, `${JSON.stringify({version: 2, audiences})}\n`);
    }
  };
}

/** Four digits, or more where half of these are taken: a free number takes few draws, and none tells who came first. */
function drawn(taken: Set<number>, draw: (from: number, to: number) => number): number {
  let from = 1000;
  while (taken.size > 4.5 * from) from *= 10;
  for (;;) {
    const number = draw(from, 10 * from);
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

function define(codes: Record<string, number>, who: string, number: number): number {
  // an id may be "__proto__"
  Object.defineProperty(codes, who, {value: number, enumerable: true, configurable: true, writable: true});
  return number;
}

function parse(text: string, file: string): Record<string, Record<string, Record<string, number>>> {
  try {
    const found: unknown = JSON.parse(text);
    return First.safeParse(found).success ? {} : Kept.parse(found).audiences;
  } catch (error) {
    throw new HandshakeError(
      `${file} can't be read. Restore it from the backup: it holds who has which code, and new codes would tell readers of the old ones who is who.`,
      {exitCode: 78, cause: error}
    );
  }
}

/** Who has which code in an audience: for the operator's own eyes. */
export async function codesKept(file: string, audience: string, kind: string): Promise<Map<string, number>> {
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(parse(await readFile(file, "utf8"), file)[audience]?.[kind] ?? {}));
}
