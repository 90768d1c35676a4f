import {readFileSync} from "node:fs";
import path from "node:path";
import {everything} from "../../loaders/disclosure/audience.ts";
import {rulesOf} from "../../loaders/release/rules.ts";
import type {Stage} from "../../loaders/run/progress.ts";
import type {SitePart} from "../../loaders/run/releaseStage.ts";
import type {RebuildOptions} from "../../loaders/run/run.ts";
import type {World} from "../faults/world.ts";
import {standIn} from "../release/standIn.ts";
import {root} from "./pipeline.ts";

/* Runs over a world of test/faults as `rebuild` makes them; only the pages are stand-ins. */

/** The options of a rebuild that says nothing. */
export const optionsIn = (world: World, given: Pick<RebuildOptions, "acceptSize" | "today">): RebuildOptions => ({
  ...{drops: world.drops, build: world.build, site: world.site, settingsFile: world.settings},
  ...{sample: false, keep: true, root, mappings: [path.join(root, "loaders", "mappings")]},
  ...{acceptVolume: [], style: "silent"},
  ...given
});

/** The stage that makes the site, of one page that holds the published overview; and the parts that it has made, for the stage after it. */
export function standInStage({site, build}: RebuildOptions): {stage: Stage; making: SitePart[]} {
  const making: SitePart[] = [];
  // by the rules that a site for everybody is made by
  const rules = rulesOf(false, "", everything);
  const page = () => standIn(site, {"index.html": readFileSync(path.join(build, "published/overview.json"), "utf8")}, rules);
  return {making, stage: {name: "site", title: "", run: async () => void making.push({made: await page(), site})}};
}
