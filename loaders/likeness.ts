/** How many letters are to be added, left out or changed (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  const letters = Array.from(b);
  let row = Array.from({length: letters.length + 1}, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of letters.entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + Number(letter !== other)));
    row = next;
  }
  return row.at(-1)!;
}

/** From here on a text is named to somebody who wrote another: half of its letters are as written. */
const alike = 0.5;

/** From 0 to 1, how far somebody who wrote one text may have meant another: the whole of it, its beginning, or one of its words. */
function likeness(asked: string, text: string): number {
  const [a, b] = [asked.toLowerCase(), text.toLowerCase()];
  const parts = [b, ...b.split(/[^\p{L}\p{N}]+/u)].filter(Boolean);
  const most = Math.max(0, ...parts.map((part) => 1 - editDistance(a, part) / Math.max(a.length, part.length)));
  return a.length > 1 && b.startsWith(a) ? Math.max(most, 0.95) : most;
}

/**
 * Of some choices the five that somebody most likely meant, the likeliest first; none where nothing is like what was written.
 * @param texts what each may be called: its id, its name
 */
export function mostAlike<T>(asked: string, choices: readonly T[], texts: (choice: T) => readonly string[]): T[] {
  return choices
    .map((choice) => ({choice, like: Math.max(0, ...texts(choice).map((text) => likeness(asked, text)))}))
    .filter(({like}) => like >= alike)
    .sort((a, b) => b.like - a.like)
    .slice(0, 5)
    .map(({choice}) => choice);
}
