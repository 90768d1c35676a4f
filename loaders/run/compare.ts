import {buildFacts} from "../facts/run.ts";
import {definitionsOf, journalOf, lastPublication} from "../history/journal.ts";
import {changedSettings, readPublication, type Publication} from "../history/publication.ts";
import {staleOf} from "../publish/freshness.ts";
import {metricTexts} from "../metrics/files.ts";
import {buildMetrics} from "../metrics/run.ts";
import {printable} from "./progress.ts";
import type {FileReport} from "./report/report.ts";
import {runOver, type Run, type RunOptions} from "./run.ts";
import {firstStages} from "./firstStages.ts";

type Value = string | number | boolean | null;

/** A figure, setting or score that differs from the publication before; null where there is none. */
export interface Change {
  name: string;
  before: Value;
  now: Value;
}

/** What a rebuild would publish, against what was published last. */
export interface Comparison {
  /** The day of the figures; before is null where nothing was published yet. */
  as_of: {before: string | null; now: string};
  figures: Change[];
  /** Trust scores by partner id; null where a partner has none. */
  partners: (Change & {partner: string | null})[];
  /** Ids of cases. */
  cases: {raised: string[]; resolved: string[]};
  settings: Change[];
  /** Metrics whose definition differs; null where it isn't known which. */
  definitions: string[] | null;
  /** Files that no run has received before, and those that are refused or held. */
  files: Pick<FileReport, "path" | "outcome" | "table" | "reason" | "message" | "accepted" | "quarantined">[];
}

/**
 * Computes the figures as a rebuild would and compares them with what was published last; enters nothing and publishes nothing.
 * @returns the comparison, and the exit code: 65 when a file would be refused or held, else 0.
 */
export async function compare(options: RunOptions): Promise<{exitCode: number; comparison: Comparison}> {
  let comparison: Comparison | null = null;
  const {exitCode} = await runOver({...options, keep: false}, (run) => [
    ...firstStages(run),
    {name: "metrics", title: "Compute the figures", run: () => computeFigures(run)},
    {
      name: "compare",
      title: "Compare with what was published last",
      run: async () => void (comparison = await compareWithLast(run))
    }
  ]);
  return {exitCode, comparison: comparison!};
}

async function computeFigures({db, far, settings, report}: Run): Promise<void> {
  // one thread adds floating numbers in one order
  await db.run("set threads = 1");
  await buildFacts(db, settings, far);
  await buildMetrics(db, settings, report.as_of);
}

async function compareWithLast({db, settings, options, report}: Run): Promise<Comparison> {
  const journal = journalOf(options);
  const before = await lastPublication(journal);
  const now = await readPublication(db, settings, report.as_of, staleOf(report, settings));
  const names = await db.rows<{id: string; name: string}>("select partner_id as id, name from facts.partners");
  const nameOf = new Map(names.map(({id, name}) => [id, name]));
  const texts = before ? await definitionsOf(journal, before) : null;
  return {
    as_of: {before: before?.as_of ?? null, now: now.as_of},
    figures: changes(before?.headlines, now.headlines),
    partners: changes(before?.scores, now.scores).map((c) => ({...c, partner: nameOf.get(c.name) ?? null})),
    cases: caseChanges(before, now),
    settings: before ? settingChanges(before, now) : [],
    definitions: before?.definitions === now.definitions || !before ? [] : texts && changedTexts(texts, metricTexts()),
    files: report.files
      .filter((f) => f.outcome !== "known" && f.outcome !== "ignore")
      .map(({path: file, outcome, table, reason, message, accepted, quarantined}) => ({
        ...{path: file, outcome, table, reason, message},
        ...{accepted, quarantined}
      }))
  };
}

/** Differences in the last bits of a sum are none. */
const same = (a: Value, b: Value) => a === b || (typeof a === "number" && typeof b === "number" && Math.abs(a - b) < 1e-9);

/** What differs between two sets of named values, by name. */
export function changes(before: Record<string, Value> = {}, now: Record<string, Value>): Change[] {
  return Object.keys({...before, ...now})
    .sort()
    .map((name) => ({name, before: before[name] ?? null, now: now[name] ?? null}))
    .filter((c) => !same(c.before, c.now));
}

function settingChanges(before: Publication, now: Publication): Change[] {
  const changed = new Set(changedSettings(before, now));
  return changes(before.settings, now.settings).filter((c) => changed.has(c.name));
}

function caseChanges(before: Publication | null, now: Publication): Comparison["cases"] {
  const ids = (p: Publication | null) => new Set((p?.cases ?? []).filter((c) => c.standing).map((c) => c.case_id));
  const [then, today] = [ids(before), ids(now)];
  return {
    raised: [...today].filter((id) => !then.has(id)).sort(),
    resolved: [...then].filter((id) => !today.has(id)).sort()
  };
}

/** Words in a comment change no figure. */
function changedTexts(before: Record<string, string>, now: Record<string, string>): string[] {
  const code = (sql: string | undefined) => sql?.replace(/--.*$/gm, "").trim();
  return Object.keys({...before, ...now}).filter((name) => code(before[name]) !== code(now[name])).sort(); // prettier-ignore
}

/** The most lines of one kind that are printed; the JSON has all. */
const most = 20;

/** A comparison for a person. */
export function comparisonText({as_of, figures, partners, cases, settings, definitions, files}: Comparison): string {
  const shown = (v: Value) => (typeof v === "number" ? String(Math.round(v * 1e4) / 1e4) : v === null ? "none" : String(v));
  const line = (c: Change) => `  ${c.name}: ${shown(c.before)} -> ${shown(c.now)}`;
  const part = (title: string, lines: string[]) =>
    lines.length
      ? [
          `${title} (${lines.length})`,
          ...lines.slice(0, most),
          ...(lines.length > most ? [`  and ${lines.length - most} more: --json`] : [])
        ]
      : [];
  const changed = [
    ...part(
      "Files",
      files.map(
        (f) =>
          `  ${f.outcome} ${f.path}${f.message ? `: ${f.message}` : `: ${f.accepted} accepted, ${f.quarantined} quarantined`}`
      )
    ),
    ...part("Settings", settings.map(line)),
    ...part("Definitions", definitions === null ? ["  which is not known"] : definitions.map((name) => `  ${name}`)),
    ...part("Figures", figures.map(line)),
    ...part(
      "Trust scores",
      partners.map((c) => line({...c, name: c.partner === null ? c.name : `${c.name} ${c.partner}`}))
    ),
    ...part(
      "New cases",
      cases.raised.map((id) => `  ${id}`)
    ),
    ...part(
      "Resolved cases",
      cases.resolved.map((id) => `  ${id}`)
    )
  ];
  const days =
    as_of.before === null
      ? `Nothing was published yet; figures for ${as_of.now}`
      : `Figures for ${as_of.now}, published last for ${as_of.before}`;
  return printable([days, ...(changed.length ? changed : ["No changes."])].join("\n"));
}
