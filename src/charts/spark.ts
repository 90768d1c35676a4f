const space = "http://www.w3.org/2000/svg";
const [width, height] = [72, 20];

function svg(tag: string, attributes: Record<string, string>, ...children: Node[]): SVGElement {
  const node = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A score over time in its range, in the size of a word, on a scale that a column shares; for the eye only, the figures are next to it. */
export function spark(
  scores: readonly (number | null)[],
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  [least, most]: readonly [number, number]
): Node {
  const known = scores.flatMap((score, i) => {
    const [low, high] = [lower[i], upper[i]];
    return score === null || typeof low !== "number" || typeof high !== "number" ? [] : [{i, score, low, high}];
  });
  const last = known.at(-1);
  if (known.length < 2 || !last) return document.createTextNode("–");
  const x = (i: number) => ((i / (scores.length - 1)) * (width - 6) + 3).toFixed(1);
  const y = (value: number) => (height - 1 - ((value - least) / (most - least || 1)) * (height - 2)).toFixed(1);
  const line = known.map((d) => `${x(d.i)},${y(d.score)}`).join(" ");
  const band = [...known.map((d) => `${x(d.i)},${y(d.high)}`), ...[...known].reverse().map((d) => `${x(d.i)},${y(d.low)}`)];
  return svg(
    "svg",
    {class: "spark", viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), "aria-hidden": "true"},
    svg("polygon", {points: band.join(" ")}),
    svg("polyline", {points: line}),
    svg("circle", {cx: x(last.i), cy: y(last.score), r: "2"})
  );
}
