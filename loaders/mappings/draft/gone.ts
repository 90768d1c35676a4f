import type {DuckDB} from "../../engines/duckdb.ts";
import type {CanonicalTable} from "../../tables/columns.ts";
import type {TableMapping} from "../engine/mapping.ts";
import type {Condition} from "../engine/rule.ts";
import {isDeleted, usualDeleted} from "./lexicon/lexicon.ts";
import {plainWords} from "./lexicon/plain.ts";
import {saysYes, yesBeside} from "./lexicon/yesNo.ts";
import {areDays, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";
import {maySayState} from "./saysState.ts";
import {isStatus} from "./tickets.ts";

/** What the export says of records that its source has deleted, or merged into others. */
export interface Gone {
  deleted: Condition[];
  merged: {from: string; split?: string} | null;
  mergedInto: string | null;
  notes: string[];
}

/** Headers of flags, in the languages of the lexicon, without the verb before them. */
const flags = new Set(
  [
    ...[
      "deleted",
      "is deleted",
      "fivetran deleted",
      "archived",
      "is archived",
      "trashed",
      "in trash",
      "voided",
      "void",
      "removed",
      "spam",
      "is spam",
      "marked as spam"
    ],
    ...["gelöscht", "archiviert", "supprimé", "supprimée", "archivé", "eliminado", "eliminada", "borrado", "archivado"],
    ...["excluído", "excluída", "arquivado", "eliminato", "archiviato", "verwijderd", "gearchiveerd", "削除済み", "削除"]
  ].map(plainWords)
);

/** Headers of the day of a deletion. */
const days =
  /^(deleted|archived|trashed|removed) (at|on|date|time)$|^(date|time) deleted$|^deletion (date|time)$|^geloscht am$|^supprimee? le$|^(fecha de (eliminacion|borrado)|(eliminad|borrad)[oa] el)$|^(data de exclusao|excluid[oa] em)$|^eliminat[oa] il$|^verwijderd op$|^削除日時?$/;

const intoHeaders = /^(merged (in)?to|master record|duplicate of|merge target|zusammengefuhrt (mit|in))( id)?$/;
const mergedHeaders = /^merged( \w+)? ids?$/;

const flagCondition = ({header, top}: Profile): Condition | null => {
  const known = top.length > 0 && top.length <= 4 && top.every((t) => saysYes(t.value) !== null);
  if (!known || !flags.has(plainWords(header).replace(/^(hs|ist|est|esta) /, ""))) return null;
  const yes = top.map((t) => t.value).filter((value) => saysYes(value));
  return {column: header, is: yes.length ? yes : top.map((t) => yesBeside(t.value))};
};

/** Headers of what a feed of changes says of each row, as replication and data subscriptions write it. */
const changeHeaders = /^((row|change|record|cdc|dml)( (type|operation|op|action))|op|operation|meta op|dml|cdc action)$/;
const deletions = ["delete", "deleted", "remove", "removed"];
const changes = new Set([
  ...["insert", "inserted", "update", "updated", "upsert", "create", "created", "read", "snapshot", "unchanged", "modify"],
  ...["modified", ...deletions]
]);

/** A row that a feed of changes delivers only to say that its record is deleted. */
function changeCondition({header, top}: Profile): Condition | null {
  const of = plainWords(header);
  const words = top.map((t) => plainWords(t.value));
  if (!changeHeaders.test(of) || !words.length) return null;
  if (words.every((w) => changes.has(w))) return {column: header, is: deletions};
  // the type of a record may be D for direct, beside R for reseller or I for indirect
  const isFeed = words.every((w) => /^[iucrd]$/.test(w)) && (!of.endsWith("type") || words.includes("u"));
  return isFeed ? {column: header, is: "d"} : null;
}

const dayCondition = (profile: Profile): Condition | null =>
  days.test(plainWords(profile.header)) && profile.filled < profile.records && (!profile.filled || areDays(profile))
    ? {column: profile.header, filled: true}
    : null;

/** A ticket that is archived is old, or done: Front calls each conversation so that is answered. */
const isArchived = (text: string): boolean => /^archiv/.test(plainWords(text));

const wordCondition = ({header, top, distinct}: Profile, isTicket: boolean): Condition | null => {
  const words = top.map((t) => t.value).filter((value) => isDeleted(value) && !(isTicket && isArchived(value)));
  return words.length && distinct <= 40 && distinct > words.length && maySayState(header) ? {column: header, is: words} : null;
};

/**
 * Looks for what says that a record is gone: a flag, the day of its deletion, a word of its state, the record that it was merged into or
 * those that were merged into it. A record that its source has deleted would count for ever.
 * @param keys how many of a column's values are keys of the export
 */
function goneIn(profiles: readonly Profile[], keys: (profile: Profile) => number, isTicket: boolean): Gone {
  const all = (of: (p: Profile) => Condition | null) => profiles.flatMap((p) => of(p) ?? []);
  const deleted = [
    ...all(flagCondition),
    ...all(changeCondition),
    ...all((p) => (isTicket && isArchived(p.header) ? null : dayCondition(p))),
    ...all((p) => (changeCondition(p) ? null : wordCondition(p, isTicket))).slice(0, 1)
  ];
  const into = profiles.find((p) => p.filled > 0 && intoHeaders.test(plainWords(p.header)) && keys(p) > 0);
  const from = profiles.find((p) => mergedHeaders.test(plainWords(p.header)));
  const comma = from?.top.some((t) => t.value.includes(","));
  return {
    deleted,
    merged: from ? {from: from.header, split: comma ? "," : ";"} : null,
    mergedInto: into?.header ?? null,
    notes: [
      ...deleted.map(
        (d) =>
          `${saidBy(d)} ${[d.is ?? ""].flat().length > 1 ? "say" : "says"} that the source has deleted the record: it is gone, with all its earlier versions${isTicket && isArchived(String(d.column)) ? ". Where archived tickets are only old, or done, take it out of deleted" : ""}`
      ),
      ...(isTicket ? profiles.filter(isStatus).flatMap(archivedNote) : []),
      ...(from ? [`${quoted(from.header)} are the records that were merged into this one: they are gone`] : []),
      ...(into ? [`${quoted(into.header)} is the record that this one was merged into: this one is gone`] : [])
    ]
  };
}

/** What is archived by its status is read otherwise than what is so by a flag. */
const archivedNote = ({header, top}: Profile): string[] =>
  top
    .filter((t) => isArchived(t.value))
    .map((t) => `${quoted(t.value)} in ${quoted(header)} is read as resolved; where it means deleted, add it to deleted`);

const saidBy = ({column, is}: Condition): string => {
  const header = quoted(String(column));
  return is === undefined ? `a day in ${header}` : `${[is].flat().map(quoted).join(", ")} in ${header}`;
};

/** What is gone by the columns that nothing else reads; which column names a merged record is told by its values being keys. */
export async function goneOf(table: CanonicalTable, proposals: Proposal[], profiles: Profile[], db: DuckDB): Promise<Gone> {
  const key = profiles.find((p) => p.header === proposals.find((p) => p.column.name === table.key[0])?.rule?.from);
  const known = new Map<string, number>();
  for (const p of key ? profiles.filter((o) => o !== key && o.filled > 0 && o.filled < o.records) : []) {
    const [row] = await db.rows<{n: string}>(`select count(*) as n from raw where ${p.cell} in (select ${key!.cell} from raw)`);
    known.set(p.header, Number(row!.n));
  }
  const isTicket = table.name === "tickets";
  const gone = goneIn(profiles, (p) => known.get(p.header) ?? 0, isTicket);
  return isTicket ? withUsual(gone, profiles) : gone;
}

/** Nothing else reads the status of a ticket: what a later file calls deleted would count as open. */
function withUsual(gone: Gone, profiles: readonly Profile[]): Gone {
  const status = profiles.find(isStatus);
  if (!status) return gone;
  const own = gone.deleted.find((d) => d.column === status.header);
  const words = [own?.is ?? []].flat();
  const more = usualDeleted(profiles.map((p) => p.header)).filter((w) => !words.some((o) => o.toLowerCase() === w));
  const usual: Condition = {column: status.header, optional: true, is: [...words, ...more]};
  return {...gone, deleted: [...gone.deleted.filter((d) => d !== own), usual]};
}

/** The keys of the mapping that say so. */
export const goneKeys = ({deleted, merged, mergedInto}: Gone): Partial<TableMapping> => ({
  ...(deleted.length ? {deleted: deleted.length === 1 ? deleted[0]! : {any: deleted}} : {}),
  ...(merged ? {merged} : {}),
  ...(mergedInto === null ? {} : {mergedInto: {from: mergedInto}})
});
