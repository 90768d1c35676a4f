import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {damageIn} from "./contents.ts";
import {folderOf, releasesIn, type Release} from "./layout.ts";
import {pin, pinnedNames} from "./pin.ts";
import {bringBack, currentRelease, type SwapOptions} from "./swap.ts";

/** A release to go back to, and the one that readers have until then. */
export interface Return {
  site: string;
  release: Release;
  before: Release | null;
}

/**
 * Makes an earlier release the one that readers get.
 * @param id its name or the beginning of it; the one published before the current one if there is none
 * @returns the release, and the one that readers had until now
 * @throws HandshakeError (66) if there is none of that name, or more than one; (70) if it is damaged. Nothing is changed then.
 */
export async function rollback(site: string, id: string | undefined, options: SwapOptions): Promise<Return> {
  const found = await planRollback(site, id);
  await bringBack(site, found.release.name, options);
  return found;
}

/** What a rollback of several sites did: where it went back, and who keeps what they had, with the reason. */
export interface Returns {
  back: Return[];
  kept: {site: string; release: Release; reason: string}[];
}

/**
 * Goes back in the sites of several audiences: all of them are looked at before any is changed, and pinned before readers get them, so
 * that no rebuild undoes it. Without an id it takes back what the last publication activated: a site that this left as it was stays so, and
 * so does one that has had no other release; they are pinned too.
 * @param audiences names; [""] for the one site for everybody
 * @throws HandshakeError as rollback
 */
export async function rollbackAll(
  site: string,
  audiences: string[],
  id: string | undefined,
  options: SwapOptions
): Promise<Returns> {
  const plans: [audience: string, plan: Return][] = [];
  const kept: [audience: string, one: Returns["kept"][number]][] = [];
  const newest = await lastPublished(site, audiences);
  for (const name of audiences) {
    const folder = path.join(site, name);
    // of several audiences, the one that has the release of this name
    if (id !== undefined && audiences.length > 1 && !(await releasesIn(folder)).some((r) => r.name.startsWith(id))) continue;
    const reason = id === undefined && audiences.length > 1 ? await reasonToStay(folder, newest) : null;
    const release = await currentRelease(folder);
    if (reason === null) plans.push([name, await planRollback(folder, id)]);
    else if (release) kept.push([name, {site: folder, release, reason}]);
  }
  if (!plans.length)
    throw new HandshakeError(
      id === undefined
        ? `No site in ${site} has a release before the current one.`
        : `No release of any audience in ${site} is called ${id}. See npx handshake releases.`,
      {exitCode: 66}
    );
  await pin(site, Object.fromEntries([...plans, ...kept].map(([name, {release}]) => [name, release.name])));
  for (const [, plan] of plans) await bringBack(plan.site, plan.release.name, options);
  return {back: plans.map(([, plan]) => plan), kept: kept.map(([, one]) => one)};
}

/** When any of these sites got what readers have. */
async function lastPublished(site: string, audiences: string[]): Promise<string> {
  const times = await Promise.all(
    audiences.map(async (name) => (await currentRelease(path.join(site, name)))?.published_at ?? "")
  );
  return times.sort().at(-1) ?? "";
}

/** Why a site has nothing to take back; null where it has. */
async function reasonToStay(site: string, newest: string): Promise<string | null> {
  const current = await currentRelease(site);
  if (!current) return "it has no release";
  if (current.published_at < newest) return "the last publication left it as it was";
  return (await releasesIn(site)).length < 2 ? "it has no earlier release" : null;
}

/** Chooses the release to go back to and checks it. */
async function planRollback(site: string, id: string | undefined): Promise<Return> {
  const releases = await releasesIn(site);
  const before = await currentRelease(site);
  const release = chosen(releases, before, id, site);
  if (before && release.rules !== before.rules)
    throw new HandshakeError(
      `Release ${release.name} was made for other data or by other rules of who may see what than the one that readers have now. Rebuild with the settings of that time instead.`
    );
  const damaged = await damageIn(folderOf(site, release.name), release.files);
  if (damaged.length)
    throw new HandshakeError(
      `Release ${release.name} is damaged (${damaged.slice(0, 3).join(", ")}${damaged.length > 3 ? ", …" : ""}). Take another: npx handshake releases.`
    );
  return {site, release, before};
}

function chosen(releases: Release[], before: Release | null, id: string | undefined, site: string): Release {
  const others = releases.filter((r) => r.name !== before?.name);
  const found = id === undefined ? others.slice(0, 1) : releases.filter((r) => r.name.startsWith(id));
  const exact = found.find((r) => r.name === id) ?? (found.length === 1 ? found[0] : undefined);
  if (exact) return exact;
  const there = releases.map((r) => `  ${r.name}`).join("\n");
  const what =
    id === undefined
      ? `${site} has no release before the current one.`
      : `${found.length || "No"} releases in ${site} are called ${id}${id === "" ? "" : "…"}.`;
  throw new HandshakeError(`${what}${there ? ` There ${releases.length === 1 ? "is" : "are"}:\n${there}` : ""}`, {exitCode: 66});
}

/** The releases of a site folder, and of the audiences in it, for a person: the one published last first; the current one is marked. */
export async function releasesText(site: string, audiences: string[] = []): Promise<string> {
  const pinned = await pinnedNames(site);
  const parts: string[] = [];
  for (const name of ["", ...audiences]) {
    const lines = await releaseLines(path.join(site, name), pinned[name]);
    if (lines.length) parts.push([...(name ? [`${name}:`] : []), ...lines].join("\n"));
  }
  return parts.length ? parts.join("\n") : `There is no release in ${site}. Make one with "npx handshake rebuild".`;
}

async function releaseLines(site: string, pinned: string | undefined): Promise<string[]> {
  const current = await currentRelease(site);
  return (await releasesIn(site)).map((r) =>
    [
      r.name === current?.name ? "→" : " ",
      r.name,
      `data to ${r.as_of}`,
      `published ${r.published_at.slice(0, 19).replace("T", " ")} UTC`,
      `${r.partners} partners, ${r.pages} pages`,
      ...(r.name === pinned ? ["pinned"] : [])
    ].join("  ")
  );
}
