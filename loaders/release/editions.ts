import {rm, writeFile} from "node:fs/promises";
import path from "node:path";
import {HandshakeError, withAdvice} from "../errors.ts";
import {makeFolder} from "../files.ts";
import {finish, runFramework} from "./build.ts";
import {linkInto} from "./carry.ts";
import {compressSite} from "./compress.ts";
import {contentsOf, type Contents} from "./contents.ts";
import {frameworkCache} from "./framework/moduleCache.ts";
import {passing, type BuiltRelease} from "./swap.ts";

/** An edition for some partners to make: its data, the folder of its site, and what decides who may see what. */
export interface EditionPlan {
  name: string;
  data: string;
  partners: number;
  site: string;
  rules: string;
}

export interface EditionsOptions {
  /** The folder that holds src, a copy with the page of editions only. */
  root: string;
  /** The folder of the whole site, in which their shell is while they are made. */
  site: string;
  company: string;
  asOf: string;
  sizeShare: number | null;
  mayBeEarlier: boolean;
}

/**
 * Makes all editions from one run of Framework: it builds their shell, without anybody's data, and each edition is the shell's files as
 * links, its own data, and the page that the cells show with them. Checked and held as any site.
 * @returns what was made, in the order of the plans, and the warnings of the build, one text each
 * @throws HandshakeError that names the edition and what is wrong; nothing of what readers have is touched.
 */
export async function makeEditions(
  plans: readonly EditionPlan[],
  options: EditionsOptions
): Promise<{made: BuiltRelease[]; warnings: string[]}> {
  const {root, company, asOf} = options;
  const site = path.resolve(options.site);
  await makeFolder(site);
  const shell = passing(site, "next");
  await makeFolder(shell);
  const folders = plans.map((plan) => passing(path.resolve(plan.site), "next"));
  for (const folder of folders) await makeFolder(folder);
  const editions = plans.map(({name, data}, i) => ({name, data, output: folders[i]!}));
  const cache = frameworkCache(root);
  const {error, warnings} = await runFramework(root, {output: shell, company, asOf, only: null, cache, editions});
  if (error) {
    for (const folder of [shell, ...folders]) await rm(folder, {recursive: true, force: true});
    throw new HandshakeError(
      `${withAdvice(`The editions for partners can't be built: ${error}`)}\nNothing was published; readers keep the last site.`
    );
  }
  await writeFile(path.join(shell, ".nojekyll"), "");
  await compressSite(shell, await contentsOf(shell), () => false);
  const shared = await contentsOf(shell);
  const made: BuiltRelease[] = [];
  for (const [i, plan] of plans.entries()) made.push(await finishEdition(plan, folders[i]!, {shell, shared}, options));
  await rm(shell, {recursive: true, force: true});
  return {made, warnings};
}

async function finishEdition(
  {name, site, partners, rules}: EditionPlan,
  folder: string,
  {shell, shared}: {shell: string; shared: Contents},
  {asOf, sizeShare, mayBeEarlier}: EditionsOptions
): Promise<BuiltRelease> {
  for (const file of Object.keys(shared)) await linkInto(path.join(shell, file), path.join(folder, file));
  return finish(path.resolve(site), folder, {edition: name, asOf, partners, rules, figures: null, sizeShare, mayBeEarlier});
}
