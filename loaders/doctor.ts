import {spawnSync} from "node:child_process";
import {constants} from "node:fs";
import {access, readdir, readFile, stat, statfs} from "node:fs/promises";
import path from "node:path";
import {toHandshakeError} from "./errors.ts";
import {lockFolder} from "./run/lock.ts";
import {checkNodeVersion} from "./node.mjs";
import {readLedger} from "./receive/ledger.ts";
import {damageIn} from "./release/contents.ts";
import {checkLayout, currentName, folderOf, readAbout} from "./release/layout.ts";
import {outboxCounts, readOutbox} from "./notifications/outbox.ts";
import {abandonedSites, pinnedNames, sitesThere} from "./release/pin.ts";
import {readSettings, type Settings} from "./settings.ts";
import {readMappings} from "./mappings/engine/mappings.ts";

/** What the doctor looked at: how it is, and what to do where that is not well. */
export interface Finding {
  what: string;
  state: "well" | "look" | "ill";
  text: string;
}

export interface Patient {
  drops: string;
  sample: boolean;
  build: string;
  site: string;
  settingsFile: string;
  mappings: string[];
  /** YYYY-MM-DD, for the age of drops. */
  today: string;
}

type Look = (patient: Patient) => Promise<Omit<Finding, "what">>;

const well = (text: string) => ({state: "well" as const, text});
const look = (text: string) => ({state: "look" as const, text});
const ill = (text: string) => ({state: "ill" as const, text});

/** Looks at everything that a rebuild needs, without changing any of it. What can't be looked at is ill, with the reason. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [what, looks] of Object.entries(organs)) {
    const found = await looks(patient).catch((error: unknown) => ill(toHandshakeError(error).message));
    findings.push({what, ...found});
  }
  return [...findings, ...(await lookAtSites(patient))];
}

/** The findings for a person, what is ill last, where a terminal shows it. */
export const findingsText = (findings: Finding[]): string =>
  [...findings]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({what, state, text}) => `${state.padEnd(4)}  ${what}: ${text}`)
    .join("\n");

const order: Finding["state"][] = ["well", "look", "ill"];

const organs: Record<string, Look> = {
  Node: () => {
    const complaint = checkNodeVersion(process.versions.node);
    return Promise.resolve(complaint ? ill(complaint) : well(process.versions.node));
  },
  locks: () => {
    const {error} = spawnSync("flock", ["--version"], {stdio: "ignore"});
    return Promise.resolve(
      error ? look("flock is not there; perl is tried instead. Install it: apt-get install util-linux") : well("flock is there")
    );
  },
  settings: async ({settingsFile}) => {
    const {company} = await readSettings(settingsFile);
    return well(`${path.basename(settingsFile)} can be used (${company})`);
  },
  mappings: async ({mappings}) => well(`${(await readMappings(mappings)).length} can be used`),
  "drops folder": async ({drops, sample}) => {
    await access(drops, constants.R_OK | constants.X_OK);
    const n = (await readdir(drops, {recursive: true})).length;
    if (sample) return look(`data/drops is empty, so the invented company is shown; put your exports into it`);
    return n
      ? well(`${n} files and folders in ${drops}`)
      : look(`${drops} is empty; put exports into it, or name another with --drops`);
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
        return look(toHandshakeError(error).message);
      }
    }
    return well("none is at work");
  },
  store: async ({build, sample}) => {
    const entries = await readLedger(path.join(build, sample ? "ledger.sample.jsonl" : "ledger.jsonl"));
    const names = entries.map(
      (e) => [path.posix.join(e.sha256.slice(0, 2), e.sha256), {bytes: e.bytes, sha256: e.sha256}] as const
    );
    const damaged = await damageIn(path.join(build, "store"), Object.fromEntries(names));
    if (!damaged.length) return well(`${entries.length} deliveries, all whole`);
    const paths = entries.filter((e) => damaged.some((d) => d.endsWith(e.sha256))).map((e) => e.path);
    return ill(
      `not whole: ${paths.slice(0, 5).join(", ")}. Put these files into the drops again, or restore the store from a backup`
    );
  },
  "age of drops": async (patient) => ageOf(patient, await readSettings(patient.settingsFile)),
  "last run": async ({build}) => {
    const text = await readFile(path.join(build, "report.json"), "utf8").catch(() => null);
    if (text === null) return look("there was none; run npx handshake rebuild");
    const {run} = JSON.parse(text) as {run?: {outcome: string; started_at: string; message: string}};
    if (!run) return look("it was by an earlier Handshake; run npx handshake rebuild");
    return run.outcome === "failed" || run.outcome === "stopped"
      ? ill(`${run.started_at} failed: ${run.message}`)
      : well(`${run.started_at} ${run.outcome}`);
  },
  messages: async ({build}) => {
    const entries = await readOutbox(build);
    const {pending, dead} = outboxCounts(entries);
    const given = entries.filter((e) => e.state === "dead").map((e) => `"${e.letter?.subject}" by ${e.channel}: ${e.reason}`);
    if (dead) return ill(`${dead} given up: ${given.slice(0, 3).join("; ")}. Check the addresses in the environment`);
    return pending ? look(`${pending} could not be sent yet; the next run tries again`) : well("all sent");
  },
  "sites nobody renews": async ({site, settingsFile}) => {
    const found = await abandonedSites(site, await readSettings(settingsFile));
    return found.length ? ill(found.map(({text}) => text).join("\n")) : well("none");
  }
};

/** What the readers of every audience get; one finding for each. */
async function lookAtSites({site, settingsFile}: Patient): Promise<Finding[]> {
  const settings = await readSettings(settingsFile).catch(() => null);
  const names = settings ? await sitesThere(site, settings) : [""];
  const pinned: Record<string, string> = await pinnedNames(site).catch(() => ({}));
  return Promise.all(
    names.map(async (name) => ({
      what: `what readers get${name ? ` (${name})` : ""}`,
      ...(await lookAtSite(path.join(site, name), pinned[name]).catch((error: unknown) => ill(toHandshakeError(error).message)))
    }))
  );
}

async function lookAtSite(site: string, pinned: string | undefined): Promise<Omit<Finding, "what">> {
  await checkLayout(site);
  const name = await currentName(site);
  if (name === null) return look(`no release yet in ${site}; run npx handshake rebuild`);
  const about = await readAbout(site, name);
  if (!about) return ill(`nothing is known of ${name}; run npx handshake rebuild`);
  const damaged = await damageIn(folderOf(site, name), about.files);
  if (damaged.length)
    return ill(`${name} is damaged (${damaged.slice(0, 3).join(", ")}); run npx handshake rebuild, or npx handshake rollback`);
  if (pinned !== undefined)
    return look(`${name} is pinned by a rollback, so rebuilds publish nothing; to publish again: npx handshake unpin`);
  return well(`${name}, data to ${about.as_of}, whole`);
}

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
    ? look(`${folder}: only ${free}; make room before the disk is full`)
    : well(`${folder}: may be written, ${free}`);
}

async function ageOf({build, sample, today}: Patient, {cadence_days}: Settings): Promise<Omit<Finding, "what">> {
  const entries = await readLedger(path.join(build, sample ? "ledger.sample.jsonl" : "ledger.jsonl"));
  const newest = entries.map((e) => e.drop_date).sort().at(-1); // prettier-ignore
  if (!newest) return look("nothing was received yet");
  const days = Math.round((Date.parse(today) - Date.parse(newest)) / 86_400_000);
  return days > cadence_days
    ? look(`the newest is of ${newest}, ${days} days ago (cadence_days is ${cadence_days}); look whether exports still arrive`)
    : well(`the newest is of ${newest}`);
}
