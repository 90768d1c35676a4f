import {readFile} from "node:fs/promises";
import path from "node:path";
import {z} from "zod";
import {writeFileAtomic, isThere} from "../files.ts";
import {HandshakeError} from "../errors.ts";
import {namesIn} from "./layout.ts";

/** What the rules of a release of the invented company begin with. */
export const sampleRules = "the invented company";

/** Who publishes into a site folder. */
export interface Publisher {
  /** The id of its build folder; null where that folder is new. */
  id: string | null;
  build: string;
  /** Whether it publishes the invented company. */
  sample: boolean;
  /** Whether a site that belongs to another build folder is taken over. */
  takeOver: boolean;
}

const Owner = z.looseObject({id: z.string(), build: z.string()});
const ownerFile = (site: string) => path.join(site, "owner.json");

/**
 * Refuses to publish where it would replace what others publish: the sample where a company has a release, and one build folder where
 * another one publishes.
 * @throws HandshakeError (78) that says what was found and what to do; nothing is touched.
 */
export async function checkOwner(site: string, {id, build, sample, takeOver}: Publisher): Promise<void> {
  if (sample) {
    const found = await companyReleaseIn(site);
    if (!found) return;
    throw new HandshakeError(
      `${found} is a company's release; the invented company never replaces it. To look at the sample, publish it elsewhere: npx handshake rebuild --sample --build /tmp/sample/build --site /tmp/sample/site`,
      {exitCode: 78}
    );
  }
  if (takeOver) return;
  const owner = await ownerOf(site);
  if (!owner || owner.id === id) return;
  throw new HandshakeError(
    `${site} belongs to the build folder ${owner.build}${id === null ? `, and ${build} is new` : `, not to ${build}`}. ` +
      `If ${owner.build} was lost, restore it from a backup (npx handshake restore DIR); to publish another site, name another folder with --site; to let this build folder replace that site, add --take-over-site.`,
    {exitCode: 78}
  );
}

/** Notes which build folder publishes into a site. The sample leaves no note: any company may replace it. */
export async function claimSite(site: string, {id, build, sample, takeOver}: Publisher & {id: string}): Promise<void> {
  if (sample || (!takeOver && (await ownerOf(site))?.id === id)) return;
  await writeFileAtomic(ownerFile(site), `${JSON.stringify({id, build})}\n`);
}

async function ownerOf(site: string): Promise<z.infer<typeof Owner> | null> {
  if (!isThere(ownerFile(site))) return null;
  const text = await readFile(ownerFile(site), "utf8");
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    throw new HandshakeError(
      `${ownerFile(site)} is damaged, so it can't be told which build folder publishes there. Restore it from a backup, or replace it: add --take-over-site.`,
      {exitCode: 78}
    );
  }
}

/** A release that is not the invented company's, in a site folder or in one of its audiences' folders; null where there is none. */
async function companyReleaseIn(site: string): Promise<string | null> {
  for (const folder of [site, ...(await namesIn(site)).filter(isAudience).map((name) => path.join(site, name))])
    for (const note of await namesIn(path.join(folder, "about"))) {
      const text = await readFile(path.join(folder, "about", note), "utf8");
      if (!text.includes(`"rules": "${sampleRules}`)) return path.join(folder, "releases", note.replace(/\.json$/, ""));
    }
  return null;
}

const isAudience = (name: string) =>
  !name.startsWith(".") && !["about", "releases", "failed", "held", "current", "lost+found"].includes(name);
