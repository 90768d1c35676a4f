import {explainedAfter, HandshakeError, toHandshakeError} from "../../errors.ts";
import {operatorChannelsOf} from "../../notifications/channels.ts";
import {callHeartbeat, tellOperator} from "../../notifications/operator.ts";
import type {Down} from "../../notifications/outbox.ts";
import type {Report, RunNote} from "./report.ts";
import type {Settings} from "../../settings.ts";
import {isStop} from "../signals.ts";
import {keepReport} from "./keepReport.ts";
import {problemsOf} from "./problems.ts";

export interface Concluding {
  build: string;
  settings: Settings;
  /** Whether the run was to publish: a check tells nobody anything. */
  publishes: boolean;
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
  {build, settings, publishes, sample, today, down}: Concluding
): Promise<HandshakeError | null> {
  const {run} = report;
  Object.assign(run, outcomeOf(report, failure), {seconds: Math.round(Date.now() - Date.parse(run.started_at)) / 1000});
  if (publishes && !sample && run.outcome !== "busy") {
    const channels = operatorChannelsOf(process.env);
    const unsaid = await tellOperator(problemsOf(report, settings, today), {
      company: settings.company,
      channels,
      build,
      giveUpDays: settings.retry_days,
      complete: !failure,
      ...(down && {down})
    }).catch((error: unknown) => [`word to the operator failed: ${explainedAfter(error)}`]);
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
