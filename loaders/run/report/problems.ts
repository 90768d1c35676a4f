import {createHash} from "node:crypto";
import {most, ofFile, once, type Problems} from "../../notifications/operator.ts";
import {daysBetween} from "../../../src/shared/days.ts";
import type {Report} from "./report.ts";
import type {Settings} from "../../settings.ts";
import {tableNamed} from "../../tables/index.ts";

/** What an operator has to look at after a run, each by an id that stays the same as long as it is the same thing. */
export function problemsOf(report: Report, {cadence_days}: Settings, today: string): Problems {
  const {run, files, outbox} = report;
  const problems: Problems = {};
  if (run.outcome === "failed" || run.outcome === "stopped")
    problems[`run ${run.exit_code} ${kindOf(run.message)}`] =
      `The run of ${run.started_at} failed (exit code ${run.exit_code}): ${run.message}`;
  const left = files.filter((f) => f.outcome === "refuse" || f.outcome === "hold");
  for (const f of left)
    problems[`${ofFile}${f.path} ${f.reason}`] = `${f.outcome === "hold" ? "Held" : "Refused"} (${f.reason}): ${f.message}`;
  Object.assign(problems, changedExports(files));
  for (const [table, days] of lateTables(report, today, cadence_days))
    problems[`late ${table}`] = lateSentence(table, days, cadence_days);
  if (outbox.pending || outbox.dead)
    problems["alerts"] =
      `Digests could not be sent: ${outbox.pending} waiting, ${outbox.dead} given up. See "npx handshake doctor"`;
  const told = /^(webhook|mail|owner mail \w+): .*(could not be sent|was given up)/;
  for (const trouble of run.troubles) if (!told.test(trouble)) problems[`after ${trouble.split(":")[0]}`] = trouble;
  return problems;
}

/** The same for messages that differ only in numbers and paths, which change from run to run: several faults share an exit code. */
const kindOf = (message: string): string =>
  createHash("sha256")
    .update(message.replaceAll(/\S*[\d/]\S*/g, ""))
    .digest("hex")
    .slice(0, 8);

/** Warnings that change the figures of many records at once, although every file was taken: they are told while a run is at work, too. */
export const changesFigures: ReadonlySet<string> = new Set(["other_record", "emptied", "counted_twice"]);

/**
 * What changes figures although nothing was refused. Records that count twice do so until somebody sees to it. What a file differs in from
 * the one before it is seen in that file alone, and stays a problem when the next one is like it. The newest come first: in time there are
 * more than are told, and what has just changed is among them.
 */
function changedExports(files: Report["files"]): Problems {
  const day = ({drop_date}: Report["files"][number]) => drop_date ?? "";
  const taken = files
    .filter(({outcome}) => outcome === "accept" || outcome === "known")
    .sort((a, b) => (day(a) > day(b) ? -1 : day(a) < day(b) ? 1 : 0));
  const found = taken.flatMap(({path, table, mapping, warnings}) =>
    warnings
      .filter(({reason}) => changesFigures.has(reason))
      .map(({reason, detail}): [id: string, text: string] => [
        reason === "counted_twice" ? `twice ${table} ${mapping}` : `${once}${path} ${detail}`,
        `${path}: ${detail}.`
      ])
  );
  // what lasts would be called resolved if newer files took its place; of several files of an export, the newest is named
  const lasting = found.filter(([id]) => !id.startsWith(once)).reverse();
  return Object.fromEntries([...found.filter(([id]) => id.startsWith(once)).slice(0, most), ...lasting]);
}

/** That a table has had no delivery for longer than expected, and what to look at. */
export const lateSentence = (table: string, days: number, cadenceDays: number): string =>
  `No new ${table} for ${days} days (cadence_days is ${cadenceDays}). Check that the export still runs`;

/** The tables that have had deliveries, and none for longer than expected, with the days since the newest. */
export function lateTables({files}: Pick<Report, "files">, today: string, cadenceDays: number): [table: string, days: number][] {
  const newest = new Map<string, string>();
  for (const {table, drop_date, outcome} of files)
    if (
      table &&
      !tableNamed(table)?.written &&
      drop_date &&
      (outcome === "accept" || outcome === "known") &&
      drop_date > (newest.get(table) ?? "")
    )
      newest.set(table, drop_date);
  return [...newest].flatMap(([table, date]) => {
    const days = daysBetween(date, today);
    return days > cadenceDays ? [[table, days] as [string, number]] : [];
  });
}
