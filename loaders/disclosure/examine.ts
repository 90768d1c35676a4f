import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {Edition, files, type FileName} from "../../src/contract/index.ts";
import {HandshakeError} from "../errors.ts";
import {attackOnSome, attacksOn, attacksText, type EditionFiles} from "./attacks.ts";
import {codesKept} from "./codes.ts";

/**
 * What an insider could infer from an audience's edition, as the last rebuild published it.
 * @param build the build folder, which holds the edition, the same for everybody, and who has which code
 * @throws HandshakeError (66) where no rebuild made such an edition
 */
export async function examineEdition(build: string, audience: string, known: readonly string[]): Promise<string> {
  const folder = path.join(build, "audiences", audience);
  if (!/^[a-z][a-z0-9_-]*$/.test(audience) || !existsSync(folder))
    throw new HandshakeError(
      `There is no edition "${audience}" in ${build}. ${known.length ? `The settings have ${known.join(", ")}. Run "npx handshake rebuild", then` : "The settings have no audiences. Add one to handshake.config.ts, rebuild, then"} try again.`,
      {exitCode: 66}
    );
  const whole = await read(path.join(build, "published"));
  const some = path.join(folder, "edition.json");
  if (existsSync(some)) {
    const text = await readFile(some, "utf8");
    const ids = new Set(Edition.parse(JSON.parse(text)).partners.id);
    return attacksText(audience, [attackOnSome(text, ids, whole.partners)]);
  }
  const codes = await codesKept(path.join(build, "codes.json"), audience, "partner");
  const shown = new Map([...codes].map(([id, code]) => [`p${code}`, id]));
  return attacksText(audience, attacksOn(await read(folder), whole, shown));
}

async function read(folder: string): Promise<EditionFiles> {
  const text = async (name: FileName) => JSON.parse(await readFile(path.join(folder, `${name}.json`), "utf8")) as unknown;
  return {
    partners: files.partners.parse(await text("partners")),
    segments: files.segments.parse(await text("segments")),
    service: files.service.parse(await text("service"))
  };
}
