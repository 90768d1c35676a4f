import {printable} from "./progress.ts";
import type {FileReport, Report} from "./report/report.ts";
import {firstStages, runOver, type RunOptions} from "./run.ts";
import {remedyFor} from "../stage/reasons.ts";

/**
 * Receives and stages only, and leaves build/report.json: what a rebuild would do with the drops.
 * @returns the report, and the exit code: 65 when a file is refused or held, else 0.
 * @throws HandshakeError
 */
export const check = (options: RunOptions): Promise<{exitCode: number; report: Report}> => runOver(options, firstStages);

const counted = ["records", "accepted", "deduplicated", "superseded", "quarantined"] as const;

/** What a check found, for a person: each file with its outcome and counts, then the first record of each reason with what to do. */
export function checkText(report: Report): string {
  const files = report.files.flatMap((f) => [fileLine(f), ...f.warnings.map((w) => `    warning ${w.reason}: ${w.detail}`)]);
  const reasons = [...new Set(report.quarantine.map((q) => q.reason))].sort();
  const examples = reasons.map((reason) => {
    const all = report.quarantine.filter((q) => q.reason === reason);
    const [first] = all;
    return `  ${reason} (${all.length}), first ${first!.path} line ${first!.line}${first!.key ? `, key ${first!.key}` : ""}\n    ${remedyFor(reason)}`;
  });
  return printable([`As of ${report.as_of}`, ...files, ...(examples.length ? ["In quarantine:", ...examples] : [])].join("\n"));
}

function fileLine(f: FileReport): string {
  const as = [f.table, f.mapping && `by ${f.mapping}`].filter(Boolean).join(" ");
  const counts = counted.map((c) => `${f[c]} ${c}`).join(", ");
  return `  ${f.outcome.padEnd(6)} ${f.path}${as ? ` as ${as}` : ""}${f.outcome === "accept" || f.outcome === "known" ? `: ${counts}` : ""}${f.message ? `\n    ${f.message}` : ""}`;
}
