import {contactsDrawn, weighedDrawn} from "../../src/copy/contact.ts";
import {Segments} from "../../src/contract/segments.ts";
import {Overview} from "../../src/contract/overview.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {movesSince, mutedRule, nearTrusted, others, servedApart} from "../../src/copy/derive.ts";
import type {Portfolio} from "./portfolio.ts";
import type {DimensionName, PartnerRow} from "./portfolio.ts";

/** What the pictures that are on more than one page are drawn from. */

type SegmentsFile = File<"segments">;
type Member = File<"overview">["members"][number];

/** Up to `most` members by size, then all others as one. */
export function members(p: Portfolio, dimension: DimensionName, most: number): Member[] {
  const disclosed = new Map(p.disclosures.filter((d) => d.dimension === dimension).map((d) => [d.group_id, d]));
  const rows = p.members.filter((m) => m.dimension === dimension && !m.negative && m.net > 0 && m.share !== null);
  const shown = rows.slice(0, most).map((m) => ({
    id: dimension === "partner" ? m.id : null,
    name: m.name,
    net: m.net,
    share: m.share ?? 0,
    disclosed: disclosed.has(m.group_id),
    members: 1
  }));
  const rest = rows.slice(most);
  if (!rest.length) return shown;
  const sum = (of: (m: (typeof rest)[number]) => number) => rest.reduce((total, m) => total + of(m), 0);
  return [
    ...shown,
    {
      id: null,
      name: "all others",
      net: sum((m) => m.net),
      share: sum((m) => m.share ?? 0),
      disclosed: false,
      members: rest.length
    }
  ];
}

/** The chance curve up to where nothing is left to lose. */
export const curve = (p: Portfolio): {share_lost: number; probability: number}[] => p.loss_curve;

/** Cumulative share of revenue after the first k partners, thinned to about `most` points. */
export function pareto(p: Portfolio, most: number): SegmentsFile["pareto"] {
  let sum = 0;
  const all = ranked(p).map((row, i) => {
    sum += row.value_share ?? 0;
    return {rank: i + 1, cumulative: p.added_up?.[i] ?? sum};
  });
  const step = Math.max(1, Math.ceil(all.length / most));
  const points = [{rank: 0, cumulative: 0}, ...all.filter((d, i) => i < 60 || i % step === 0 || i === all.length - 1)];
  return byColumn(Segments.shape.pareto, points);
}

const ranked = (p: Portfolio): PartnerRow[] =>
  p.partners.filter((row) => row.rank !== null && (row.value_share ?? 0) > 0).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));

/** Who came, who left, who is next: the names on the Pareto curve. */
export function marks(p: Portfolio): SegmentsFile["marks"] {
  const ranks = new Map(p.partners.map((row) => [row.id, row]));
  const moved = (movesSince(p) === null ? [] : p.segment_moves).slice(0, 4).map((m) => ({id: m.id, name: m.name, kind: m.move}));
  const next = nearTrusted(p.partners, p.deal_pace)
    .slice(0, 3)
    .map((row) => ({id: row.id, name: row.name, kind: "next" as const}));
  return [...moved, ...next].flatMap((m) => {
    const row = ranks.get(m.id);
    return row?.rank && (row.value_share ?? 0) > 0 ? [{...m, rank: row.rank, to_trusted: row.to_next_deals}] : [];
  });
}

/** The four that get most beyond their weight, and the four that get least. */
export const weighed = (p: Portfolio): SegmentsFile["weighed"] =>
  [...servedApart(p.partners, "over").slice(0, weighedDrawn), ...servedApart(p.partners, "under").slice(0, weighedDrawn)].map(
    (row) => ({
      id: row.id,
      name: row.name,
      service_share: row.service_share ?? 0,
      value_share: row.value_share ?? 0
    })
  );

/** Days since contact of the active partners outside group A. */
export const contact = (p: Portfolio): File<"overview">["contact"] => {
  // where more than half are beyond the limit none is listed, and yet the picture says how long it is
  const muted = mutedRule(p, "no_contact") !== undefined;
  const isLate = (days: number | null) => muted && (days ?? Infinity) >= p.settings.no_contact_days;
  return byColumn(
    Overview.shape.contact,
    p.about.recorded.activities
      ? others(p.partners)
          .map((row) => {
            const days = row.days_since_contact;
            return {id: row.id, name: row.name, days, ignored: row.ignored || isLate(days)};
          })
          .slice(0, contactsDrawn)
      : []
  );
};
