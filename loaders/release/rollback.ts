import {HandshakeError} from "../errors.ts";
import {damageIn} from "./contents.ts";
import {folderOf, releasesIn, type Release} from "./layout.ts";
import {bringBack, currentRelease, type SwapOptions} from "./swap.ts";

/**
 * Makes an earlier release the one that readers get.
 * @param id its name or the beginning of it; the one published before the current one if there is none
 * @returns the release, and the one that readers had until now
 * @throws HandshakeError (66) if there is none of that name, or more than one; (70) if it is damaged. Nothing is changed then.
 */
export async function rollback(
  site: string,
  id: string | undefined,
  options: SwapOptions
): Promise<{release: Release; before: Release | null}> {
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
  await bringBack(site, release.name, options);
  return {release, before};
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

/** The releases of a site folder for a person, the one published last first; the current one is marked. */
export async function releasesText(site: string): Promise<string> {
  const current = await currentRelease(site);
  const lines = (await releasesIn(site)).map((r) =>
    [
      r.name === current?.name ? "→" : " ",
      r.name,
      `data to ${r.as_of}`,
      `published ${r.published_at.slice(0, 19).replace("T", " ")} UTC`,
      `${r.partners} partners, ${r.pages} pages`
    ].join("  ")
  );
  return lines.length ? lines.join("\n") : `There is no release in ${site}. Make one with "npx handshake rebuild".`;
}
