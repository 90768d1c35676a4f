/** Characters of questions that are kept at most, twice. */
const room = 8_000_000;

/**
 * The same function of lists of numbers, which answers from memory what it was asked before: a preview computes a table again of which few
 * rows are others, and two tables may ask for the same. Only what was asked about lately is kept.
 * @param f gives the same for the same numbers, and nobody changes what it gave
 */
export function remembered<const A extends readonly number[][], R>(f: (...lists: A) => R, kept = room): (...lists: A) => R {
  let [recent, before] = [new Map<string, R>(), new Map<string, R>()];
  let length = 0;
  return (...lists) => {
    const key = keyOf(lists);
    const known = recent.get(key);
    if (known !== undefined) return known;
    const answer = before.get(key) ?? f(...lists);
    if ((length += key.length) > kept) [recent, before, length] = [new Map<string, R>(), recent, key.length];
    recent.set(key, answer);
    return answer;
  };
}

/** The bits of all numbers, and how many each list has. */
export function keyOf(lists: readonly (readonly number[])[]): string {
  const numbers = new Float64Array(lists.reduce((count, list) => count + 1 + list.length, 0));
  let at = 0;
  for (const list of lists) {
    numbers[at] = list.length;
    numbers.set(list, at + 1);
    at += 1 + list.length;
  }
  return Buffer.from(numbers.buffer).toString("latin1");
}
