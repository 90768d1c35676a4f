import path from "node:path";
import {z} from "zod";
import {isThere} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {keepEarlierFormat} from "../keep/earlier.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import type {Received} from "./receive.ts";

const kind = {name: "confirmed", format: 1, schema: z.array(z.string()), migrations: {}};

/**
 * The hashes of files that somebody has confirmed although their drop is small: those of earlier runs and the ones named now.
 * @param named paths below the drops folder, as the report names them, or file names
 * @throws HandshakeError (66) when none of the files received so far is called so.
 */
export async function confirmedFiles(file: string, received: Received[], named: string[]): Promise<Set<string>> {
  const earlier = isThere(file) ? await readVersioned(file, kind) : [];
  const now = named.flatMap((name) => {
    const found = received.filter((r) => r.path === name || path.basename(r.path) === path.basename(name));
    if (found.length) return found.map((r) => r.sha256);
    throw new HandshakeError(
      `--accept-volume ${name}: no file of that name was received. Take the path that the message or report.json names.`,
      {
        exitCode: 66
      }
    );
  });
  const all = [...new Set([...earlier, ...now])].sort();
  if (all.length > earlier.length) {
    await keepEarlierFormat(file, (text) => text.startsWith("["));
    await writeVersioned(file, kind, all);
  }
  return new Set(all);
}
