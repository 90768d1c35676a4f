import {group} from "d3";
import type {File} from "../../src/contract/index.ts";
import {attributes, outcomes} from "./classes.ts";
import {alikeIn} from "./groups.ts";

/** What an insider tried on an edition: with how many partners, and with how many it worked. */
export interface Attack {
  name: string;
  how: string;
  tried: number;
  found: number;
  /** Whether one hit is no chance. */
  exact?: boolean;
  /** Whether this is what the edition is for, so that no setting takes it away. */
  meant?: boolean;
}

/** The files of an edition that attacks read. */
export interface EditionFiles {
  partners: File<"partners">;
  segments: File<"segments">;
  service: File<"service">;
}

/** How near a guess of an amount is a hit. */
const near = (guess: number, truth: number) => truth !== 0 && Math.abs(guess - truth) <= 0.001 * Math.abs(truth);

/**
 * Tries on an edition what somebody of the company, or of a partner, would: each attack with what it found out of all it tried.
 * @param truth the same files for everybody, which the insider is measured against
 * @param codes who has which code, by the id that the edition shows
 * @see docs/disclosure.md
 */
export function attacksOn(edition: EditionFiles, truth: EditionFiles, codes: ReadonlyMap<string, string>): Attack[] {
  const revenues = new Map(truth.partners.partners.id.map((id, i) => [id, truth.partners.partners.revenue[i]!]));
  const real = (shown: string) => revenues.get(codes.get(shown) ?? shown) ?? 0;
  return [
    byOrder(edition, codes),
    byShares(edition, truth, real),
    byCurve(edition, truth),
    byOwnRevenue(edition, real),
    byTraits(edition),
    byAlike(edition),
    byOutcomes(edition),
    byOneCustomer(edition)
  ];
}

function byOrder({partners: {partners}}: EditionFiles, codes: ReadonlyMap<string, string>): Attack {
  const shown = [...partners.id].filter((id) => codes.has(id));
  const sorted = [...shown].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const known = shown.map((id) => codes.get(id)!).sort();
  const found = sorted.filter((id, i) => codes.get(id) === known[i]).length;
  return {name: "order of codes", how: "known ids sorted, put beside the codes sorted", tried: shown.length, found};
}

function byShares({partners: {partners}}: EditionFiles, truth: EditionFiles, real: (id: string) => number): Attack {
  const total = truth.partners.total_revenue;
  const guesses = partners.id.flatMap((id, i) =>
    partners.share[i] === null ? [] : [near(partners.share[i]! * total, real(id))]
  );
  return {name: "shares", how: "each share times a known total", tried: guesses.length, found: guesses.filter(Boolean).length};
}

function byCurve({segments: {pareto}}: EditionFiles, truth: EditionFiles): Attack {
  const total = truth.partners.total_revenue;
  const amounts = truth.partners.partners.revenue;
  const steps = pareto.cumulative.slice(1).map((sum, i) => (sum - pareto.cumulative[i]!) * total);
  const found = steps.filter((step) => amounts.some((amount) => near(step, amount))).length;
  return {name: "cumulative curve", how: "its differences times a known total", tried: steps.length, found};
}

/** The insider of each partner, and the one who finds most. */
function byOwnRevenue({partners: {partners}}: EditionFiles, real: (id: string) => number): Attack {
  const rows = partners.id.map((id, i) => ({shown: partners.revenue[i]!, truth: real(id)})).filter((row) => row.shown > 0);
  const found = rows.map(
    (own) => rows.filter((row) => row !== own && near((row.shown * own.truth) / own.shown, row.truth)).length
  );
  return {
    name: "own revenue",
    how: "a partner that knows what it brings sets the scale for all others; the best of these guesses",
    tried: Math.max(0, rows.length - 1),
    found: Math.max(0, ...found)
  };
}

/** What people outside know of a partner: its quasi-identifiers. */
export const known = [...attributes, "manager"];

function byTraits(edition: EditionFiles): Attack {
  const keys = rowsOf(edition).map((row) => JSON.stringify(known.map((attribute) => row[attribute])));
  const found = keys.filter((key) => keys.filter((other) => other === key).length < 3).length;
  const how = "kind, tier, region, agreement, start, owner and account manager that fewer than 3 share";
  return {name: "attributes", how, tried: keys.length, found};
}

/** The partners of an edition, a row each. */
export const rowsOf = ({partners: {partners}}: Pick<EditionFiles, "partners">): Record<string, unknown>[] =>
  partners.id.map((_, i) => Object.fromEntries(Object.entries(partners).map(([column, values]) => [column, values[i]])));

/** Whoever knows the attributes of a partner, and not its code, learns what all partners with these attributes have in common. */
function byAlike(edition: EditionFiles): Attack {
  const rows = rowsOf(edition);
  const common = alikeIn(rows, outcomes);
  const differing = outcomes.filter((column) => !common.includes(column));
  const groups = [...group(rows, (row) => JSON.stringify(known.map((attribute) => row[attribute]))).values()];
  const found = groups.filter((members) => alikeIn(members, differing).length > 0).flat().length;
  const how = "partners with the same attributes that all have the same grade, verdict, segment, service or signal";
  return {name: "outcomes alike", how, tried: rows.length, found};
}

/** A reader of a second edition, in which partners are named, puts the rows beside each other. */
function byOutcomes(edition: EditionFiles): Attack {
  const rows = rowsOf(edition);
  const groups = group(rows, (row) => JSON.stringify([...known, ...outcomes].map((column) => row[column]))).values();
  const found = [...groups].filter((members) => members.length < 3).flat().length;
  const how = "grade, verdict, segment, service and signals together that fewer than 3 share: found by who sees them with names";
  return {name: "second edition", how, tried: rows.length, found, meant: true};
}

function byOneCustomer({service}: EditionFiles): Attack {
  const rows = service.trouble_free.filter((row) => row.id !== null);
  return {
    name: "one customer",
    how: "rows that are of one or two customers",
    tried: rows.length,
    found: rows.filter((row) => row.customers > 0 && row.customers < 3).length
  };
}

/** Partners that are named, or found by their code, and whose revenue is that of one or two customers. */
export function byFewCustomers(
  {partners: {partners}}: EditionFiles,
  truth: EditionFiles,
  codes: ReadonlyMap<string, string>,
  customers: ReadonlyMap<string, number>
): Attack {
  const revenues = new Map(truth.partners.partners.id.map((id, i) => [id, truth.partners.partners.revenue[i]!]));
  const rows = partners.id
    .map((shown, i) => ({id: codes.get(shown) ?? shown, revenue: partners.revenue[i]!}))
    .filter(({id}) => (customers.get(id) ?? 0) > 0);
  const few = rows.filter(({id, revenue}) => customers.get(id)! < 3 && near(revenue, revenues.get(id)!));
  const how = "partners whose exact revenue is of one or two customers, who are not named";
  return {name: "few customers", how, tried: rows.length, found: few.length};
}

/**
 * What an edition for some partners has of all others: each id, name and amount of theirs that is none of its own partners', looked for in
 * the text of its data.
 * @param ids of its own partners
 * @param partners the list of partners for everybody
 */
export function attackOnSome(edition: string, ids: ReadonlySet<string>, {partners}: EditionFiles["partners"]): Attack {
  const cells = (own: boolean) =>
    partners.id.flatMap((id, i) => {
      if (ids.has(id) !== own) return [];
      const amounts = [partners.revenue[i], partners.received_value[i], partners.given_value[i]];
      return [
        id,
        partners.name[i]!,
        ...amounts.flatMap((amount) => (amount && amount >= 1000 ? [String(Math.round(amount))] : []))
      ];
    });
  const known = new Set(cells(true));
  const others = [...new Set(cells(false))].filter((cell) => !known.has(cell));
  // a cell is a whole text or number of the file
  const values = new Set(edition.match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g) ?? []);
  const found = others.filter((cell) => values.has(JSON.stringify(cell)) || values.has(cell)).length;
  return {name: "cells of others", how: "ids, names and amounts of other partners", tried: others.length, found, exact: true};
}

/** The attacks as a table of text, with what is said after it. */
export function attacksText(audience: string, attacks: readonly Attack[], ...notes: string[]): string {
  if (!attacks.length) return `Nothing is kept from the edition "${audience}".`;
  const told = attacks
    .filter(({found, tried, exact, meant}) => !meant && found > (exact ? 0 : Math.max(1, tried / 20)))
    .map(({name}) => name);
  const meant = attacks.filter((attack) => attack.meant && attack.found > 0).map(({name}) => name);
  return [
    `What an insider could infer from the edition "${audience}":`,
    ...attacks.map(({name, how, tried, found}) => `  ${name.padEnd(18)}${String(found).padStart(5)} of ${tried}  ${how}`),
    told.length
      ? `Some of it is told (${told.join(", ")}). Code or leave out who is named, take banded or indexed money, or a larger smallest_group (docs/disclosure.md).`
      : "No more than chance gives.",
    ...(meant.length
      ? [
          `What the edition is for can be matched by who has a second edition with names (${meant.join(", ")}): give coded partners to readers of no other.`
        ]
      : []),
    ...notes.filter(Boolean)
  ].join("\n");
}
