import {randomInt} from "node:crypto";
import {z} from "zod";
import {isThere} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {keepEarlierFormat} from "../keep/earlier.ts";
import {readVersioned, writeVersioned, type Kind} from "../keep/versioned.ts";

/** By audience, then by kind (partner, customer, person, alert): the code of each id or name. */
const Audiences = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.int().min(1))));
type Audiences = z.infer<typeof Audiences>;

/** At first, one numbering for all audiences, in an order that followed from the ids. Whoever knew the ids could read it. */
const First = z.record(z.string(), z.record(z.string(), z.int()));

const kind: Kind<Audiences> = {
  name: "codes",
  format: 1,
  schema: Audiences,
  migrations: {
    0: (value) =>
      First.safeParse(value).success ? {} : z.strictObject({version: z.literal(2), audiences: Audiences}).parse(value).audiences
  }
};

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
 * @throws HandshakeError (78) where the file can't be read, since new codes would tell a reader of both who is who
 */
export async function readCodes(file: string): Promise<CodeBook> {
  const audiences: Audiences = isThere(file) ? await readKept(file) : {};
  const before = JSON.stringify(audiences);
  return {
    of: (audience) => {
      const kinds = (audiences[audience] ??= {});
      const taken = new Map(Object.entries(kinds).map(([kind, codes]) => [kind, new Set(Object.values(codes))]));
      return {
        number: (kind, who) => {
          const codes = (kinds[kind] ??= {});
          if (!taken.has(kind)) taken.set(kind, new Set());
          return Object.hasOwn(codes, who) ? codes[who]! : define(codes, who, drawn(taken.get(kind)!));
        }
      };
    },
    keep: async () => {
      if (JSON.stringify(audiences) === before) return;
      await keepEarlierFormat(file, (text) => !text.startsWith('{"handshake"'));
      await writeVersioned(file, kind, audiences);
    }
  };
}

/** Four digits, or more where half of these are taken: a free number takes few draws, and none tells who came first. */
function drawn(taken: Set<number>): number {
  let from = 1000;
  while (taken.size > 4.5 * from) from *= 10;
  for (;;) {
    const number = randomInt(from, 10 * from);
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

async function readKept(file: string): Promise<Audiences> {
  try {
    return await readVersioned(file, kind);
  } catch (error) {
    const how =
      error instanceof HandshakeError
        ? error.message
        : `${file} is damaged (it is no file of codes). Restore it from a backup (npx handshake restore DIR)`;
    throw new HandshakeError(
      `${how.replace(/\.$/, "")}. It holds who has which code; new codes would tell readers of the old ones who is who.`,
      {exitCode: 78, cause: error}
    );
  }
}

/** Who has which code in an audience: for the operator's own eyes. */
export async function codesKept(file: string, audience: string, of: string): Promise<Map<string, number>> {
  if (!isThere(file)) return new Map();
  return new Map(Object.entries((await readKept(file))[audience]?.[of] ?? {}));
}
