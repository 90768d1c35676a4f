import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {writeWhole} from "../disk.ts";
import {HandshakeError} from "../errors.ts";
import type {Received} from "./receive.ts";

const Confirmed = z.array(z.string());

/**
 * The hashes of files that somebody has confirmed although their drop is small: those of earlier runs and the ones named now.
 * @param named paths below the drops folder, as the report names them, or file names
 * @throws HandshakeError (66) when none of the files received so far is called so.
 */
export async function confirmedFiles(file: string, received: Received[], named: string[]): Promise<Set<string>> {
  const earlier = existsSync(file) ? Confirmed.parse(JSON.parse(await readFile(file, "utf8"))) : [];
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
  if (all.length > earlier.length) await writeWhole(file, `${JSON.stringify(all, null, 1)}\n`);
  return new Set(all);
}
