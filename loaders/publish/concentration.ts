import {Concentration} from "../../src/contract/concentration.ts";
import {byColumn} from "./byColumn.ts";
import type {File, Sentence} from "../../src/contract/index.ts";
import {lorenzPoints, lowerHalf} from "../../src/shared/lorenzPoints.ts";
import {capital, counted, money, percent, period} from "../../src/shared/format.ts";
import {
  concentrationAnswer,
  directSentence,
  disclosedName,
  silenceAnswer,
  spreadAnswer,
  spreadHistoryAnswer,
  yearInTwenty
} from "./answers/concentration.ts";
import {partnerRevenue} from "./derive.ts";
import {curve, members} from "./pictures.ts";
import {regionDimension} from "./regionDimension.ts";
import type {Portfolio} from "./portfolio.ts";
import type {DimensionName} from "./portfolio.ts";
import {paragraph, say, strong} from "./say.ts";

/** How many names each bar of shares is cut into; the others are one piece. */
const namedMembers = 120;

/** Concentration: what is lost if one leaves, over partners, customers and our reps. */
export const concentration = (p: Portfolio): File<"concentration"> => ({
  about: p.about,
  words: words(p),
  revenue: {
    partner: partnerRevenue(p),
    direct: p.revenue.find((row) => row.kind === "direct")?.net ?? 0,
    held_out_deals: p.revenue.reduce((sum, row) => sum + row.held_out_deals, 0)
  },
  dimensions: [...(["partner", "customer", "rep"] as const).flatMap((name) => dimension(p, name)), ...regionDimension(p)],
  disclosures: p.disclosures.map((d) => ({
    dimension: d.dimension,
    name: disclosedName(p, d),
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
  partners: byColumn(
    Concentration.shape.partners,
    p.partners
      .filter((row) => row.revenue > 0)
      .map((row) => ({...row, p_silent: row.p_silent ?? 0, expected_loss: row.expected_loss ?? 0}))
  ),
  customers: takable(p, "customer"),
  reps: takable(p, "rep")
});

/** All that bring revenue, the largest first. */
const takable = (p: Portfolio, name: DimensionName): File<"concentration">["customers"] =>
  byColumn(
    Concentration.shape.customers,
    p.members.flatMap(({dimension: of, id, name: called, net, share}) =>
      of === name && net > 0 && share !== null ? [{id, name: called, revenue: net, share}] : []
    )
  );

function words(p: Portfolio): File<"concentration">["words"] {
  const answer = concentrationAnswer(p);
  const revenue = partnerRevenue(p);
  const brought = say`Partners brought ${strong(money(revenue, p.about.currency))} in ${period(p.about.window_days)}.`;
  return {
    headline: {
      question: null,
      finding: answer.finding,
      paragraphs: revenue > 0 ? [paragraph(brought, directSentence(p), yearInTwenty(p))] : answer.paragraphs,
      way: null
    },
    spread: spreadAnswer(p),
    uneven: {
      question: "Do a few carry the many?",
      finding: unevenFinding(p),
      paragraphs: [
        say`The Gini index puts the bow of each line in one figure: 0 where all bring the same, near 1 where one brings all.`
      ],
      way: null
    },
    disclosures: {
      question: "Who has to be named in the accounts?",
      finding: p.disclosures.length
        ? say`${capital(counted(p.disclosures.length, "name"))} of a tenth of all revenue or more`
        : say`Nobody brings a tenth of all revenue`,
      paragraphs: [
        say`Companies under one parent count as one (ASC 280-10-50-42); the share is of all revenue, direct revenue with it.`
      ],
      way: null
    },
    what_if: {
      question: "What is lost if one leaves?",
      finding: revenue > 0 ? say`Take partners away, or change their chance of leaving` : say`There is no revenue to lose`,
      paragraphs: [],
      way: null
    },
    history: spreadHistoryAnswer(p),
    silence: silenceAnswer(p)
  };
}

function unevenFinding(p: Portfolio): Sentence {
  const half = lowerHalf(lorenzPoints({members: members(p, "partner", namedMembers)}));
  return half === null
    ? say`There is no revenue to share out`
    : say`The smaller half of the partners that sell brings ${percent(half)} of the revenue`;
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
  return {expected_loss: row.expected_loss, var95: row.var95, es95: row.es95, p_lose_20: row.p_lose_20};
}
