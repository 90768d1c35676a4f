/**
 * How many rows each of some lists shows where all of them share the paper: all rows of the short ones, and of the others as many as of
 * one another.
 * @param room rows that there is room for
 */
export function rowsOnSheets<K extends string>(of: Readonly<Record<K, {length: number}>>, room: number): Record<K, number> {
  const lists = Object.entries<{length: number}>(of).sort(([, a], [, b]) => a.length - b.length);
  let left = room;
  const shown = lists.map(([name, {length}], i): [string, number] => {
    const rows = Math.min(length, Math.floor(left / (lists.length - i)));
    left -= rows;
    return [name, rows];
  });
  return Object.fromEntries(shown) as Record<K, number>;
}
