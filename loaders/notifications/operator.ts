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
import type {Letter} from "./letter.ts";
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

const kind = {
  name: "operator",
  format: 2,
  schema: Told,
  migrations: {1: (value: unknown) => ({webhook: value, mail: value})}
};
const longest = 2000;

export interface Word {
  company: string;
  channels: Channels;
  build: string;
  /** Whether the run looked at everything: what a run that failed early doesn't name is not well again by that. */
  complete: boolean;
}

/**
 * Tells the operator by each channel what has gone wrong since it was told last, and what is well again; the same thing is told once.
 * What could not be told is told by the next run.
 * @returns a sentence for each channel that failed; no address and no password is in it
 */
export async function tellOperator(problems: Problems, {company, channels, build, complete}: Word): Promise<string[]> {
  if (!Object.keys(channels).length) return [];
  const file = path.join(build, "operator.json");
  const told: z.infer<typeof Told> = isThere(file) ? await readVersioned(file, kind).catch(() => ({})) : {};
  const news = Object.entries(channels).flatMap(([name, send]) => {
    const before = told[name] ?? {};
    const fresh = Object.entries(problems).filter(([id]) => !(id in before));
    const well = complete
      ? Object.entries(before).filter(([id]) => !(id in problems || id.startsWith(once) || id === counts))
      : [];
    return fresh.length || well.length ? [{name, before, sent: send(letterOf(fresh, well, company))}] : [];
  });
  if (!news.length) return [];
  const ends = await Promise.all(news.map(async ({name, before, sent}) => ({name, before, ...(await sent)})));
  const got = ends.filter(({end}) => end !== "failed");
  const now = got.map(({name, before}) => [name, complete ? problems : {...before, ...problems}] as const);
  if (got.length) await writeVersioned(file, kind, {...told, ...Object.fromEntries(now)});
  return ends.flatMap(({name, end, reason}) => (end === "sent" ? [] : [`word to the operator by ${name} failed: ${reason}`]));
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
