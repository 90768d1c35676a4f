import {escapeHtml} from "../../src/shared/html.ts";
import {createHash} from "node:crypto";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {z} from "zod";
import {isThere} from "../files.ts";
import {counted} from "../../src/shared/formats.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import {brandName} from "../project/brand.ts";
import type {Channels} from "./channels.ts";
import {failed, type Attempt, type Letter} from "./letter.ts";
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

/** A message that some of several addressees have, and that the mail server asked to bring to the others later. */
const Waiting = z.strictObject({
  channel: z.string(),
  only: z.array(z.string()),
  since: z.iso.datetime(),
  letter: z.strictObject({key: z.string(), subject: z.string(), text: z.string(), html: z.string()})
});
type Waiting = z.infer<typeof Waiting>;

// format 3 knows who is still to get a message
const kind = {
  name: "operator",
  format: 3,
  schema: z.strictObject({told: Told, waiting: z.array(Waiting)}),
  migrations: {
    1: (value: unknown) => ({webhook: value, mail: value}),
    2: (told: unknown) => ({told, waiting: []})
  }
};
const longest = 2000;
const day = 86_400_000;

export interface Word {
  company: string;
  channels: Channels;
  build: string;
  /** Days after which a message is given up for who is asked to wait for it. */
  giveUpDays: number;
  now?: Date;
  /** Whether the run looked at everything: what a run that failed early doesn't name is not well again by that. */
  complete: boolean;
}

/**
 * Tells the operator by each channel what has gone wrong since it was told last, and what is well again; the same thing is told once.
 * What could not be told is told by the next run; a mail that some of its addressees have, to the others alone.
 * @returns a sentence for each channel that failed, or by which not everybody was reached; no address and no password is in it
 */
export async function tellOperator(problems: Problems, word: Word): Promise<string[]> {
  const {company, channels, build, complete, now: at = new Date()} = word;
  if (!Object.keys(channels).length) return [];
  const file = path.join(build, "operator.json");
  const none: z.infer<typeof kind.schema> = {told: {}, waiting: []};
  const {told, waiting} = isThere(file) ? await readVersioned(file, kind).catch(() => none) : none;
  const again = await sendAgain(waiting, word, at);
  const news = Object.entries(channels).flatMap(([name, send]) => {
    const before = told[name] ?? {};
    const fresh = Object.entries(problems).filter(([id]) => !(id in before));
    const well = complete
      ? Object.entries(before).filter(([id]) => !(id in problems || id.startsWith(once) || id === counts))
      : [];
    if (!fresh.length && !well.length) return [];
    const letter = letterOf(fresh, well, company);
    return [{name, before, letter, sent: send(letter)}];
  });
  if (!news.length && !waiting.length) return [];
  const ends = await Promise.all(news.map(async ({sent, ...one}) => ({...one, ...(await sent)})));
  const got = ends.filter(({end}) => end !== "failed");
  const now = got.map(({name, before}) => [name, complete ? problems : {...before, ...problems}] as const);
  const left = got.flatMap(({name, letter, later: only}) =>
    only ? [{channel: name, only, since: at.toISOString(), letter}] : []
  );
  if (got.length || waiting.length)
    await writeVersioned(file, kind, {told: {...told, ...Object.fromEntries(now)}, waiting: [...again.waiting, ...left]});
  return [...again.said, ...ends.flatMap(({name, ...attempt}) => endOf(name, attempt))];
}

function endOf(channel: string, {end, reason, later}: Attempt): string[] {
  const word = `word to the operator by ${channel}`;
  if (end !== "sent") return [`${word} failed: ${reason}`];
  if (later) return [`${word} was sent to some of its addressees: ${reason}. The next run tries again for the others`];
  return reason ? [`${word} was sent, but ${reason}`] : [];
}

/** Sends what waits to those alone who have not got it. One that may have arrived is not sent again. */
async function sendAgain(
  waiting: readonly Waiting[],
  {channels, giveUpDays}: Word,
  now: Date
): Promise<{waiting: Waiting[]; said: string[]}> {
  const still: Waiting[] = [];
  const said: string[] = [];
  for (const one of waiting) {
    const attempt = (await channels[one.channel]?.(one.letter, one.only)) ?? failed("the channel is no longer set up");
    const only = attempt.end === "failed" ? one.only : attempt.later;
    const word = `word to the operator by ${one.channel}`;
    if (!only) said.push(...endOf(one.channel, attempt));
    else if (now.getTime() - Date.parse(one.since) >= giveUpDays * day)
      said.push(
        `${word} was given up for ${counted(only.length, "addressee")} after ${counted(giveUpDays, "day")}: ${attempt.reason}`
      );
    else {
      still.push({...one, only});
      said.push(`${word} has not reached ${counted(only.length, "addressee")} yet: ${attempt.reason}. The next run tries again`);
    }
  }
  return {waiting: still, said};
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
