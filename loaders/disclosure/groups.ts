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

/**
 * Hides attributes of partners until each row shares what it keeps with at least k - 1 others: attributes that split the
 * partners too finely go for all, then those of the rows that are still too few.
 * @see Samarati 2001, Protecting respondents' identities in microdata release; Sweeney 2002, k-anonymity
 */
export function anonymous<R extends Row>(rows: readonly R[], traits: readonly string[], k: number): R[] {
  const kept = [...traits];
  const key = (row: R) => JSON.stringify(kept.map((trait) => row[trait]));
  const few = () => {
    const sizes = sizesOf(rows, key);
    return rows.filter((row) => sizes.get(key(row))! < k).length;
  };
  // beyond a third, what is left would be mostly holes
  while (kept.length && few() > rows.length / 3) kept.splice(kept.indexOf(finest(rows, kept)), 1);
  const hidden = tooSmall(sizesOf(rows, key), k);
  return rows.map((row) => {
    const without = hidden.has(key(row)) ? traits : traits.filter((trait) => !kept.includes(trait));
    return {...row, ...Object.fromEntries(without.map((trait) => [trait, null]))};
  });
}

function sizesOf<R>(rows: readonly R[], key: (row: R) => string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(key(row), (sizes.get(key(row)) ?? 0) + 1);
  return sizes;
}

/** The attribute with most values. */
const finest = (rows: readonly Row[], traits: readonly string[]): string =>
  [...traits].sort((a, b) => sizesOf(rows, (row) => String(row[b])).size - sizesOf(rows, (row) => String(row[a])).size)[0]!;
