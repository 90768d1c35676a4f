import {editionsOf} from "./editions.ts";
import {explainedAfter} from "../errors.ts";
import {attentionIn} from "../notifications/attentionIn.ts";
import {channelsOf, ownerChannelsOf} from "../notifications/channels.ts";
import {digestsOf, forgetTold} from "../notifications/digests.ts";
import {deliver, openOutbox, outboxCounts, readOutbox, withdraw, withdrawnText} from "../notifications/outbox.ts";
import {abandonedSites} from "../release/pin.ts";
import type {RebuildOptions, Run} from "./run.ts";

type Released = Pick<Run<RebuildOptions>, "options" | "settings" | "report" | "startedAt" | "down">;
type Say = (text: string) => void;

/** What comes after publishing fails as what it is: readers have the new release. */
export async function afterwards({report}: Pick<Run, "report">, what: string, step: () => Promise<unknown>): Promise<void> {
  await step().catch((error: unknown) => void report.run.troubles.push(`${what}: ${explainedAfter(error)}`));
}

/** A site of somebody who is no audience any more is still served, and never renewed. */
export async function nameAbandoned({options, settings, report}: Released, say: Say): Promise<void> {
  for (const {text} of await abandonedSites(options.site, settings)) {
    say(text);
    report.run.troubles.push(text);
  }
}

/** Sends leadership and account managers what is news to each of them; nothing of the invented company. */
export async function sendDigest({options, settings, report, startedAt: now, down}: Released, say: Say): Promise<void> {
  if (options.sample) return;
  const edition = editionsOf(options, settings).find(({name}) => !name || name === settings.alerts_audience);
  const own = report.releases.filter((r) => r.site === edition?.site);
  const held = own.some((r) => r.pinned || r.failed !== undefined);
  const leadership = channelsOf(process.env);
  const owner_mail = withoutShared(settings.owner_mail, report.owner_mail?.shared);
  const channels = {...leadership, ...ownerChannelsOf(process.env, owner_mail)};
  const about = {settings: {...settings, owner_mail}, build: options.build, now, leadership: Object.keys(leadership)};
  if (own.some((r) => r.pinned)) await takeBack(options.build, say);
  const {letters, keep} = edition && !held ? await digestsOf(await attentionIn(edition.published), about) : none;
  const {said, troubles} = await deliver(letters, channels, await openOutbox(options.build), {
    now,
    down,
    giveUpDays: settings.retry_days,
    entered: keep
  });
  said.forEach(say);
  report.run.troubles.push(...troubles);
  report.outbox = outboxCounts(await readOutbox(options.build));
}

/** After a rollback: a message that waits would tell of the release that was taken from readers. */
async function takeBack(build: string, say: Say): Promise<void> {
  const withdrawn = await withdraw(build);
  // where some have it already, the next message to all of them tells what is news since
  await forgetTold(
    build,
    withdrawn.filter(({some}) => !some).map(({channel}) => channel)
  );
  withdrawn.forEach((one) => say(withdrawnText(one)));
}

/** The addresses but for names that several account managers have: one would be told of the cases of another. */
const withoutShared = (mail: Record<string, string>, shared: readonly string[] = []) =>
  Object.fromEntries(Object.entries(mail).filter(([name]) => !shared.includes(name)));

const none: Awaited<ReturnType<typeof digestsOf>> = {letters: [], keep: () => Promise.resolve()};
