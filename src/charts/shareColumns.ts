import type {File} from "../contract/index.js";
import {chart, colour, halo, shortAmong, textWidth, toPartner} from "./chart.js";
import {equalOnes} from "../copy/spread.js";
import {counted, decimal, percent, plural, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Member = File<"overview">["members"][number];

const margin = {left: 44, right: 8};
/** The height of the highest column, in pixels. */
const columns = 170;
/** The largest column of a picture is at least this part of a scale that it shares. */
const visible = 0.1;

interface Spread {
  count: number;
  effective: number;
  noun: string;
  highest?: number;
  /** Where one that is no partner leads to. */
  leads?: (member: Member) => string | null;
}

/**
 * Shares ranked as columns, those that have no row of their own as a block of their average; the dashed box has the area of all, as many equal
 * ones wide as revenue behaves like.
 */
export function shareColumns(
  members: readonly Member[],
  {count, effective, noun, highest, leads}: Spread,
  {width}: {width: number}
): Node {
  // bands of shares and of amounts, by which rows are in order, differ
  const named = members.filter((m) => m.members === 1).sort((a, b) => b.share - a.share);
  const bars = named.map((m, i) => ({...m, x1: i, x2: i + 1}));
  // pictures that are side by side share a scale, unless that would leave one of them empty
  const own = Math.max(bars[0]?.share ?? 1, 1 / effective);
  const top = highest !== undefined && own >= highest * visible ? Math.max(highest, own) : own;
  const others = othersOf(members, named.length);
  const end = endOf(named.length, others?.members ?? 0, effective);
  const across = (x: number) => margin.left + (x * (width - margin.left - margin.right)) / end;
  const labels = nameLevels(bars, {top, box: 1 / effective, room: (x) => width - across(x)});
  const place = clearOf(labels, {effective, end, width, top, noun});
  const above = roomAbove(labels, place, top);
  return chart(
    {
      width,
      height: above + columns + 24,
      marginLeft: margin.left,
      marginRight: margin.right,
      marginTop: above,
      marginBottom: 24,
      x: {domain: [0, end], axis: null},
      y: {domain: [0, top], ticks: 3, tickSize: 0, label: null, tickFormat: (d: number) => percent(d)},
      marks: [
        Plot.rect(bars, {
          x1: "x1",
          x2: "x2",
          y1: 0,
          y2: "share",
          insetRight: gap((width - margin.left - margin.right) / end, end),
          fill: (m: (typeof bars)[number]) => (m.disclosed ? colour.accent : colour.mark),
          title: (m: (typeof bars)[number]) => `${m.name}\n${percent(m.share)}`,
          tip: true
        }),
        ...(others ? [othersBlock(others, end)] : []),
        ...equalBox(effective, noun, place),
        ...names(labels, (m) => across(m.x1) + textWidth(nameText(m)) <= width),
        Plot.ruleY([0], {stroke: colour.line}),
        Plot.text([shownText(count, noun, others && others.x2 > end ? end : null)], {frameAnchor: "bottom-right", dy: 18})
      ]
    },
    `Share of revenue of ${counted(count, noun)}, largest first: ${named
      .slice(0, 3)
      .map((m) => `${m.name} ${percent(m.share)}`)
      .join(", ")}. Equivalent to ${equalOnes(effective, noun)}.`,
    (pointed) => toPartner(pointed) ?? leads?.(pointed as unknown as Member) ?? null
  );
}

type Others = Member & {x1: number; x2: number};

/** Those that have no row of their own, right of the named ones. */
function othersOf(members: readonly Member[], from: number): Others | null {
  const others = members.find((m) => m.members > 1);
  return others ? {...others, x1: from, x2: from + others.members} : null;
}

/** How many have room from left to right: all, unless the box would be thinner than a twelfth of the picture. */
const endOf = (named: number, others: number, effective: number): number =>
  Math.max(Math.min(named + others, Math.max(named, Math.ceil(effective * 12))), effective * 1.05, 4);

const othersBlock = (others: Others, end: number) =>
  Plot.rect([{...others, x2: Math.min(others.x2, end), mean: others.share / others.members}], {
    x1: "x1",
    x2: "x2",
    y1: 0,
    y2: "mean",
    fill: colour.mark,
    fillOpacity: 0.5,
    title: (m: {mean: number}) => `${whole(others.members)} others\n${percent(m.mean)} on average`,
    tip: true
  });

const shownText = (count: number, noun: string, end: number | null): string =>
  end === null ? counted(count, noun) : `the largest ${whole(Math.floor(end))} of ${counted(count, noun)}`;

/** Between columns of this width, in pixels: those thinner than a pixel lie over one another, or they would be pale. */
const gap = (column: number, count: number): number => (column < 2 ? Math.min(0, column - 1) : count > 40 ? 0.5 : 1.5);

type Bar = Member & {x1: number; x2: number};

/** As many equal ones as revenue behaves like: the area is that of all columns. */
function equalBox(effective: number, noun: string, {x, y, loose, dx}: Place) {
  const line = {stroke: colour.ink, strokeDasharray: "3,3"};
  return [
    Plot.rect([0], {x1: 0, x2: effective, y1: 0, y2: 1 / effective, fill: "none", ...line}),
    ...(loose ? [] : [Plot.link([0], {x1: effective, x2: x, y1: 1 / effective, y2: y, ...line})]),
    Plot.text([equalText(effective, noun)], {
      x,
      y,
      dx,
      dy: -6,
      textAnchor: dx < 0 ? "end" : "start",
      lineAnchor: "bottom",
      fill: colour.ink,
      ...halo
    })
  ];
}

const equalText = (effective: number, noun: string) =>
  `equivalent to ${decimal(effective)}\nequal ${plural(Number(effective.toFixed(1)), noun)}`;

/** The place of what the box says: next to it, right of the names on a line from its corner, or above the names without a line. */
interface Place {
  x: number;
  y: number;
  dx: number;
  /** Whether it has no line from the box. */
  loose: boolean;
}

type Named = Bar & {middle: number; at: number};

const nameText = (m: Member) => `${m.name} ${percent(m.share)}`;

/**
 * The largest, and those that accounts must name, each with the height of its name: above the box, whose line would pass it. Names are cut alike, to
 * what reaches from the column to the end of the picture.
 */
function nameLevels(bars: readonly Bar[], {top, box, room}: {top: number; box: number; room: (x: number) => number}): Named[] {
  const largest = bars.filter((m, i) => m.disclosed || i === 0).slice(0, 4);
  const letters = largest.map((m) => Math.floor(room(m.x1) / textWidth("m")) - percent(m.share).length - 1);
  const cut = shortAmong(
    largest.map((m) => m.name),
    Math.max(8, Math.min(24, ...letters))
  );
  const named = largest.map((m) => ({...m, name: cut(m.name)}));
  // the largest stands highest, so that no line passes a name
  const levels: number[] = [];
  for (const m of [...named].reverse()) levels.unshift(Math.max(m.share, box, (levels[0] ?? -top) + 0.11 * top));
  return named.map((m, i) => ({...m, middle: m.x1 + 0.5, at: levels[i]!}));
}

/** What names and the words of the box need above the highest column, in pixels. */
const roomAbove = (named: readonly Named[], place: Place, top: number): number => {
  const over = (share: number) => columns * (share / top - 1);
  return Math.max(46, over(place.y) + 38, ...named.map((m) => over(m.at) + 18));
};

interface Room extends Record<"effective" | "end" | "width" | "top", number> {
  noun: string;
}

/** The place at which what the box says covers no name, and its line passes none. */
function clearOf(named: readonly Named[], {effective, end, width, top, noun}: Room): Place {
  const perOne = (width - margin.left - margin.right) / end;
  const across = (x: number) => margin.left + x * perOne;
  const wide = Math.max(...equalText(effective, noun).split("\n").map(textWidth));
  const right = effective < end * 0.6;
  const left = across(effective) - (right ? 0 : wide);
  // capitals are wider than letters are on average
  const rightOf = (m: Named) => across(m.x1) + textWidth(nameText(m)) + 14;
  const reaching = named.filter((m) => rightOf(m) > left);
  const box = 1 / effective;
  if (!reaching.length) return {x: effective, y: box, dx: right ? 6 : -2, loose: false};
  const beyond = Math.max(...reaching.map(rightOf));
  if (beyond > across(effective) && beyond + 4 + wide <= width)
    return {x: (beyond - margin.left) / perOne, y: box, dx: 4, loose: false};
  return {x: effective, y: Math.max(box, ...reaching.map((m) => m.at + 0.11 * top)), dx: right ? 6 : -2, loose: true};
}

/** Names on lines up from their columns; one that would reach beyond the picture ends with it. */
function names(named: readonly Named[], fits: (m: Named) => boolean) {
  const tone = (m: Member) => (m.disclosed ? colour.accent : colour.ink);
  const text = {y: "at", dy: -8, text: nameText, fill: tone, ...halo};
  return [
    Plot.link(named, {x1: "middle", x2: "middle", y1: "share", y2: "at", stroke: tone, strokeWidth: 0.75}),
    Plot.text(named.filter(fits), {...text, x: "x1", dx: 2, textAnchor: "start"}),
    Plot.text(
      named.filter((m) => !fits(m)),
      {...text, frameAnchor: "right", dx: margin.right, textAnchor: "end"}
    )
  ];
}
