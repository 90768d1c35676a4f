import {escapeHtml} from "../../src/shared/html.ts";
import {createHash} from "node:crypto";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {z} from "zod";
import {explainedAfter} from "../errors.ts";
import {isThere} from "../files.ts";
import {counted} from "../../src/shared/formats.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import {brandName} from "../project/brand.ts";
import type {Channels} from "./channels.ts";
import type {Letter} from "./letter.ts";
import {deliver, Entry, type Down} from "./outbox.ts";
import {callAddress} from "./webhook.ts";

/** What is wrong now, by an id that stays the same as long as the same thing is wrong. */
export type Problems = Record<string, string>;

/** What the id of a problem begins with that a run sees once: that the next one doesn't see it says nothing about whether it is well again. */
export const once = "once ";

/**
 * What the id of a problem begins with that is of one file. All of them are known, or one that is pushed out by others would be called
 * resolved, and a new one told to nobody; a message names some of them.
 */
export const ofFile = "file ";

/** Files that a message names; the others it counts. */
export const most = 20;

/** What an earlier version told of those that it did not name, and knew by this one id. */
const counts = "more files";

/** What each channel was told last: where one of two fails, its readers are told by a later run. */
const Told = z.record(z.string(), z.record(z.string(), z.string()));
const State = z.strictObject({
  told: Told,
  /** What each had been told before the newest letter, which is taken back where nobody got it. */
  before: Told,
  outbox: z.array(Entry)
});
type State = z.infer<typeof State>;

// format 4 keeps letters as the outbox of digests does
const kind = {
  name: "operator",
  format: 4,
  schema: State,
  migrations: {
    1: (value: unknown) => ({webhook: value, mail: value}),
    2: (told: unknown) => ({told, waiting: []}),
    3: fromFormat3
  }
};
const longest = 2000;

/** Format 3 kept of letters only those that some of several addressees had. */
function fromFormat3(value: unknown): State {
  const Waiting = z.object({channel: z.string(), only: z.array(z.string()), since: z.string(), letter: Entry.shape.letter});
  const {told, waiting} = z.object({told: Told, waiting: z.array(Waiting)}).parse(value);
  const name = (channel: string) => `operator ${channel}`;
  return {
    told: Object.fromEntries(Object.entries(told).map(([channel, by]) => [name(channel), by])),
    before: {},
    outbox: waiting.map(({channel, since, letter, only}) => ({
      ...{channel: name(channel), key: letter?.key ?? "", state: "pending", attempts: 1, reason: ""},
      ...{first_at: since, last_at: since, only, letter}
    }))
  };
}

export interface Word {
  company: string;
  channels: Channels;
  build: string;
  /** Days after which a message is given up for who is asked to wait for it. */
  giveUpDays: number;
  now?: Date;
  /** Whether the run looked at everything: what a run that failed early doesn't name is not well again by that. */
  complete: boolean;
  /** The servers that this run could not use for other messages. */
  down?: Down;
}

/**
 * Tells the operator by each channel what has gone wrong since it was told last, and what is well again; the same thing is told once.
 * What could not be told is told by the next run, with what is news by then; a mail that some of its addressees have, to the others alone.
 * @returns a sentence for each channel that failed, or by which not everybody was reached; no address and no password is in it
 */
export async function tellOperator(problems: Problems, word: Word): Promise<string[]> {
  const {company, channels, build, complete, giveUpDays, down, now = new Date()} = word;
  if (!Object.keys(channels).length) return [];
  const file = path.join(build, "operator.json");
  const empty: State = {told: {}, before: {}, outbox: []};
  const state = isThere(file) ? await readVersioned(file, kind).catch(() => empty) : empty;
  const unsaved = new Set<string>();
  // a full disk is what the operator is to be told of; and what was sent was news of its moment, which no later letter repeats
  const save = (outbox: Entry[]) =>
    writeVersioned(file, kind, {...state, outbox: outbox.filter((e) => e.state !== "sent")}).catch(
      (error: unknown) => void unsaved.add(`what the operator was told could not be noted: ${explainedAfter(error)}`)
    );
  const entries = takeBack(state);
  const letters = Object.keys(channels).flatMap((channel) => {
    const before = state.told[channel] ?? {};
    const fresh = Object.entries(problems).filter(([id]) => !(id in before));
    const well = complete
      ? Object.entries(before).filter(([id]) => !(id in problems || id.startsWith(once) || id === counts))
      : [];
    if (!fresh.length && !well.length) return [];
    state.before[channel] = before;
    state.told[channel] = complete ? problems : {...before, ...problems};
    return [{...letterOf(fresh, well, company), to: [channel]}];
  });
  if (!letters.length && entries.length < state.outbox.length) await save(entries);
  const {troubles} = await deliver(letters, channels, {entries, save}, {now, giveUpDays, down, noun: "message", resend: true});
  return [...troubles, ...unsaved];
}

/**
 * Takes back the letters that certainly nobody has: what they told is told anew as it is now, and not what was wrong and is well again since.
 * @returns what is left in the outbox
 */
function takeBack(state: State): Entry[] {
  const nobodyHas = (e: Entry) => e.state === "pending" && !e.only && !e.again;
  for (const {channel} of state.outbox.filter(nobodyHas)) state.told[channel] = state.before[channel] ?? {};
  return state.outbox.filter((e) => !nobodyHas(e));
}

type Named = [id: string, text: string][];

function letterOf(fresh: Named, well: Named, company: string): Letter {
  // a project that handshake init made bears the company's name
  const subject = `${[...new Set([brandName(), company])].join(", ")}: ${[
    ...(fresh.length ? [counted(fresh.length, "new problem")] : []),
    ...(well.length ? [`${well.length} resolved`] : [])
  ].join(", ")}`;
  const short = (text: string) => (text.length > longest ? `${text.slice(0, longest)} …` : text);
  const part = (title: string, told: Named, more: (n: number) => string) => {
    const files = told.filter(([id]) => id.startsWith(ofFile));
    const left = new Set(files.slice(most));
    const lines = [...told.filter((one) => !left.has(one)).map(([, t]) => short(t)), ...(left.size ? [more(left.size)] : [])];
    return lines.length ? [`${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`] : [];
  };
  const parts = [...part("New", fresh, moreLeft), ...part("Resolved", well, moreWell)];
  const text = `${[subject, ...parts].join("\n\n")}\n`;
  const key = createHash("sha256").update(`${Date.now()} ${text}`).digest("hex").slice(0, 16);
  return {key, subject, text, html: `<pre>${escapeHtml(text)}</pre>`};
}

const moreLeft = (n: number): string =>
  `${counted(n, "more file was", "more files were")} refused or held: see report.html in the build folder`;
const moreWell = (n: number): string => `${counted(n, "more file is", "more files are")} no longer refused or held`;

/** Milliseconds from the first call to the second; twice as many to the third. */
const pause = 2000;

/**
 * Calls the address of a dead man's switch (HANDSHAKE_HEARTBEAT_URL, such as one of healthchecks.io): a service that raises an alarm when
 * the call stays out.
 * @returns why it could not be called; null when it was, or when there is none
 */
export async function callHeartbeat(url: string | undefined): Promise<string | null> {
  if (!url?.trim()) return null;
  for (let n = 1; ; n++) {
    const reason = await callAddress(url.trim());
    if (reason === null || n === 3) return reason === null ? null : `the heartbeat address could not be called: ${reason}`;
    await sleep(pause * n);
  }
}
