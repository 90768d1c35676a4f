import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";

/**
 * Fills a folder once, however many processes ask for it: the first makes it, the others wait.
 * @throws in every process that asks, if making it failed
 */
export async function once(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const outcome = path.join(folder, "outcome.txt");
  if (claims(folder)) await makeAndRecord(folder, make, outcome);
  while (!existsSync(outcome)) await sleep(100);
  const message = readFileSync(outcome, "utf8");
  if (message !== "") throw new Error(message);
}

/** mkdir is atomic: exactly one process succeeds. */
function claims(folder: string): boolean {
  mkdirSync(path.dirname(folder), {recursive: true});
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function makeAndRecord(folder: string, make: (folder: string) => Promise<void>, outcome: string): Promise<void> {
  const message = await make(folder).then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : String(error))
  );
  writeFileSync(`${outcome}.new`, message);
  renameSync(`${outcome}.new`, outcome);
}
