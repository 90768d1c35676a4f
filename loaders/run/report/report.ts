import type {Candidate} from "../../reconcile/candidates.ts";
import type {Receipt} from "../../receive/receive.ts";
import type {DropFile} from "../../stage/dropFile.ts";
import type {Quarantined, Staged, Warning} from "../../stage/stagedFile.ts";
import {notesOf, type QuarantineNote} from "../../stage/quarantineNotes.ts";

export type Outcome = "accept" | "refuse" | "ignore" | "hold" | "known";

/** What becomes of the records of a file, in the order in which it is told. */
export const recordCounts = ["records", "accepted", "deduplicated", "superseded", "quarantined"] as const;

export interface FileReport {
  path: string;
  sha256: string | null;
  table: string | null;
  mapping: string | null;
  outcome: Outcome;
  reason: string | null;
  message: string;
  drop_date: string | null;
  records: number;
  accepted: number;
  deduplicated: number;
  superseded: number;
  quarantined: number;
  warnings: Warning[];
  /** What is wrong with the records that were not taken, with values found: for the operator, never for the site. */
  notes: QuarantineNote[];
}

/** How a run went. */
export interface RunNote {
  started_at: string;
  seconds: number;
  /** "partly_published": some audiences have the new release, others not; "pinned": readers keep the release that was rolled back to. */
  outcome: "published" | "partly_published" | "nothing_new" | "pinned" | "checked" | "failed" | "stopped" | "busy";
  exit_code: number;
  /** What went wrong and what to do; empty where nothing did. */
  message: string;
  /** What went wrong after readers had the new release, such as a digest that could not be sent. */
  troubles: string[];
}

/** A release that readers of one site folder have now. */
export interface ReleaseNote {
  site: string;
  name: string;
  /** Whether this run put it there. */
  published: boolean;
  /** Whether it stays because of a rollback. */
  pinned?: true;
  /** Why the new one is not there. */
  failed?: string;
}

export interface Report {
  run: RunNote;
  as_of: string;
  /** Won deals that no exchange rate converts, for the operator; empty where there are none. */
  unrated?: string;
  /** Notes and events that no site shows, for the operator; empty where there are none. */
  unshown?: string;
  /** Names of owner_mail that are not those of one account manager, for the operator; absent where none are set. */
  owner_mail?: {shared: string[]; text: string};
  /** Ids that seem to be the same partner, customer or person; nothing was merged. */
  near_misses?: Candidate[];
  /** Checks of metrics that their rows don't pass; absent where no metric was computed. */
  checks?: {metric: string; check: string; rows: number | null}[];
  files: FileReport[];
  tables: Record<string, {final: number}>;
  quarantine: {path: string; line: number; key: string | null; reason: string}[];
  stages: {name: string; seconds: number}[];
  /** What readers get now, in each site folder, and whether this run put it there. */
  releases: ReleaseNote[];
  /** Messages that wait to be sent again, were given up, or may not have arrived. */
  outbox: Record<"pending" | "dead" | "unknown", number>;
}

/** What is to be said of every file, refused ones included, in the order of their paths. */
export function fileReports(receipt: Receipt, dropFiles: DropFile[]): FileReport[] {
  const nothing = {
    table: null,
    mapping: null,
    drop_date: null,
    records: 0,
    accepted: 0,
    deduplicated: 0,
    superseded: 0,
    quarantined: 0,
    warnings: [],
    notes: []
  };
  const away = receipt.rejectedFiles.map((t) => ({
    ...nothing,
    path: t.path,
    sha256: t.sha256,
    outcome: t.outcome,
    reason: t.reason,
    message: t.message
  }));
  return [...away, ...dropFiles.map(fileReport)].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function fileReport(dropFile: DropFile): FileReport {
  const {received, table, mapping, stop, lookup, staged, reconciled, reconciledQuarantine} = dropFile;
  const head = {path: received.path, sha256: received.sha256, table, mapping, drop_date: received.drop_date};
  const records = staged?.records ?? 0;
  const none = {accepted: 0, deduplicated: 0, superseded: 0, quarantined: 0};
  const warnings = staged?.warnings ?? [];
  const held = [...keptQuarantine(staged, reconciled), ...reconciledQuarantine];
  const notes = notesOf(dropFile, held);
  if (stop) {
    const {outcome, reason} = stop;
    return {...head, ...none, outcome, reason, message: `${stop.message}${wayOut(dropFile)}`, records, warnings, notes};
  }
  const counts = lookup
    ? {...none, accepted: records}
    : {
        accepted: reconciled!.accepted,
        deduplicated: reconciled!.deduplicated,
        superseded: reconciled!.superseded,
        quarantined: staged!.quarantined.length - reconciled!.cleared.length + reconciledQuarantine.length
      };
  const first = held[0]?.reason ?? null;
  return {...head, ...counts, outcome: received.known ? "known" : "accept", reason: first, message: "", records, warnings, notes};
}

const goneNow = " It no longer lies in the drops";

/** A message as it is of a file that lies in the drops: what is published of a delivery stays the same when its file is cleared away. */
export const asThere = (message: string): string => message.split(goneNow)[0]!;

/**
 * Every run tries what was delivered again, also when it was taken out of the drops: how a file that was replaced by one of another name
 * ends being a trouble. Under a name without a day, other deliveries may have the same path.
 */
function wayOut({received: {path, sha256, revision, present, dated}, stop}: DropFile): string {
  if (present || !dated || (stop?.outcome !== "refuse" && stop?.outcome !== "hold")) return "";
  // by its path, what came before under the same name and counts would be given up with it
  const named = revision > 0 ? sha256 : path;
  return `${goneNow}, and each run tries it again: deliver it corrected under its name, or go on without it: npx handshake repair --give-up ${named}.`;
}

function keptQuarantine(staged: Staged | null, reconciled: DropFile["reconciled"]): Quarantined[] {
  return (staged?.quarantined ?? []).filter((_, i) => !reconciled?.cleared.includes(i));
}

/**
 * A file of which nothing is accepted, so that a run never ends well over it. Its records stay in quarantine: a later run may release
 * them, once what they name has come.
 */
export function withRefusals(files: FileReport[]): FileReport[] {
  return files.map((f) => {
    const taken = f.accepted + f.deduplicated + f.superseded;
    if ((f.outcome !== "accept" && f.outcome !== "known") || !f.quarantined || taken) return f;
    const reasons = [...new Set(f.notes.map((n) => n.reason))].slice(0, 5).join(", ");
    const none = f.records === 1 ? "its one record is not accepted" : `none of its ${f.records} records is accepted`;
    return {...f, outcome: "refuse", message: `${f.path}: ${none} (${reasons}).`};
  });
}

/**
 * A file that was refused or held and came again under its own name, of the same day, is no trouble any more: the later one is judged.
 * Under a name without a day the next day's file is another one, and the refusal of the earlier stays.
 * @param files of one path in the order in which they came
 */
export function withReplaced(files: FileReport[]): FileReport[] {
  const delivery = (f: FileReport) => `${f.path}\n${f.drop_date}`;
  const last = new Map(files.map((f) => [delivery(f), f]));
  return files.map((f) => {
    if ((f.outcome !== "refuse" && f.outcome !== "hold") || last.get(delivery(f)) === f) return f;
    const was = f.outcome === "hold" ? "held" : "refused";
    const message = `${f.path}: was ${was} (${f.reason}), and has come again under its name since.`;
    return {...f, outcome: "ignore", reason: null, message, notes: []};
  });
}

/** Every record that is in quarantine now, with its file. */
export function quarantineOf(dropFiles: DropFile[]): (Quarantined & {path: string; table: string | null})[] {
  return dropFiles
    .filter((p) => !p.stop)
    .flatMap((p) =>
      [...keptQuarantine(p.staged, p.reconciled), ...p.reconciledQuarantine]
        .sort((a, b) => a.line - b.line)
        .map((q) => ({...q, path: p.received.path, table: p.table}))
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}
