import type {Mapping, TableMapping} from "./mapping.ts";
import {partsOf} from "./mapping.ts";
import type {AnyConditions, ColumnRule, Condition, Headers, Lookup, SimpleRule} from "./rule.ts";

/** A reference to a column of the export. */
export interface Reference {
  headers: string[];
  optional: boolean;
}

/** A header or the headers to try in turn, as a list. */
export const listOf = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);

/** The header that a file has of those that are tried in turn; the first of them where it has none. */
export const headerIn = (candidates: Headers, headers: readonly string[]): string => {
  const all = listOf<string>(candidates);
  const has = (h: string) => headers.find((x) => x.toLowerCase() === h.toLowerCase());
  return all.map(has).find((h) => h !== undefined) ?? all[0]!;
};

/** The rules tried where a rule gives nothing, in their order. */
export const fallbacksOf = (rule: ColumnRule): SimpleRule[] => (typeof rule.empty === "object" ? listOf(rule.empty) : []);

/** A column's rule and those that stand in for it. */
export const withFallbacks = (rule: ColumnRule): SimpleRule[] => [rule, ...fallbacksOf(rule)];

const rulesOf = (mapping: TableMapping): SimpleRule[] =>
  [...Object.values(mapping.columns), ...Object.values(mapping.names ?? {})].flatMap(withFallbacks);

/** Every column of the export that a rule reads. */
export const sourcesOf = (r: SimpleRule): Headers[] => [
  ...(r.from ? [r.from] : []),
  ...(r.hashOf ?? []),
  ...(r.between ?? []),
  ...(r.earliest ?? []),
  ...(r.latest ?? [])
];

/** The columns that the cases of a rule look at: those with words of their own first, since flags say less of what a record is. */
export function caseHeaders(rule: SimpleRule): Headers[] {
  const conditions = (rule.cases ?? []).flatMap((c) => listOf<Condition>(c.when)).filter((c) => c.column);
  const isFlag = ({is, not}: Condition) =>
    [is ?? not ?? []].flat().some((w) => ["true", "false", "yes", "no", "1", "0"].includes(w.toLowerCase()));
  return [...conditions.filter((c) => !isFlag(c)), ...conditions.filter(isFlag)].map((c) => c.column!);
}

const conditionsOf = (mapping: TableMapping): Condition[] =>
  [mapping.when, mapping.deleted, ...rulesOf(mapping).flatMap((r) => [r.when, ...(r.cases ?? []).map((c) => c.when)])].flatMap(
    (c) => (c ? conditionsIn(c) : [])
  );

/** Each condition by itself. */
export const conditionsIn = (conditions: AnyConditions): Condition[] =>
  "any" in conditions ? conditions.any : listOf<Condition>(conditions);

/** Every column of the export that a mapping reads. */
export function referencesIn(mapping: TableMapping): Reference[] {
  const reference = (optional: boolean | undefined) => (h: Headers) => ({headers: listOf(h), optional: optional ?? false});
  return [
    ...rulesOf(mapping).flatMap((r) => sourcesOf(r).map(reference(r.optional))),
    // a source that can't tell what was merged is taken all the same
    ...[mapping.merged, mapping.mergedInto].flatMap((m) => (m ? [reference(true)(m.from)] : [])),
    ...conditionsOf(mapping).flatMap((c) => (c.column ? [reference(c.optional)(c.column)] : []))
  ];
}

/** Every header that a mapping reads, of whatever table. */
export const headersRead = (mapping: Mapping): string[] =>
  partsOf(mapping).flatMap((p) => referencesIn(p).flatMap((r) => r.headers));

/** The headers of which a mapping says what to take where several columns have them. */
export const repeatedIn = (mapping: TableMapping): string[] =>
  rulesOf(mapping).flatMap((r) => (r.repeated ? sourcesOf(r).flatMap(listOf<string>) : []));

/** Every lookup that a mapping makes. */
export const lookupsIn = (mapping: TableMapping): Lookup[] =>
  [...rulesOf(mapping), ...conditionsOf(mapping)].flatMap((r) => (r.lookup ? [r.lookup] : []));

/** The mappings that a mapping looks values up in, by name. */
export const lookupNames = (mapping: Mapping): string[] => [
  ...new Set(partsOf(mapping).flatMap((p) => lookupsIn(p).map((l) => l.in)))
];

/** The canonical columns that conditions look at. */
export const canonicalIn = (conditions: AnyConditions | undefined): string[] =>
  conditions ? conditionsIn(conditions).flatMap((c) => (c.canonical ? [c.canonical] : [])) : [];

/** The canonical columns that a rule's own conditions look at. */
export const canonicalOf = (rule: ColumnRule): string[] =>
  withFallbacks(rule).flatMap((r) => [...canonicalIn(r.when), ...(r.cases ?? []).flatMap((c) => canonicalIn(c.when))]);

/** The headers of a signature, each list by itself. */
export const signaturesOf = (mapping: Mapping): string[][] =>
  typeof mapping.signature[0] === "string" ? [mapping.signature as string[]] : (mapping.signature as string[][]);
