import {createHash} from "node:crypto";
import {readdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {handshake} from "../support/handshake.ts";

/** One way to build: where, how and when must be in no byte. */
interface Way {
  TZ: string;
  under: string[];
  below: string;
}

const ways: Way[] = ["Pacific/Auckland", "UTC", "America/Los_Angeles"].flatMap((TZ) =>
  [[], ["taskset", "-c", "0"]].flatMap((under) => ["a", "another/deeper"].map((below) => ({TZ, under, below})))
);

/**
 * Rebuilds the sample under three time zones, with one thread and with more, into two folders, two at a time.
 * @param some which of these ways; the first is always among them, so that what one part made can be compared with it
 * @returns the hash of all that readers get, of each rebuild: one, when where and how it was made is in no byte
 */
export async function hashesOfSample(folder: string, some: (all: Way[]) => Way[]): Promise<string[]> {
  const hashes: string[] = [];
  const queue = [...new Set([ways[0]!, ...some(ways)])].map((way, number) => ({...way, number}));
  const lane = async () => {
    for (let way = queue.shift(); way; way = queue.shift()) {
      const {TZ, under, below, number} = way;
      const at = path.join(folder, `matrix-${number}`, below);
      const folders = ["--build", path.join(at, "build"), "--site", path.join(at, "site")];
      const {exitCode, stderr} = await handshake(["rebuild", "--drops", "data/sample", ...folders], {under, env: {TZ}});
      if (exitCode !== 0) throw new Error(`A rebuild in ${TZ} ended with ${exitCode}: ${stderr}`);
      hashes.push(hashOf(path.join(at, "site", "current")));
    }
  };
  await Promise.all([lane(), lane()]);
  return hashes;
}

function hashOf(folder: string): string {
  const all = createHash("sha256");
  for (const file of readdirSync(folder, {recursive: true, encoding: "utf8"}).sort())
    if (statSync(path.join(folder, file)).isFile()) all.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
  return all.digest("hex").slice(0, 16);
}
