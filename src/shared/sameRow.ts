/** What a mark of a picture stands for, as far as the rows of its table can be told by it. */
interface Marked {
  id?: unknown;
  dot?: {id?: unknown} | null;
  rows?: readonly {id?: unknown}[];
}

const plain = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);

/** The partners that a mark stands for. */
const idsOf = ({id, dot, rows}: Marked): unknown[] => (rows ? rows.map((row) => row.id) : [id ?? dot?.id].filter(Boolean));

/** Whether a row of a table is what a mark was drawn from: by its id, else by all plain values of which both have one. */
export function sameRow(mark: object, row: object): boolean {
  if (mark === row) return true;
  const ids = idsOf(mark);
  if (ids.length && "id" in row) return ids.includes(row.id);
  const [one, other] = [mark as Record<string, unknown>, row as Record<string, unknown>];
  const shared = Object.keys(one).filter((key) => key in other && plain(one[key]) && plain(other[key]));
  return shared.length > 0 && shared.every((key) => one[key] === other[key]);
}
