import {readFile} from "node:fs/promises";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {z} from "zod";
import {isThere} from "../files.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import type {Channels} from "./channels.ts";
import {failed, type Attempt, type Letter} from "./letter.ts";

/*
 * What was to be sent and what became of it, one entry per message and channel:
 *   pending  not sent for certain; the next run tries again
 *   sending  a run is sending it; found by the next run, that run was stopped meanwhile, and it becomes unknown
 *   sent
 *   dead     not sent for certain, and given up after retry_days
 *   unknown  it may have arrived; not sent again, for twice is worse than a digest that is on the site anyway
 */
export const Entry = z.strictObject({
  channel: z.string(),
  key: z.string(),
  state: z.enum(["pending", "sending", "sent", "dead", "unknown"]),
  attempts: z.int(),
  first_at: z.iso.datetime(),
  last_at: z.iso.datetime().nullable(),
  reason: z.string(),
  /** Who of several addressees is still to get it; absent where nobody has it yet. */
  only: z.array(z.string()).optional(),
  /** Whether it is sent a second time, because a run was stopped while it sent it. */
  again: z.boolean().optional(),
  /** Kept until it is sent. */
  letter: z.strictObject({key: z.string(), subject: z.string(), text: z.string(), html: z.string()}).nullable()
});
export type Entry = z.infer<typeof Entry>;

// format 2 knows who of several is still to get it
const kind = {name: "outbox", format: 2, schema: z.array(Entry), migrations: {}};
const minute = 60_000;
const day = 1440 * minute;
/** Sent messages that are remembered, so that none is sent twice. */
const remembered = 1000;
const tries = 3;

/** What waits and what was sent, with how it is put on the disk. */
export interface Outbox {
  entries: Entry[];
  save: (entries: Entry[]) => Promise<void>;
}

/** What is wrong with each server that cannot be used now, so that a run waits for it once. */
export type Down = Map<string, Attempt>;

export interface DeliverOptions {
  now: Date;
  /** What a letter is called in what is said of it. */
  noun?: string;
  /** Whether a letter is sent once more where a run was stopped while it sent it: twice is better than never. */
  resend?: boolean;
  /** Shared by all that a run sends. */
  down?: Down;
  /** Days after which a message that could not be sent is given up. */
  giveUpDays: number;
  /** Milliseconds before the second try. */
  pause?: number;
  /** Called once the letters are in the outbox, before any is sent: a run that is killed while it sends has told them all the same. */
  entered?: () => Promise<void>;
}

export interface Delivery {
  /** A sentence for each channel that had something to do. */
  said: string[];
  /** Those of them that somebody has to look at. */
  troubles: string[];
}

export const outboxFile = (build: string): string => path.join(build, "outbox.json");

/**
 * Sends new letters, each by the channels that it names or else by all, and those of earlier runs that are still to be sent, each once per
 * channel and in the order in which they were written. What is being sent is on the disk before, and how it ended after. A server that
 * can't be reached, or does not answer, is asked once a run, not for each letter: the run holds the lock meanwhile.
 */
export async function deliver(
  letters: readonly (Letter & {to?: readonly string[]})[],
  channels: Channels,
  {entries, save: write}: Outbox,
  {now, giveUpDays, noun = "digest", resend = false, down = new Map(), pause = 2000, entered}: DeliverOptions
): Promise<Delivery> {
  const save = () => write(pruned(entries, now));
  const delivery: Delivery = {said: [], troubles: []};
  const tell = ({channel}: Entry, text: string, trouble: boolean) => {
    const line = `${channel}: ${text}`;
    delivery.said.push(line);
    if (trouble) delivery.troubles.push(line);
  };
  for (const entry of entries.filter((e) => e.state === "sending"))
    tell(entry, stoppedAt(entry, resend), entry.state === "unknown");
  for (const {to = Object.keys(channels), ...letter} of letters)
    for (const channel of to)
      if (!entries.some((e) => e.channel === channel && e.key === letter.key)) entries.push(newEntry(channel, letter, now));
  if (entries.some((e) => e.state === "pending") || delivery.said.length) await save();
  await entered?.();
  for (const entry of dueOf(entries, now)) {
    const send = channels[entry.channel];
    const server = /\bmail\b/.test(entry.channel) ? "mail" : entry.channel;
    const isDown = down.get(server);
    if (send && isDown) settle(entry, failed(isDown.reason), now);
    else if (send) {
      entry.state = "sending";
      await save();
      const attempt = await tried(() => send(entry.letter!, entry.only), pause);
      if (attempt.down) down.set(server, attempt);
      settle(entry, attempt, now);
    } else Object.assign(entry, {last_at: now.toISOString(), reason: "the channel is no longer set up"});
    if (entry.state === "pending" && now.getTime() - Date.parse(entry.first_at) >= giveUpDays * day) entry.state = "dead";
    await save();
    tell(entry, endOf(entry, giveUpDays, noun), entry.state !== "sent" || entry.reason !== "");
  }
  return delivery;
}

/** What becomes of a letter that a run was sending when it was stopped, and what is said of it. */
function stoppedAt(entry: Entry, resend: boolean): string {
  const again = resend && !entry.again;
  const end = again ? ({state: "pending", last_at: null, again} as const) : ({state: "unknown"} as const);
  Object.assign(entry, {...end, reason: "a run was stopped while it sent this"});
  return `a run was stopped while it sent "${entry.letter?.subject}"; it may have arrived and is ${again ? "sent once more" : "not sent again"}`;
}

/** What is sent now: where something of a channel is, then all that waits for it, or a newer letter would overtake an older one. */
function dueOf(entries: readonly Entry[], now: Date): Entry[] {
  const waiting = entries.filter((e) => e.state === "pending");
  const due = new Set(waiting.filter((e) => isDue(e, now)).map(({channel}) => channel));
  return waiting.filter(({channel}) => due.has(channel));
}

/** A message that was taken back before all, or any, of its addressees had got it. */
export interface Withdrawn {
  channel: string;
  some: boolean;
}

/** What is said of a message that was taken back. */
export const withdrawnText = ({channel, some}: Withdrawn): string =>
  `${channel}: ${some ? "the digest that some of its addressees have is not sent to the others" : "the digest that waited is not sent"}: the release that it tells of was rolled back`;

/**
 * Takes back what still waits to be sent: readers were given an earlier release again, and it tells of one that they don't have.
 * @returns the channels of it, and whether some of several addressees have got it
 */
export async function withdraw(build: string): Promise<Withdrawn[]> {
  const entries = await readOutbox(build);
  const [waiting, others] = [entries.filter((e) => e.state === "pending"), entries.filter((e) => e.state !== "pending")];
  if (waiting.length) await writeVersioned(outboxFile(build), kind, others);
  return waiting.map(({channel, only}) => ({channel, some: only !== undefined}));
}

const newEntry = (channel: string, letter: Letter, now: Date): Entry => ({
  channel,
  key: letter.key,
  state: "pending",
  attempts: 0,
  first_at: now.toISOString(),
  last_at: null,
  reason: "",
  letter
});

/** After each failed run the wait doubles, from a minute to six hours. A try that is still to come was made by a clock that was ahead. */
function isDue({last_at, attempts}: Entry, now: Date): boolean {
  if (last_at === null) return true;
  const waited = now.getTime() - Date.parse(last_at);
  return waited < 0 || waited >= Math.min(2 ** (attempts - 1) * minute, 360 * minute);
}

function settle(entry: Entry, {end, reason, later}: Attempt, now: Date): void {
  const state = end === "failed" || later ? "pending" : end;
  if (later) entry.only = later;
  Object.assign(entry, {state, reason, attempts: entry.attempts + 1, last_at: now.toISOString()});
  if (state === "sent") entry.letter = null;
}

async function tried(send: () => Promise<Attempt>, pause: number): Promise<Attempt> {
  for (let n = 1; ; n++) {
    const attempt = await send();
    if (attempt.end !== "failed" || !attempt.soon || n === tries) return attempt;
    await sleep(pause * 2 ** (n - 1));
  }
}

function endOf({state, reason, letter, only}: Entry, giveUpDays: number, noun: string): string {
  if (state === "sent") return reason ? `the ${noun} was sent, but ${reason}` : `the ${noun} was sent`;
  if (state === "unknown") return `the ${noun} may have arrived and is not sent again: ${reason}`;
  if (state === "dead") return `"${letter?.subject}" was given up after ${giveUpDays} days: ${reason}`;
  if (only) return `the ${noun} was sent to some of its addressees: ${reason}. The next run tries again for the others`;
  return `the ${noun} could not be sent: ${reason}. The next run tries again`;
}

/** The outbox of digests. */
export const openOutbox = async (build: string): Promise<Outbox> => ({
  entries: await readOutbox(build),
  save: (entries) => writeVersioned(outboxFile(build), kind, entries)
});

/** What is in the outbox; what a version before wrote in sent.json is taken over. */
export async function readOutbox(build: string): Promise<Entry[]> {
  if (isThere(outboxFile(build))) return readVersioned(outboxFile(build), kind);
  const earlier = path.join(build, "sent.json");
  const before = isThere(earlier) ? await readFile(earlier, "utf8") : "{}";
  const states = z
    .record(z.string(), z.enum(["sending", "sent", "refused"]))
    .catch({})
    .parse(jsonOf(before));
  const at = new Date(0).toISOString();
  return Object.entries(states).flatMap(([name, state]): Entry[] => {
    const [channel = "", key = ""] = name.split(" ");
    // what was refused is made again by the run, as long as it is news
    if (state === "refused") return [];
    const end = state === "sent" ? ("sent" as const) : ("unknown" as const);
    return [{channel, key, state: end, attempts: 1, first_at: at, last_at: at, reason: "", letter: null}];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function pruned(entries: Entry[], now: Date): Entry[] {
  const old = (e: Entry) => (e.state === "dead" || e.state === "unknown") && now.getTime() - Date.parse(e.first_at) > 90 * day;
  const [open, done] = [entries.filter((e) => e.state !== "sent" && !old(e)), entries.filter((e) => e.state === "sent")];
  return [...done.slice(-remembered), ...open];
}

/** How many messages wait or were given up. */
export function outboxCounts(entries: Entry[]): Record<"pending" | "dead" | "unknown", number> {
  const count = (...states: Entry["state"][]) => entries.filter((e) => states.includes(e.state)).length;
  return {pending: count("pending", "sending"), dead: count("dead"), unknown: count("unknown")};
}
