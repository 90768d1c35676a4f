import {explainedAfter, HandshakeError, toHandshakeError} from "../../errors.ts";
import {operatorChannelsOf} from "../../notifications/channels.ts";
import {callHeartbeat, tellOperator} from "../../notifications/operator.ts";
import type {Down} from "../../notifications/outbox.ts";
import type {Report, RunNote} from "./report.ts";
import {lockFolder} from "../lock.ts";
import type {Settings} from "../../settings.ts";
import {isStop} from "../signals.ts";
import {keepReport} from "./keepReport.ts";
import {problemsOf} from "./problems.ts";

export interface Concluding {
  build: string;
  settings: Settings;
  /** Whether the run was to publish: a check tells nobody anything. */
  publishes: boolean;
  /** Whether the run has the lock of the build folder: one that failed before takes it to tell the operator. */
  locked: boolean;
  /** Nobody is told anything of the invented company. */
  sample: boolean;
  /** YYYY-MM-DD */
  today: string;
  /** The servers that this run could not use for digests. */
  down?: Down;
}

/**
 * The end of every run: how it went, into the report; word to the operator; the report and metrics, onto the disk.
 * @returns what to fail with where the report itself could not be left, with what the run failed of; null if it was
 */
export async function concludeRun(
  report: Report,
  failure: HandshakeError | null,
  {build, settings, publishes, locked, sample, today, down}: Concluding
): Promise<HandshakeError | null> {
  const {run} = report;
  Object.assign(run, outcomeOf(report, failure), {seconds: Math.round(Date.now() - Date.parse(run.started_at)) / 1000});
  if (publishes && !sample && run.outcome !== "busy") {
    const channels = operatorChannelsOf(process.env);
    const tell = () =>
      tellOperator(problemsOf(report, settings, today), {
        company: settings.company,
        channels,
        build,
        giveUpDays: settings.retry_days,
        complete: !failure,
        ...(down && {down})
      });
    const told = locked || !Object.keys(channels).length ? tell() : tellAlone(build, tell);
    const unsaid = await told.catch((error: unknown) => [`word to the operator failed: ${explainedAfter(error)}`]);
    const heartbeat = failure ? null : await callHeartbeat(process.env.HANDSHAKE_HEARTBEAT_URL);
    run.troubles.push(...unsaid, ...(heartbeat ? [heartbeat] : []));
    Object.assign(run, outcomeOf(report, failure));
  }
  try {
    await keepReport(build, report, settings, publishes);
    return null;
  } catch (error) {
    const published = report.releases.some((r) => r.published);
    const unwritten = `The report could not be written, so report.json is of an earlier run: ${explainedAfter(error)}`;
    if (failure) return new HandshakeError(`${failure.message}\n${unwritten}`, {exitCode: failure.exitCode, cause: failure});
    return published ? new HandshakeError(`Published. ${unwritten}`, {exitCode: 69}) : toHandshakeError(error, publishes);
  }
}

/**
 * What the operator was told is written by one run at a time, or it would be told twice or not at all. Where it can't be told whether another
 * run is at work (the disk is full, the folder may not be written to), that is what the operator has to hear of.
 */
async function tellAlone(build: string, tell: () => Promise<string[]>): Promise<string[]> {
  const lock = await lockFolder(build).catch((error: unknown) => (toHandshakeError(error).exitCode === 75 ? "busy" : null));
  if (lock === "busy") return ["the operator was not told, because another run is at work: a later run tells what is wrong then"];
  try {
    return await tell();
  } finally {
    await lock?.release();
  }
}

function outcomeOf(
  {run: {troubles}, files, releases}: Report,
  failure: HandshakeError | null
): Pick<RunNote, "outcome" | "exit_code" | "message"> {
  if (failure) {
    const {exitCode: exit_code, message} = failure;
    return {outcome: exit_code === 75 ? "busy" : isStop(exit_code) ? "stopped" : "failed", exit_code, message};
  }
  const left = files.some((f) => f.outcome === "refuse" || f.outcome === "hold");
  const exit_code = troubles.length ? 69 : left ? 65 : 0;
  return {outcome: published(releases), exit_code, message: ""};
}

function published(releases: Report["releases"]): RunNote["outcome"] {
  if (!releases.length) return "checked";
  if (releases.some((r) => r.failed !== undefined)) return "partly_published";
  if (releases.some((r) => r.published)) return "published";
  return releases.some((r) => r.pinned) ? "pinned" : "nothing_new";
}
