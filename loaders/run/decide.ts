import {existsSync} from "node:fs";
import {userInfo} from "node:os";
import path from "node:path";
import {stringify} from "csv-stringify/sync";
import {signalName} from "../../src/copy/signals.ts";
import {addDays} from "../../src/shared/days.ts";
import {DuckDB, literal} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {makeFolder, writeNewAtomic} from "../files.ts";

export interface Decision {
  /** The case's id or its beginning. */
  id: string;
  decision: string;
  by: string | null;
  /** YYYY-MM-DD */
  on: string;
  /** The day of the run, in UTC. */
  today: string;
  until: string | null;
  note: string | null;
  drops: string;
  build: string;
}

interface Known {
  case_id: string;
  kind: string;
  name: string | null;
}

/**
 * Writes a decision about a case as a drop of its own, which later ones never change.
 * @returns the file, and what the case is about
 * @throws HandshakeError (64) for a case that isn't there and for a decision that lacks its day
 */
export async function decide(d: Decision): Promise<{file: string; about: string}> {
  if (d.decision === "snoozed" && d.until === null)
    throw misused("snoozed has no --until, expected the day on which the case returns: --until YYYY-MM-DD");
  // the latest decision applies: one of a later day would outlast what is decided until then. East of UTC it may be tomorrow already
  if (d.on > addDays(d.today, 1))
    throw misused(`--on is ${d.on}, expected the day on which it was decided, not after ${d.today}`);
  if (d.until !== null && d.until <= d.on)
    throw misused(`--until is ${d.until}, expected a day after ${d.on}, on which it was decided`);
  const by = d.by ?? accountName();
  ensureText("--by", by);
  if (d.note !== null) ensureText("--note", d.note);
  if (by.trim() === "") throw misused("--by is empty, expected who decided: --by NAME");
  const found = await caseOf(d);
  const record = (updated_at: string) => ({
    case_id: found.case_id,
    decision: d.decision,
    by,
    decided_on: d.on,
    until: d.until ?? "",
    note: d.note ?? "",
    updated_at
  });
  await makeFolder(d.drops);
  const file = await writeNew(path.join(d.drops, `decisions_${d.on}_${found.case_id}`), (at) =>
    stringify([record(at)], {header: true})
  );
  return {file, about: [signalName(found.kind), found.name].filter((text) => text !== null).join(", ")};
}

/** Who is running this; a container may have accounts without a name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    throw misused("This account has no name, expected who decided: --by NAME");
  }
}

/** What a rebuild would not take as a text (docs/tables.md) would be rejected then, and the decision with it. */
function ensureText(flag: string, text: string): void {
  const control = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/.exec(text)?.[0];
  if (control !== undefined)
    throw misused(
      `${flag} has the control character U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}, expected text without any`
    );
  if (text.length > longest) throw misused(`${flag} has ${text.length} characters, expected at most ${longest}`);
}

const longest = 65_536;

/** A file is never changed: a further decision of the same day, also one that is taken at the same moment, is a further file. */
async function writeNew(start: string, textAt: (time: string) => string): Promise<string> {
  for (let n = 1; ; n++) {
    const file = `${start}${n === 1 ? "" : `_v${n}`}.csv`;
    // of the same moment they would contradict each other: later than the one that took the name before, which was begun before that
    if (await writeNewAtomic(file, textAt(new Date(Date.now() + n).toISOString()))) return file;
  }
}

async function caseOf({id, build}: Decision): Promise<Known> {
  const cases = await casesIn(build);
  const exact = cases.find((c) => c.case_id === id);
  const matching = exact ? [exact] : cases.filter((c) => c.case_id.startsWith(id));
  if (matching.length === 1) return matching[0]!;
  const near = (matching.length ? matching : cases).slice(0, 5).map((c) => `${c.case_id} (${signalName(c.kind)})`);
  if (!cases.length) throw misused(`There is no case "${id}": at the last rebuild nothing needed attention`);
  throw misused(
    `${matching.length ? `${matching.length} cases begin with "${id}"` : `There is no case "${id}"`}, found ${near.join(", ")}${cases.length > near.length ? " and others" : ""}. Copy its id from the page "What needs attention"`
  );
}

/** The cases of the last rebuild. */
async function casesIn(build: string): Promise<Known[]> {
  const file = path.join(build, "handshake.duckdb");
  if (!existsSync(file))
    throw new HandshakeError(`${build} has no cases yet: ${file} is not there. Rebuild first: npx handshake rebuild`, {
      exitCode: 66
    });
  const db = await DuckDB.open();
  try {
    await db.run(`attach ${literal(file)} as saved (read_only)`);
    return await db.rows<Known>(
      `select cases.case_id, cases.kind, partners.name
       from saved.metrics.cases as cases
       join saved.metrics.as_of_dates as dates on dates.as_of = cases.as_of and dates.is_current
       left join saved.facts.partners as partners on partners.partner_id = cases.partner_id
       order by cases.case_id`
    );
  } finally {
    db.close();
  }
}

const misused = (text: string): HandshakeError => new HandshakeError(`${text}.`, {exitCode: 64});
