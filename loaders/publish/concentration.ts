import {concentrationHeadline, whatIfAnswer} from "../../src/copy/concentration.ts";
import {spreadAnswer, spreadHistoryAnswer, unevenAnswer} from "../../src/copy/spread.ts";
import {groupName, thresholdAnswer} from "../../src/copy/threshold.ts";
import {regionsAnswer} from "../../src/copy/regions.ts";
import {inactivityAnswer, lossAnswer, retentionAnswer} from "../../src/copy/loss.ts";
import {Concentration} from "../../src/contract/concentration.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {bringing, lorenzPoints, lowerHalf} from "../../src/shared/lorenzPoints.ts";
import {partnerRevenue} from "./derive.ts";
import {curve, members} from "./pictures.ts";
import {regionDimension} from "./regionDimension.ts";
import type {Portfolio} from "./portfolio.ts";
import type {DimensionName} from "./portfolio.ts";

/** How many names each bar of shares is cut into; the others are one piece. */
const namedMembers = 120;

/** Concentration: what is lost if one leaves, over partners, customers and our reps. */
export const concentration = (p: Portfolio): File<"concentration"> => ({
  about: p.about,
  words: words(p),
  revenue: {
    partner: partnerRevenue(p),
    direct: p.revenue.find((row) => row.kind === "direct")?.net ?? 0,
    excluded_deals: p.revenue.reduce((sum, row) => sum + row.excluded_deals, 0)
  },
  dimensions: [...(["partner", "customer", "rep"] as const).flatMap((name) => dimension(p, name)), ...regionDimension(p)],
  disclosures: p.disclosures.map((d) => ({
    dimension: d.dimension,
    name: groupName(p, d),
    members: d.members,
    net: d.net,
    share: d.share
  })),
  loss: loss(p),
  curve: curve(p),
  history: p.concentration
    .filter((row) => row.dimension === "partner")
    .map(({as_of, effective_n, n}) => ({as_of, effective_n, n})),
  what_if: p.what_if.flatMap((row) => (row.share_lost === null ? [] : [{...row, share_lost: row.share_lost}])),
  regions: p.regions,
  shrinkage: [1, 2, 3].map((third) => p.shrinkage.flatMap((row) => (row.third === third ? [row.lost] : []))),
  retention: p.retention,
  loss_years: p.loss_years,
  partners: byColumn(Concentration.shape.partners, atStake(p)),
  customers: takable(p, "customer"),
  reps: takable(p, "rep")
});

/** Partners with revenue, the largest first, each with its third. */
function atStake(p: Portfolio) {
  const rows = p.partners.filter((row) => row.revenue > 0).sort((a, b) => b.revenue - a.revenue || (a.id < b.id ? -1 : 1));
  const third = (i: number) => {
    const [size, larger] = [Math.floor(rows.length / 3), rows.length % 3];
    return i < larger * (size + 1) ? Math.floor(i / (size + 1)) + 1 : Math.floor((i - larger) / Math.max(1, size)) + 1;
  };
  return rows.map((row, i) => ({...row, third: third(i)}));
}

/** All that bring revenue, the largest first. */
const takable = (p: Portfolio, name: DimensionName): File<"concentration">["customers"] =>
  byColumn(
    Concentration.shape.customers,
    p.members.flatMap(({dimension: of, id, name: called, net, share}) =>
      of === name && net > 0 && share !== null ? [{id, name: called, revenue: net, share}] : []
    )
  );

const words = (p: Portfolio): File<"concentration">["words"] => ({
  headline: concentrationHeadline(p),
  spread: spreadAnswer(p, regionDimension(p)),
  uneven: uneven(p),
  disclosures: thresholdAnswer(p),
  what_if: whatIfAnswer(partnerRevenue(p), p.about),
  history: spreadHistoryAnswer(p),
  inactivity: inactivityAnswer(p),
  retention: retentionAnswer(p),
  loss: lossAnswer(p),
  regions: regionsAnswer(p.regions, !p.hidden_regions, p.about)
});

function uneven(p: Portfolio) {
  const n = p.concentration.find((c) => c.is_current && c.dimension === "partner")?.n ?? 0;
  const spread = {n, members: members(p, "partner", Infinity)};
  return unevenAnswer(lowerHalf(lorenzPoints(spread)), {n, bringing: bringing(spread)}, p.about);
}

function dimension(p: Portfolio, name: DimensionName): File<"concentration">["dimensions"] {
  const row = p.concentration.find((c) => c.is_current && c.dimension === name);
  if (!row || row.n === 0) return [];
  const {n, total, hhi, effective_n, cr1, cr3, top20_share, gini, band} = row;
  const negative = p.members.filter((m) => m.dimension === name && m.negative).map((m) => ({name: m.name, net: m.net}));
  return [
    {
      dimension: name,
      n,
      total,
      hhi,
      effective_n,
      cr1,
      cr3,
      top20_share,
      gini,
      band,
      members: members(p, name, namedMembers),
      negative
    }
  ];
}

function loss(p: Portfolio): File<"concentration">["loss"] {
  const row = p.loss[0];
  if (!row || row.expected_loss === null || row.var95 === null || row.es95 === null || row.p_lose_20 === null) return null;
  return {expected_loss: row.expected_loss, var95: row.var95, es95: row.es95, p_lose_20: row.p_lose_20, cases: row.cases};
}
