import path from "node:path";
import {explainedAfter, HandshakeError} from "../errors.ts";
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
 * so does one that has had no other release; they are pinned too. One that was stopped is finished by the next without an id, and what an
 * earlier rollback has brought back stays: the release before it is the one that was taken from readers.
 * @param audiences names; [""] for the one site for everybody
 * @throws HandshakeError as rollback
 */
export async function rollbackAll(
  site: string,
  audiences: string[],
  id: string | undefined,
  options: SwapOptions
): Promise<Returns> {
  const {plans, kept} = id === undefined ? await planLast(site, audiences) : await planNamed(site, audiences, id);
  if (!plans.length) throw nothingToTakeBack(site, id, kept);
  await pin(site, Object.fromEntries([...plans, ...kept].map(([name, {release}]) => [name, release.name])));
  const back: Return[] = [];
  for (const [, plan] of plans) {
    await bringBack(plan.site, plan.release.name, options).catch((error: unknown) => {
      throw unfinished(plan, back, error);
    });
    back.push(plan);
  }
  return {back, kept: kept.map(([, one]) => one)};
}

interface Plans {
  plans: [audience: string, plan: Return][];
  kept: [audience: string, one: Returns["kept"][number]][];
}

/** What takes back the last publication, of each audience that no finished rollback has pinned. */
async function planLast(site: string, audiences: string[]): Promise<Plans> {
  const pinned = await pinnedNames(site);
  const newest = await lastPublished(site, audiences.filter((name) => pinned[name] === undefined)); // prettier-ignore
  const planned: Plans = {plans: [], kept: []};
  for (const name of audiences) {
    const folder = path.join(site, name);
    const release = await currentRelease(folder);
    const pin = pinned[name];
    const reason =
      pin !== undefined && pin === release?.name
        ? alreadyBack
        : pin === undefined && audiences.length > 1
          ? await reasonToStay(folder, newest)
          : null;
    if (reason === null) planned.plans.push([name, await planRollback(folder, pin)]);
    else if (release) planned.kept.push([name, {site: folder, release, reason}]);
  }
  return planned;
}

/** Of several audiences, the one that has the release of this name. */
async function planNamed(site: string, audiences: string[], id: string): Promise<Plans> {
  const plans: Plans["plans"] = [];
  for (const name of audiences) {
    const folder = path.join(site, name);
    if (audiences.length === 1 || (await releasesIn(folder)).some((r) => r.name.startsWith(id)))
      plans.push([name, await planRollback(folder, id)]);
  }
  return {plans, kept: []};
}

const alreadyBack = "an earlier rollback has pinned it";

function nothingToTakeBack(site: string, id: string | undefined, kept: Plans["kept"]): HandshakeError {
  const pinned = kept.some(([, {reason}]) => reason === alreadyBack);
  const what =
    id !== undefined
      ? `No release of any audience in ${site} is called ${id}. See npx handshake releases.`
      : pinned
        ? `${site} was rolled back already and is pinned. Nothing was changed. To go back further, name the release: npx handshake rollback ID (npx handshake releases lists them). To publish again: npx handshake unpin.`
        : `No site in ${site} has a release before the current one.`;
  return new HandshakeError(what, {exitCode: 66});
}

/** That a rollback was stopped between its pins and the last of its sites: rebuilds publish nothing to any of them. */
function unfinished({site}: Return, back: readonly Return[], error: unknown): HandshakeError {
  const done = back.length ? ` Readers of ${back.map((one) => one.site).join(", ")} have the earlier release already.` : "";
  return new HandshakeError(
    `The rollback was stopped at ${site}, and rebuilds publish nothing until it is finished: run npx handshake rollback again.${done}\n${explainedAfter(error)}`,
    {cause: error}
  );
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
