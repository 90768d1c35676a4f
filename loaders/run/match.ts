import {readFile} from "node:fs/promises";
import path from "node:path";
import {stringify} from "csv-stringify/sync";
import {csvParse} from "d3-dsv";
import {defused} from "../../src/shared/csv.ts";
import {isThere, writeFileAtomic} from "../files.ts";
import type {Candidate} from "../reconcile/candidates.ts";
import {runOver, type RunOptions} from "./run.ts";
import {firstStages} from "./firstStages.ts";

const columns = ["kind", "from", "to", "decided_by", "decided_on", "score", "from_name", "to_name", "why"] as const;
type Line = Record<(typeof columns)[number], string>;

/**
 * Proposes which partners, customers and people are the same, across sources or twice in one, in a file for a person to review. Lines that are there
 * stay as they are; a proposal counts only when somebody fills decided_by and decided_on.
 * @param file aliases.csv in the drops
 * @returns the new proposals, and what to tell the person
 * @throws HandshakeError
 */
export async function match(options: RunOptions, file: string): Promise<{proposed: Candidate[]; text: string}> {
  const {report} = await runOver(options, firstStages);
  const found = report.near_misses ?? [];
  const there: Partial<Line>[] = isThere(file) ? csvParse(await readFile(file, "utf8")) : [];
  const known = new Set(there.map((l) => keyOf(l)));
  const proposed = found.filter((c) => !known.has(keyOf(c)));
  if (proposed.length) {
    // the file is for a spreadsheet, where a name must be no formula; ids are read again and stay
    const names = ({from_name, to_name}: Candidate) => ({from_name: defused(from_name), to_name: defused(to_name)});
    const lines = [
      ...there,
      ...proposed.map((c) => ({...c, ...names(c), score: c.score.toFixed(3), decided_by: "", decided_on: ""}))
    ];
    await writeFileAtomic(file, stringify(lines, {header: true, columns: [...columns]}));
  }
  return {proposed, text: textOf(proposed, there.length, file)};
}

const keyOf = ({kind = "partner", from = "", to = ""}: {kind?: string; from?: string; to?: string}): string =>
  JSON.stringify([kind || "partner", from, to]);

function textOf(proposed: Candidate[], there: number, file: string): string {
  const shown = path.relative(process.cwd(), file) || file;
  if (!proposed.length)
    return `No new pairs of ids look the same.${there ? ` ${shown} has ${there} ${there === 1 ? "line" : "lines"}.` : ""}`;
  const lines = proposed
    .slice(0, 20)
    .map((c) => `  ${c.score.toFixed(2)} ${c.kind} ${c.from} (${c.from_name}) = ${c.to} (${c.to_name})? ${c.why}`);
  const more = proposed.length > 20 ? [`  … and ${(proposed.length - 20).toLocaleString("en")} more`] : [];
  return [
    `${proposed.length.toLocaleString("en")} ${proposed.length === 1 ? "pair looks" : "pairs look"} the same:`,
    ...lines,
    ...more,
    `Nothing is merged yet. In ${shown}, fill decided_by and decided_on (YYYY-MM-DD) of the lines that are right, delete none; then rebuild.`
  ].join("\n");
}
