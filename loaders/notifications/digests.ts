import {createHash} from "node:crypto";
import path from "node:path";
import {utcMonday} from "d3-time";
import {z} from "zod";
import {isThere} from "../files.ts";
import type {File} from "../../src/contract/index.ts";
import {dayOf} from "../../src/shared/days.ts";
import {basisOf} from "../history/publication.ts";
import {readVersioned, writeVersioned} from "../keep/versioned.ts";
import type {Settings} from "../settings.ts";
import {digestHtml, digestText, subject} from "./digest.ts";
import {keyOf, newsFor, toldOf, type Told} from "./news.ts";
import type {Letter} from "./letter.ts";

/** A message to one reader, by the channels that reach them. */
export type Addressed = Letter & {to: readonly string[]};

const ToldSchema = z.array(z.strictObject({id: z.string(), signals: z.string(), about: z.string()}));
/** What each reader was told last; "" is leadership. In which week a digest was made last. */
const State = z.strictObject({
  week: z.string().nullable(),
  told: z.record(z.string(), ToldSchema),
  /** Which settings and definitions held then; absent where an earlier version wrote it. */
  basis: z.string().optional()
});
type State = z.infer<typeof State>;

// format 2 knows the basis
const kind = {name: "digest", format: 2, schema: State, migrations: {}};
const stateFile = (build: string) => path.join(build, "digest.json");

const readState = async (build: string): Promise<State> =>
  isThere(stateFile(build)) ? readVersioned(stateFile(build), kind) : {week: null, told: {}};

/** The Monday of the week of a moment, UTC. */
export const weekOf = (now: Date): string => dayOf(utcMonday.floor(now));

/** The channel of an account manager: no name and no address is in what is logged about it. */
export const ownerChannel = (owner: string): string =>
  `owner mail ${createHash("sha256").update(owner).digest("hex").slice(0, 8)}`;

/**
 * One message for leadership and one for each account manager that the settings have an address of, each only where there is news to them.
 * @param leadership the channels that reach leadership; without any, it is told nothing
 * @returns the messages, and what to do once they are in the outbox
 */
export async function digestsOf(
  file: File<"attention">,
  {settings, build, now, leadership}: {settings: Settings; build: string; now: Date; leadership: readonly string[]}
): Promise<{letters: Addressed[]; keep: () => Promise<void>}> {
  const state = await readState(build);
  const week = weekOf(now);
  const nothing = {letters: [], keep: () => Promise.resolve()};
  if (settings.digest === "weekly" && state.week === week) return nothing;
  const readers: [owner: string | null, to: readonly string[]][] = [
    ...(leadership.length ? [[null, leadership] as [null, readonly string[]]] : []),
    ...Object.keys(settings.owner_mail)
      .sort()
      .map((owner): [string, string[]] => [owner, [ownerChannel(owner)]])
  ];
  if (!readers.length) return nothing;
  const told = {...state.told};
  const basis = basisOf(settings);
  const redefined = state.basis !== undefined && state.basis !== basis;
  const letters = readers.flatMap(([owner, to]): Addressed[] => {
    const before: Told[] | null = state.told[owner ?? ""] ?? null;
    told[owner ?? ""] = toldOf(file.cases, owner);
    const news = newsFor(file, owner, before, settings.site_url, redefined);
    if (!news) return [];
    return [{key: keyOf(news, before), subject: subject(news), text: digestText(news), html: digestHtml(news), to}];
  });
  return {letters, keep: () => writeVersioned(stateFile(build), kind, {week, told, basis})};
}

/** Forgets what the readers of these channels were told, because it never reached them: the next message to them tells all that is open. */
export async function forgetTold(build: string, channels: readonly string[]): Promise<void> {
  const state = await readState(build);
  const reached = ([owner]: [string, unknown]) =>
    !channels.some((channel) => (channel.startsWith("owner mail ") ? ownerChannel(owner) === channel : owner === ""));
  if (channels.length)
    await writeVersioned(stateFile(build), kind, {
      ...state,
      week: null,
      told: Object.fromEntries(Object.entries(state.told).filter(reached))
    });
}
