import {Edition} from "../../src/contract/edition.ts";
import {dates, isRated} from "../../src/copy/derive.ts";
import {periodLabel} from "../../src/shared/periods.ts";
import type {Audience} from "../disclosure/audience.ts";
import type {Codes} from "../disclosure/codes.ts";
import {leaveOut} from "../disclosure/leaveOut.ts";
import {limitPortfolio} from "../disclosure/limit.ts";
import {comparable, comparisonOf, mediansFor, type Comparison} from "../disclosure/medians.ts";
import {partnersOf, portfolioOf, rowsById, type ById} from "../disclosure/only.ts";
import {byColumn} from "./byColumn.ts";
import type {Portfolio} from "./portfolio.ts";
import {unusableTables} from "./unusable.ts";

/** What all editions for some partners are made from, read and sorted once. */
export interface EditionSource {
  all: Portfolio;
  rows: ById;
  comparison: Comparison;
  /** The id of the account manager of each partner. */
  managers: ReadonlyMap<string, string>;
}

export const editionSource = (all: Portfolio, managers: ReadonlyMap<string, string>): EditionSource => ({
  all,
  rows: rowsById(all),
  comparison: comparisonOf(all),
  managers
});

/** The content of an edition for some partners; null where the portfolio has none of them. */
export function editionOf({all, rows, comparison, managers}: EditionSource, audience: Audience, codes: Codes): Edition | null {
  if (!audience.only) throw new Error("an edition for all partners is no edition for some");
  const ids = partnersOf(all.partners, audience.only, managers).map((row) => row.id);
  if (!ids.length) return null;
  const own = limitPortfolio(portfolioOf(all, ids, rows), {...audience, smallest_group: 1}, codes);
  const compared = comparable(audience, new Set(ids), comparison);
  const scored = compared ? inWholePoints(ofRated(own)) : withoutScores(own);
  const months = dates(all);
  const amounts = own.about.amounts ? {amounts: own.about.amounts} : {};
  const {company, as_of, currency, window_days, evidence_days, fiscal_year_first_month, recorded} = all.about;
  const edition: Edition = {
    about: {
      company,
      as_of,
      currency,
      ...amounts,
      window_days,
      evidence_days,
      fiscal_year_first_month,
      recorded,
      ...unusableTables(all.about)
    },
    response_days: all.settings.response_days,
    compared,
    medians: mediansFor(audience, new Set(ids), comparison),
    partners: byColumn(Edition.shape.partners, scored.partners),
    kinds: byColumn(
      Edition.shape.kinds,
      scored.kinds.filter((row) => row.n > 0)
    ),
    months,
    history: byColumn(Edition.shape.history, historyOf(scored, months)),
    exchange: byColumn(Edition.shape.exchange, scored.exchange_months),
    outcomes: byColumn(Edition.shape.outcomes, scored.outcomes),
    pairs: byColumn(Edition.shape.pairs, scored.pairs),
    quarters: byColumn(Edition.shape.quarters, labelled(scored)),
    deals: byColumn(Edition.shape.deals, scored.open_deals),
    registrations: scored.open_registrations,
    referrals: scored.open_referrals
  };
  return leaveOut(edition, audience);
}

/** The quarters with what they are called in the company's fiscal year. */
const labelled = ({partner_quarters, settings}: Portfolio) =>
  partner_quarters.map((row) => ({...row, label: periodLabel(row.starts_on, "quarter", settings.fiscal_year_first_month)}));

/** A list of scores per partner, one for each month-end; null before it was rated. */
const historyOf = ({partners, scores}: Portfolio, months: readonly string[]) =>
  partners.map(({id}) => {
    const own = new Map(scores.flatMap((row) => (row.id === id ? [[row.as_of, row] as const] : [])));
    const list = (figure: "score" | "lower" | "upper") => months.map((month) => own.get(month)?.[figure] ?? null);
    return {id, score: list("score"), lower: list("lower"), upper: list("upper")};
  });

const withoutScores = (p: Portfolio): Portfolio => ({
  ...p,
  partners: p.partners.map((row) => ({...row, score: null, lower: null, upper: null})),
  scores: []
});

/** The score of a partner with too little data to rate is hardly more than the average of all others: it is told none. */
function ofRated(p: Portfolio): Portfolio {
  const told = <R extends Parameters<typeof isRated>[0] & object>(row: R): R =>
    isRated(row) ? row : {...row, score: null, lower: null, upper: null};
  return {...p, partners: p.partners.map(told), scores: p.scores.map(told)};
}

/** A tenth of a point would tell the average of all others more exactly than the page does. */
function inWholePoints(p: Portfolio): Portfolio {
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  const points = <R extends {score: number | null; lower: number | null; upper: number | null}>(row: R): R => ({
    ...row,
    score: whole(row.score),
    lower: whole(row.lower),
    upper: whole(row.upper)
  });
  return {...p, partners: p.partners.map(points), scores: p.scores.map(points)};
}
