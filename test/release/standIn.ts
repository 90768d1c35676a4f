import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {contentsOf, idOf} from "../../loaders/release/contents.ts";
import {passing, activate, type BuiltRelease, type SwapOptions} from "../../loaders/release/swap.ts";

/** A site of a few small files, built beside the releases as the real one is. */
export async function standIn(site: string, files: Record<string, string>, rules = "test"): Promise<BuiltRelease> {
  const folder = passing(site, "next");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
    writeFileSync(path.join(folder, name), text);
  }
  const contents = await contentsOf(folder);
  const about = {id: idOf(contents), as_of: "2026-06-30", pages: 1, partners: 1, bytes: 1, rules, files: contents};
  return {folder, about};
}

/** A page that loads one data file whose name says its content. */
export const pageWith = (n: number): Record<string, string> => ({
  "index.html": `<p>${n}</p><script src="_file/data/figures.${String(n).padStart(8, "0")}.json"></script>`,
  [`_file/data/figures.${String(n).padStart(8, "0")}.json`]: `{"n": ${n}}\n`
});

export const swapOptions = (now = "2026-07-01T00:00:00.000Z", assetGraceDays = 7): SwapOptions => ({
  now: new Date(now),
  assetGraceDays,
  stillOurs: () => Promise.resolve()
});

/** Publishes a stand-in. */
export const publishStandIn = async (site: string, files: Record<string, string>, options = swapOptions(), rules = "test") =>
  activate(site, await standIn(site, files, rules), options);
