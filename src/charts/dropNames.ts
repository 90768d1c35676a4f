/** A name that is to stand on a line from its dot: where the line is, and how wide the name. */
export interface Hung {
  x: number;
  width: number;
}

/** On which side of its line a name is, and in which lane: a line passes all lanes below its own. */
export interface Spot {
  left: boolean;
  lane: number;
}

/** Between a line and its name, and to the next, in pixels. */
const gap = 8;

/** A lane a name: texts that run to the right descend, those that run to the left climb, either sort above the other. */
function lanesOf(left: readonly boolean[], leftAbove: boolean): number[] {
  const lefts = left.filter((l) => l).length;
  const rights = left.length - lefts;
  const begins = leftAbove ? {left: rights, right: 0} : {left: 0, right: lefts};
  let climbed = 0;
  let descended = 0;
  return left.map((l) => (l ? begins.left + climbed++ : begins.right + rights - ++descended));
}

const spanOf = ({x, width}: Hung, left: boolean): [number, number] => (left ? [x - gap - width, x] : [x, x + gap + width]);

/** Whether the line of a name passes the name of another. */
const crossed = (items: readonly Hung[], spots: readonly Spot[]): boolean =>
  items.some((item, i) => {
    const [from, to] = spanOf(item, spots[i]!.left);
    return items.some(({x}, j) => j !== i && spots[j]!.lane > spots[i]!.lane && x > from && x < to);
  });

/** The choices of sides for a number of names, those with the fewest on the left first. */
const choices = (n: number): boolean[][] =>
  Array.from({length: 2 ** n}, (_, mask) => Array.from({length: n}, (_, i) => Boolean(mask & (1 << i)))).sort(
    (a, b) => a.filter((l) => l).length - b.filter((l) => l).length
  );

/**
 * Sides and lanes for names on lines so that no line passes a name and none leaves the picture; null where there are none.
 * @param items at most eight or so, in the order of their lines
 */
export function hang(items: readonly Hung[], [from, to]: readonly [number, number]): Spot[] | null {
  for (const left of choices(items.length)) {
    const inside = items.every((item, i) => {
      const [a, b] = spanOf(item, left[i]!);
      return left[i] ? a >= from : b <= to;
    });
    if (!inside) continue;
    for (const leftAbove of [true, false]) {
      const lanes = lanesOf(left, leftAbove);
      const spots = items.map((_, i) => ({left: left[i]!, lane: lanes[i]!}));
      if (!crossed(items, spots)) return spots;
    }
  }
  return null;
}

/**
 * The same for as many of the items as have such places.
 * @param leaveOut which of those that are left goes next where all can't stay
 */
export function hangMost<T>(
  items: readonly T[],
  of: (item: T) => Hung,
  within: readonly [number, number],
  leaveOut: (items: readonly T[]) => number
): {item: T; spot: Spot}[] {
  const spots = hang(items.map(of), within);
  if (spots) return items.map((item, i) => ({item, spot: spots[i]!}));
  const gone = leaveOut(items);
  return hangMost(
    items.filter((_, i) => i !== gone),
    of,
    within,
    leaveOut
  );
}
