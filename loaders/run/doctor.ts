import {spawnSync} from "node:child_process";
import {constants} from "node:fs";
import {access, readdir, readFile, stat, statfs} from "node:fs/promises";
import path from "node:path";
import {daysBetween} from "../../src/shared/days.ts";
import {counted} from "../../src/shared/formats.ts";
import {HandshakeError, toHandshakeError} from "../errors.ts";
import {lockFolder} from "./lock.ts";
import {storedPath} from "../keep/inventory.ts";
import {lastFiles, leftReport} from "./report/keepReport.ts";
import {lateSentence, lateTables} from "./report/problems.ts";
import {lastBeginning} from "./report/reserve.ts";
import {checkNodeVersion} from "../node.mjs";
import {checkText} from "../keep/versioned.ts";
import {ledgerOf, readLedger} from "../receive/ledger.ts";
import {listObjects} from "../receive/objects.ts";
import {ensureDrops} from "../receive/receive.ts";
import {damageIn} from "../release/contents.ts";
import {checkLayout, currentName, folderOf, readAbout} from "../release/layout.ts";
import {outboxCounts, readOutbox} from "../notifications/outbox.ts";
import {abandonedSites, pinnedNames, sitesThere} from "../release/pin.ts";
import {type Settings} from "../settings.ts";
import {readSettings} from "../settingsFile.ts";
import {readMappings} from "../mappings/engine/mappings.ts";

/** What the doctor looked at: whether it passes, and what to do where it does not. */
export interface Finding {
  what: string;
  state: "ok" | "warn" | "fail";
  text: string;
}

export interface Target {
  drops: string;
  /** The address of object storage that drops mirrors, where they are there. */
  objects?: string;
  sample: boolean;
  build: string;
  site: string;
  settingsFile: string;
  mappings: string[];
  /** YYYY-MM-DD, for the age of drops. */
  today: string;
}

type Check = (target: Target) => Promise<Omit<Finding, "what">>;

const ok = (text: string) => ({state: "ok" as const, text});
const warn = (text: string) => ({state: "warn" as const, text});
const fail = (text: string) => ({state: "fail" as const, text});

/** Checks everything that a rebuild needs, without changing any of it. What can't be checked fails, with the reason. */
export async function examine(target: Target): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [what, check] of Object.entries(checks)) {
    const found = await check(target).catch((error: unknown) => fail(toHandshakeError(error, false).message));
    findings.push({what, ...found});
  }
  return [...findings, ...(await checkSites(target))];
}

/** The findings for a person, failures last, where a terminal shows it. */
export const findingsText = (findings: Finding[]): string =>
  [...findings]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({what, state, text}) => `${state.padEnd(4)}  ${what}: ${text}`)
    .join("\n");

const order: Finding["state"][] = ["ok", "warn", "fail"];

const checks: Record<string, Check> = {
  Node: () => {
    const fault = checkNodeVersion(process.versions.node);
    return Promise.resolve(fault ? fail(fault) : ok(process.versions.node));
  },
  locks: () => {
    const {error} = spawnSync("flock", ["--version"], {stdio: "ignore"});
    return Promise.resolve(
      error ? warn("flock is not there; perl is tried instead. Install it: apt-get install util-linux") : ok("flock is there")
    );
  },
  settings: async ({settingsFile}) => {
    const {company} = await readSettings(settingsFile);
    return ok(`${path.basename(settingsFile)} can be used (${company})`);
  },
  mappings: async ({mappings}) => ok(`${(await readMappings(mappings)).length} can be used`),
  "drops folder": async ({drops, objects, sample}) => {
    if (objects !== undefined) {
      const n = (await listObjects(objects)).length;
      return n ? ok(`${counted(n, "object")} in ${objects}`) : warn(`${objects} has no object; put exports into it`);
    }
    ensureDrops(drops);
    await access(drops, constants.R_OK | constants.X_OK);
    const n = (await readdir(drops, {recursive: true})).length;
    if (sample) return warn(`data/drops is empty, so the invented company is shown; put your exports into it`);
    return n
      ? ok(`${counted(n, "file or folder", "files and folders")} in ${drops}`)
      : warn(`${drops} is empty; put exports into it, or name another with --drops`);
  },
  "build folder": ({build}) => room(build),
  "site folder": async ({site}) => {
    await checkLayout(site);
    return room(site);
  },
  run: async ({build, site}) => {
    for (const folder of [build, site]) {
      if (!(await there(folder))) continue;
      try {
        await (await lockFolder(folder)).release();
      } catch (error) {
        return warn(toHandshakeError(error, false).message);
      }
    }
    return ok("none is at work");
  },
  store: async ({build, sample}) => {
    const entries = await readLedger(ledgerOf({build, sample}));
    const names = entries.map((e) => [storedPath("", e.sha256), {bytes: e.bytes, sha256: e.sha256}] as const);
    const damaged = await damageIn(path.join(build, "store"), Object.fromEntries(names));
    const [n, all] = [entries.length, entries.length === 1 ? "" : "all "];
    if (!damaged.length) return ok(n ? `${counted(n, "delivery", "deliveries")}, ${all}whole` : "no deliveries yet");
    const paths = entries.filter((e) => damaged.some((d) => d.endsWith(e.sha256))).map((e) => e.path);
    return fail(
      `not whole: ${paths.slice(0, 5).join(", ")}. Put these files into the drops again, or restore the store from a backup`
    );
  },
  "age of drops": async (target) => ageOf(target, await readSettings(target.settingsFile)),
  "last run": async ({build}) => {
    const text = await readFile(path.join(build, "report.json"), "utf8").catch(() => null);
    if (text === null) return warn("there was none; run npx handshake rebuild");
    if (checkText(text) !== null) return warn(`report.json can't be read (${checkText(text)}); run npx handshake rebuild`);
    const {run} = JSON.parse(text) as {run?: {outcome: string; started_at: string; message: string}};
    if (!run) return warn("it was by an earlier Handshake; run npx handshake rebuild");
    const began = await lastBeginning(build);
    // a run that found another at work has left a report since, and says nothing of that other one
    if (began !== null && !(await leftReport(build, began)) && (await isFree(build)))
      return fail(
        `the run that began ${began} left no report: it was killed, or could write none. Look at the scheduler's and the system's log; report.json is that of ${run.started_at}`
      );
    return run.outcome === "failed" || run.outcome === "stopped"
      ? fail(`${run.started_at} failed: ${run.message}`)
      : ok(`${run.started_at} ${run.outcome}`);
  },
  messages: async ({build}) => {
    const entries = await readOutbox(build);
    const {pending, dead} = outboxCounts(entries);
    const given = entries.filter((e) => e.state === "dead").map((e) => `"${e.letter?.subject}" by ${e.channel}: ${e.reason}`);
    if (dead) return fail(`${dead} given up: ${given.slice(0, 3).join("; ")}. Check the addresses in the environment`);
    return pending ? warn(`${pending} could not be sent yet; the next run tries again`) : ok("all sent");
  },
  "sites nobody renews": async ({site, settingsFile}) => {
    const found = await abandonedSites(site, await readSettings(settingsFile));
    return found.length ? fail(found.map(({text}) => text).join("\n")) : ok("none");
  }
};

/** What the readers of every audience get; one finding for each. */
async function checkSites({site, settingsFile}: Target): Promise<Finding[]> {
  const settings = await readSettings(settingsFile).catch(() => null);
  const names = settings ? await sitesThere(site, settings) : [""];
  const pinned = await pinnedNames(site).catch((error: unknown) => toHandshakeError(error, false));
  if (pinned instanceof HandshakeError) return [{what: "pins", ...fail(pinned.message)}];
  return Promise.all(
    names.map(async (name) => ({
      what: `what readers get${name ? ` (${name})` : ""}`,
      ...(await checkSite(path.join(site, name), pinned[name]).catch((error: unknown) =>
        fail(toHandshakeError(error, false).message)
      ))
    }))
  );
}

async function checkSite(site: string, pinned: string | undefined): Promise<Omit<Finding, "what">> {
  await checkLayout(site);
  const name = await currentName(site);
  if (name === null) return warn(`no release yet in ${site}; run npx handshake rebuild`);
  const about = await readAbout(site, name);
  if (!about) return fail(`nothing is known of ${name}; run npx handshake rebuild`);
  const damaged = await damageIn(folderOf(site, name), about.files);
  if (damaged.length)
    return fail(`${name} is damaged (${damaged.slice(0, 3).join(", ")}); run npx handshake rebuild, or npx handshake rollback`);
  if (pinned !== undefined)
    return warn(`${name} is pinned by a rollback, so rebuilds publish nothing; to publish again: npx handshake unpin`);
  return ok(`${name}, data to ${about.as_of}, whole`);
}

/** Whether no run is at work in a folder. */
const isFree = (folder: string): Promise<boolean> =>
  lockFolder(folder).then(
    (lock) => lock.release().then(() => true),
    () => false
  );

const there = (file: string) =>
  stat(file).then(
    () => true,
    () => false
  );

const enough = 500_000_000;

/** Whether a folder, or the nearest above it that is there, may be written and has room. */
async function room(folder: string): Promise<Omit<Finding, "what">> {
  let place = path.resolve(folder);
  while (!(await there(place))) place = path.dirname(place);
  await access(place, constants.W_OK | constants.X_OK);
  const {bavail, bsize} = await statfs(place);
  const free = `${Math.round((bavail * bsize) / 1e6)} MB free`;
  return bavail * bsize < enough
    ? warn(`${folder}: only ${free}; make room before the disk is full`)
    : ok(`${folder}: may be written, ${free}`);
}

async function ageOf({build, sample, today}: Target, {cadence_days}: Settings): Promise<Omit<Finding, "what">> {
  const entries = await readLedger(ledgerOf({build, sample}));
  const newest = entries.map((e) => e.drop_date).sort().at(-1); // prettier-ignore
  if (!newest) return warn("nothing was received yet");
  // the ledger knows files; which table each is of, the last run has told
  const late = lateTables({files: await lastFiles(build)}, today, cadence_days);
  if (late.length) return warn(late.map(([table, since]) => lateSentence(table, since, cadence_days)).join("; "));
  const days = daysBetween(newest, today);
  return days > cadence_days
    ? warn(`the newest is of ${newest}, ${days} days ago (cadence_days is ${cadence_days}); check whether exports still arrive`)
    : ok(`the newest is of ${newest}`);
}
