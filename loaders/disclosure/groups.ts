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
