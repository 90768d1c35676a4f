/** What of a record of JSON is nested, and how it is made flat; null where nothing is, or where it can't be read. */
export function nestedIn(raw: string): {what: string; edit: string} | null {
  const record = parsed(raw);
  if (typeof record !== "object" || record === null || Array.isArray(record)) return null;
  const nested = Object.entries(record).flatMap(([key, value]) => (typeof value === "object" && value !== null ? [key] : []));
  if (!nested.length) return null;
  const named = nested.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 60)));
  const others = nested.length > 5 ? `, and ${nested.length - 5} more` : "";
  return {
    what: `${named.join(", ")}${others} ${nested.length === 1 ? "holds" : "hold"} nested values: a record has to be flat.`,
    edit: `Read its parts in a mapping, such as {from: ${JSON.stringify(partOf(nested[0]!, (record as Record<string, unknown>)[nested[0]!]))}}, or make each record flat, for instance with jq: '${flat(nested)}'.`
  };
}

/** The path of the first value below a key. */
function partOf(key: string, below: unknown): string {
  if (typeof below !== "object" || below === null) return key;
  if (Array.isArray(below)) return partOf(`${key}[]`, (below as unknown[])[0]);
  const [name, value] = (Object.entries(below) as [string, unknown][]).find(([, v]) => v !== null) ?? [null];
  return name === null ? key : partOf(`${key}.${name}`, value);
}

/** The program that makes a record flat: what APIs wrap as properties comes up, the rest goes. */
function flat(nested: string[]): string {
  const wrapped = nested.find((key) => key === "properties" || key === "attributes" || key === "fields");
  if (wrapped) return `.${wrapped} + {id}`;
  const plain = nested.filter((key) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key));
  return plain.length === nested.length
    ? `del(${plain.map((key) => `.${key}`).join(", ")})`
    : 'map_values(select(type != "object" and type != "array"))';
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
