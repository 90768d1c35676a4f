import {z} from "zod";
import {About} from "./about.ts";
import {
  columns,
  count,
  day,
  flag,
  fraction,
  money,
  number,
  outcome,
  partnerName,
  pick,
  rank,
  rows,
  share,
  table,
  text,
  word
} from "./columns.ts";
import {lossYears, retention, shrinkage} from "./forecasts.ts";
import {partners} from "./partners.ts";
import {Answer} from "./words.ts";

const dimension = word(["customer", "partner", "rep"], "what revenue is split over");

/** How concentrated revenue is, by dimension, at each month-end and now. */
export const concentration = table(
  {metric: "concentration", dates: "all", order: "as_of, dimension"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    is_current: flag("whether that is now", {from: "dates.is_current"}),
    dimension,
    n: count("members", {unit: "members", tells: "open"}),
    total: money("revenue of all"),
    hhi: fraction("Herfindahl-Hirschman index", {tells: "share"}).nullable(),
    effective_n: number("effective number of members", "members", "share").nullable(),
    cr1: share("part of the largest").nullable(),
    cr3: share("part of the three largest").nullable(),
    top20_share: share("part of the largest fifth").nullable(),
    gini: number("Gini index", "0 to 1", "share").nullable(),
    band: word(["low", "moderate", "high"], "how high the index is").nullable()
  }
);

/** Who is behind each dimension. */
export const members = table(
  {metric: null, order: "dimension, net desc, id"},
  {
    dimension,
    id: text("the member", "group"),
    name: text("the member's name", "group"),
    group_id: text("its parent, or itself", "group"),
    net: money("net revenue in the window"),
    share: share("part of the dimension's revenue").nullable(),
    negative: flag("more was given back than bought", outcome)
  }
);

/** Partners and customers that accounts must name: at or above the disclosure share, those under one parent together. */
export const disclosures = table(
  {metric: null, order: "share desc, name"},
  {
    dimension: word(["customer", "partner"], "whose revenue"),
    group_id: text("the parent, or the one", "group"),
    name: text("its name", "group"),
    members: count("companies under it", {unit: "companies"}),
    net: money("net revenue in the window"),
    share: share("part of all revenue")
  }
);

/** What one year may cost when partners become inactive or buy less. */
export const loss = table(
  {metric: "yearly_loss", order: "expected_loss"},
  {
    expected_loss: money("loss of a year on average").nullable(),
    var95: money("a bad year (1 in 20) loses at least").nullable(),
    es95: money("mean loss of these years").nullable(),
    p_lose_20: fraction("probability to lose a fifth or more", {tells: "share"}).nullable(),
    cases: count("past years of partners that tell how much they buy less", {unit: "cases", tells: "group_size"})
  }
);

/** The probability to lose at least a share of today's partner revenue in one year. */
export const lossCurve = table(
  {metric: "loss_curve", order: "share_lost"},
  {
    share_lost: fraction("part of partner revenue", {tells: "share"}),
    probability: fraction("probability to lose that or more", {tells: "share"})
  }
);

/** What is left when the largest go. */
export const whatIf = table(
  {metric: "what_if", order: "removed"},
  {
    removed: text("which go", "open"),
    share_lost: share("part of partner revenue that goes").nullable(),
    effective_n_rest: number("effective number of the others", "partners", "share").nullable()
  }
);

/** Partner revenue by region of the deal. */
export const regions = table(
  {metric: "regions", order: "net desc, region"},
  {
    region: text("sales region of the deal", "open"),
    partners: count("partners with revenue in it", {unit: "partners", tells: "group_size"}),
    net: money("net revenue in the window"),
    effective_n: number("effective number of partners", "partners", "share").nullable(),
    top_id: text("the largest partner", "partner", {from: "m.top_partner_id"}).nullable(),
    top_name: partnerName("m.top_partner_id").nullable(),
    top_share: share("its part").nullable()
  }
);

/** All revenue won in the window, with and without a partner. */
export const revenue = table(
  {metric: "revenue", order: "kind"},
  {
    kind: word(["partner", "direct"], "with a partner or without"),
    net: money("net revenue"),
    deals: count("deals", {unit: "deals", tells: "open"}),
    excluded_deals: count("deals without an exchange rate", {unit: "deals", tells: "open"}),
    negative_deals: count("deals of which more was given back than paid", {unit: "deals", tells: "open"})
  }
);

export const Member = z.strictObject({
  id: members.row.id.nullable(),
  name: members.row.name,
  net: members.row.net,
  share: members.row.share.unwrap(),
  disclosed: flag("accounts must name it"),
  members: count("how many these are", {tells: "group_size"})
});
export const CurvePoint = z.strictObject(lossCurve.row);

const {id, name, parent, revenue: brought, share: part, p_silent, expected_loss, expected_deals} = partners.row;
const takable = {id: members.row.id, name: members.row.name, revenue: members.row.net, share: members.row.share.unwrap()};

const Dimension = z.strictObject({
  ...pick(concentration, "n", "total", "hhi", "effective_n", "cr1", "cr3", "top20_share", "gini", "band"),
  dimension: word(["partner", "customer", "rep", "region"], "what revenue is split over"),
  /** The largest, and one more row (id null) for all others together. */
  members: z.array(Member),
  negative: rows({row: pick(members, "name", "net")})
});

export const Concentration = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  revenue: z.strictObject({
    partner: money("through partners"),
    direct: money("without"),
    excluded_deals: count("deals without an exchange rate", {unit: "deals", tells: "open"})
  }),
  dimensions: z.array(Dimension),
  disclosures: rows({row: pick(disclosures, "dimension", "name", "members", "net", "share")}),
  loss: z
    .strictObject({
      expected_loss: loss.row.expected_loss.unwrap(),
      var95: loss.row.var95.unwrap(),
      es95: loss.row.es95.unwrap(),
      p_lose_20: loss.row.p_lose_20.unwrap(),
      cases: loss.row.cases
    })
    .nullable(),
  curve: z.array(CurvePoint),
  /** Equally likely shares that a partner loses in a year in which it stays, for each third of partners by revenue. */
  shrinkage: z.array(z.array(shrinkage.row.lost)).length(3),
  retention: rows(retention),
  loss_years: rows(lossYears),
  history: rows({row: pick(concentration, "as_of", "effective_n", "n")}),
  what_if: rows({row: {...whatIf.row, share_lost: whatIf.row.share_lost.unwrap()}}),
  regions: rows(regions),
  partners: columns({
    id,
    name,
    parent,
    revenue: brought,
    share: part,
    p_silent,
    expected_loss,
    expected_deals,
    third: rank("third of the partners by revenue, 1 the largest")
  }),
  /** Customers and our reps, who can be taken away too. */
  customers: columns(takable),
  reps: columns(takable)
});
