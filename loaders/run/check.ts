import {existsSync} from "node:fs";
import path from "node:path";
import {ownFolder} from "../project/project.ts";
import {printable} from "./progress.ts";
import {recordCounts, type FileReport, type Report} from "./report/report.ts";
import {runOver, type RunOptions} from "./run.ts";
import {firstStages} from "./firstStages.ts";
import {notesText} from "../stage/quarantineNotes.ts";

/**
 * Receives and stages only, and leaves build/report.json: what a rebuild would do with the drops.
 * @returns the report, and the exit code: 65 when a file is refused or held, else 0.
 * @throws HandshakeError
 */
export const check = (options: RunOptions): Promise<{exitCode: number; report: Report}> => runOver(options, firstStages);

/** What a check found, for a person: each file with its outcome and counts, and what is wrong with its records, with what to do. */
export function checkText(report: Report): string {
  const files = report.files.flatMap((f) => [
    fileLine(f),
    ...f.warnings.map((w) => `    warning ${w.reason}: ${w.detail}`),
    ...(f.notes.length ? [notesText(f.notes, "    ")] : [])
  ]);
  const unrated = report.unrated ? [`  warning no_rate: ${report.unrated}`] : [];
  const unshown = report.unshown ? [`  warning audience: ${report.unshown}`] : [];
  const unclear = report.owner_mail?.text ? [`  warning owner_mail: ${report.owner_mail.text}`] : [];
  const near = report.near_misses?.length ?? 0;
  const same = near
    ? [
        `  warning near_misses: ${near} ${near === 1 ? "pair of ids looks" : "pairs of ids look"} the same; "npx handshake match" lists them`
      ]
    : [];
  return printable(
    [`As of ${report.as_of}`, ...files, ...unrated, ...unshown, ...unclear, ...same, ...copies(report)].join("\n")
  );
}

/** In a folder of one's own a mapping of the library is edited in a copy. */
function copies({files}: Report): string[] {
  if (ownFolder() === null) return [];
  const asked = (f: FileReport, name: string) =>
    f.notes.some((n) => n.edit.includes(library(name))) ||
    (f.warnings.some((w) => w.reason === "partner_not_read") && existsSync(library(name)));
  const names = new Set(files.flatMap((f) => (f.mapping && asked(f, f.mapping) ? [f.mapping] : [])));
  return [...names].map(
    (name) =>
      `  ${library(name)} is part of the product: copy it to mappings/${name}.ts, import from "handshake/mapping", add replaces: "${name}", and edit the copy`
  );
}

const library = (name: string): string => path.join(import.meta.dirname, "..", "mappings", `${name}.ts`);

/** A path as it is, but that nothing in it begins a line. */
const inOneLine = (file: string): string => file.replace(/[\n\t]/g, " ");

function fileLine(f: FileReport): string {
  const as = [f.table, f.mapping && `by ${f.mapping}`].filter(Boolean).join(" ");
  const counts = recordCounts.map((c) => `${f[c]} ${c === "records" && f[c] === 1 ? "record" : c}`).join(", ");
  return `  ${f.outcome.padEnd(6)} ${inOneLine(f.path)}${as ? ` as ${as}` : ""}${f.outcome === "accept" || f.outcome === "known" || f.quarantined ? `: ${counts}` : ""}${f.message ? `\n    ${f.message}` : ""}`;
}
