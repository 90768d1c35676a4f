import {group} from "d3";

type Row = Record<string, unknown>;

/** A region or tier that too few partners share would tell who a coded one is. */
export function withoutSmallGroups(partners: Row[], smallest: number): Row[] {
  const hidden = ["region", "tier"].map((column) => {
    const counts = new Map<unknown, number>();
    for (const row of partners) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
    return [column, tooSmall(counts, smallest)] as const;
  });
  return partners.map((row) => ({
    ...row,
    ...Object.fromEntries(hidden.map(([column, groups]) => [column, groups.has(row[column]) ? null : row[column]]))
  }));
}

/**
 * The groups that are too small to be shown, and the next larger ones as long as all that is hidden is too small itself: the whole is
 * known, and what is missing from it would tell of them.
 * @see Willenborg and de Waal 2001, Elements of Statistical Disclosure Control (secondary suppression)
 */
export function tooSmall<T>(sizes: ReadonlyMap<T, number>, smallest: number): Set<T> {
  const hidden = new Set<T>();
  let members = 0;
  for (const [group, size] of [...sizes].sort(([, a], [, b]) => a - b)) {
    if (size >= smallest && (members === 0 || members >= smallest)) break;
    hidden.add(group);
    members += size;
  }
  return hidden;
}

/** Values that say nothing for or against a partner: that all who share an attribute have one of these tells nothing of them. */
const saysNothing = new Set<unknown>(
  [null, undefined, false, "none", "fair", "not_rated", "unproven", "no_exchange", "too_few_to_say", "balanced"] // prettier-ignore
);

/**
 * Of the columns, those in which all rows have the same, where that says something: whoever knows of somebody that it is among the rows
 * knows this of it without finding its row.
 * @see Machanavajjhala et al. 2007, l-diversity (homogeneity attack; values that may be disclosed)
 */
export const alikeIn = (rows: readonly Row[], columns: readonly string[]): string[] =>
  columns.filter((column) => !saysNothing.has(rows[0]?.[column]) && rows.every((row) => row[column] === rows[0]![column]));

/**
 * Hides attributes of partners until each row shares what it keeps with at least k - 1 others, which don't all have the same outcome:
 * attributes that split the partners too finely go for all, then those of the rows that are still too few or too much alike.
 * @param outcomes the columns of what we conclude; what is the same for all partners tells no group apart
 * @see Samarati 2001, Protecting respondents' identities in microdata release; Sweeney 2002, k-anonymity
 */
export function anonymous<R extends Row>(
  rows: readonly R[],
  traits: readonly string[],
  k: number,
  outcomes: readonly string[] = []
): R[] {
  const kept = [...traits];
  const same = alikeIn(rows, outcomes);
  const differing = outcomes.filter((column) => !same.includes(column));
  const tells = (members: readonly R[]) => members.length < k || alikeIn(members, differing).length > 0;
  const groups = () => [...group(rows, (row) => JSON.stringify(kept.map((trait) => row[trait]))).values()];
  // beyond a third, what is left would be mostly holes
  while (kept.length && groups().filter(tells).flat().length > rows.length / 3) kept.splice(kept.indexOf(finest(rows, kept)), 1);
  const hidden = new Set(together(groups(), tells));
  return rows.map((row) => {
    const without = hidden.has(row) ? traits : traits.filter((trait) => !kept.includes(trait));
    return {...row, ...Object.fromEntries(without.map((trait) => [trait, null]))};
  });
}

/** The members of the groups that tell something, with those of the next larger ones as long as all of these together tell something. */
function together<R extends Row>(groups: readonly R[][], tells: (members: readonly R[]) => boolean): R[] {
  const sorted = [...groups].sort((a, b) => a.length - b.length);
  const hidden = sorted.filter(tells).flat();
  for (const members of sorted.filter((one) => !tells(one))) if (hidden.length && tells(hidden)) hidden.push(...members);
  return hidden;
}

function sizesOf<R>(rows: readonly R[], key: (row: R) => string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(key(row), (sizes.get(key(row)) ?? 0) + 1);
  return sizes;
}

/** The attribute with most values. */
const finest = (rows: readonly Row[], traits: readonly string[]): string =>
  [...traits].sort((a, b) => sizesOf(rows, (row) => String(row[b])).size - sizesOf(rows, (row) => String(row[a])).size)[0]!;
