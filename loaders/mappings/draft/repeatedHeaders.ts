import type {DuckDB} from "../../engines/duckdb.ts";
import type {CanonicalTable} from "../../tables/columns.ts";
import {columnsUnder} from "../engine/text.ts";
import {sourcesOf} from "../engine/walk.ts";
import type {Export} from "./export.ts";
import {likeness, none} from "./match.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {quoted, type Question} from "./question.ts";

const lower = (text: string) => text.toLowerCase();
const has = (list: readonly string[], header: string): boolean => list.some((h) => lower(h) === lower(header));

/** Headers that are over several columns: those of columns that say the same in every record, and the others. */
export async function repeatedHeaders(db: DuckDB, headers: readonly string[]): Promise<Pick<Export, "repeated" | "alike">> {
  const twice = headers.filter((h, i) => h && headers.findIndex((o) => lower(o) === lower(h)) !== i);
  const alike: string[] = [];
  for (const header of new Set(twice.map(lower))) {
    const [first, ...others] = columnsUnder(header, headers);
    const differ = others.map((o) => `${o} is distinct from ${first}`).join(" or ");
    if (!(await db.rows(`select 1 from raw where ${differ} limit 1`)).length) alike.push(header);
  }
  const spelt = [...new Set(headers.filter((h) => h && has(twice, h)))];
  return {repeated: spelt.filter((h) => !has(alike, h)), alike};
}

/** One profile for each header that can be read, and of the others the first of their columns. */
export function apart(
  all: readonly Profile[],
  unread: readonly string[],
  {repeated, alike}: Pick<Export, "repeated" | "alike">
): Pick<Export, "profiles" | "unclear"> {
  const profiles = all.filter((p) => !unread.includes(p.header));
  const isFirst = (p: Profile) => profiles.find((o) => lower(o.header) === lower(p.header)) === p;
  return {
    profiles: profiles.filter((p) => !has(repeated, p.header) && (isFirst(p) || !has(alike, p.header))),
    unclear: profiles.filter((p) => has(repeated, p.header) && isFirst(p))
  };
}

/** The headers that can be named in an answer. */
export const readable = (headers: readonly string[], {repeated}: Pick<Export, "repeated">): string[] =>
  headers.filter((h) => !has(repeated, h));

/** What every figure of money or of a partner would be another with. */
const decisive = new Set(["partner_id", "currency", "amount", "refunded", "closed_on"]);
const sure = 0.75;

/** Rules say where they take the first of several columns that say the same; what could be one of different columns is asked. */
export function withRepeated(
  table: CanonicalTable,
  proposals: readonly Proposal[],
  {alike, unclear}: Pick<Export, "alike" | "unclear">,
  answers: ReadonlyMap<string, string>
): Proposal[] {
  return proposals.map((p) => {
    const {rule, column} = p;
    if (
      rule &&
      sourcesOf(rule)
        .flat()
        .some((h) => has(alike, h))
    )
      return {...p, rule: {...rule, repeated: "first"}};
    if (rule || p.questions.length || answers.has(column.name) || !decisive.has(column.name)) return p;
    const found = unclear.find((u) => likeness(table, column, u) >= sure);
    return found ? {...p, questions: [question(p, found.header)]} : p;
  });
}

const question = ({column}: Proposal, header: string): Question => ({
  id: column.name,
  text: `${quoted(header)} seems to be ${column.name} (${column.about}), and several columns that differ have this header. Give each a name of its own in the export, or say "${none}" to count without it`,
  options: [none],
  proposal: null
});
