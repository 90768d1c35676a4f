/** What rows of a metric must be. */
type Rule =
  | {kind: "not null"}
  | {kind: "unique"}
  | {kind: "in"; values: string[]}
  /** Both ends belong to it; null where it has none. */
  | {kind: "range"; from: number | null; to: number | null};

/** One check of a metric's header. */
export interface Check {
  said: string;
  /** null for the metric's key. */
  columns: string[] | null;
  rule: Rule;
}

const number = "(-?\\d+(?:\\.\\d+)?)";
const rules: [RegExp, (found: string[]) => Rule][] = [
  [/^not null$/, () => ({kind: "not null"})],
  [/^unique$/, () => ({kind: "unique"})],
  [/^in (.+)$/, ([values = ""]) => ({kind: "in", values: values.split(",").map((value) => value.trim())})],
  [new RegExp(`^between ${number} and ${number}$`), ([from, to]) => ({kind: "range", from: Number(from), to: Number(to)})],
  [new RegExp(`^at least ${number}$`), ([from]) => ({kind: "range", from: Number(from), to: null})],
  [new RegExp(`^at most ${number}$`), ([to]) => ({kind: "range", from: null, to: Number(to)})]
];

/** How a check is written, for who has written another. */
export const checkForms =
  '"key unique", "a, b unique", "a not null", "a in x, y", "a between 0 and 1", "a at least 0", "a at most 1"';

/** A check as a header has it, "score between 0 and 100"; null where it can't be meant. */
export function readCheck(text: string): Check | null {
  const said = text.trim();
  const [, names = "", rest = ""] =
    /^([a-z_0-9]+(?:, *[a-z_0-9]+)*) ((?:not null|unique|in|between|at least|at most)\b.*)$/.exec(said) ?? [];
  for (const [pattern, ruleOf] of rules) {
    const found = pattern.exec(rest);
    if (!found) continue;
    const columns = names === "key" ? null : names.split(/, */);
    const rule = ruleOf(found.slice(1));
    const several = rule.kind === "not null" || rule.kind === "unique";
    return several || columns?.length === 1 ? {said, columns, rule} : null;
  }
  return null;
}
