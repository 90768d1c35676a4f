import type {DuckDB} from "../../engines/duckdb.ts";
import {literal} from "../../engines/duckdb.ts";
import type {ColumnRule} from "../engine/mapping.ts";
import {withOwnFormat} from "../engine/money.ts";
import type {SimpleRule} from "../engine/rule.ts";
import {withFallbacks} from "../engine/walk.ts";
import {amountPatterns, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/**
 * What was given back: the negative amounts, of each column that the amount is read from, and a column of refunds where there is one. A
 * record that has both tells one refund twice, or two: the negative amount counts, and that is told.
 */
export async function refundedOf(
  refunded: Proposal,
  amount: Proposal,
  profiles: readonly Profile[],
  db: DuckDB
): Promise<Proposal> {
  const negatives = amount.rule ? negativesOf(amount.rule) : [];
  const own = refunded.rule ? withoutSign(refunded.rule) : [];
  const [first, ...rest] = [...negatives, ...own];
  if (!first) return refunded;
  const rule: ColumnRule = {...first, ...(rest.length ? {empty: rest.map((r) => withOwnFormat(r, first))} : {})};
  const column = profiles.find((p) => p.header === refunded.header);
  const notes = column
    ? [...refunded.notes, ...countNotes(column), ...(await bothNotes(negatives, column, profiles, db))]
    : refunded.notes;
  return {...refunded, rule, header: refunded.header ?? amount.header, notes};
}

/** The rules of an amount that take a negative one as 0, as they take what was given back; an amount that is only expected is none. */
const negativesOf = (amount: ColumnRule): SimpleRule[] =>
  withFallbacks(amount)
    .filter((rule) => rule.sign === "positive" && rule.when === undefined)
    .map((rule) => ({...withoutEmpty(rule), sign: "negative"}));

function withoutEmpty(rule: ColumnRule): SimpleRule {
  const {empty: _, ...simple} = rule;
  return simple;
}

/** Refunds are written with a minus or without one, and mean the same. */
function withoutSign(refunded: ColumnRule): SimpleRule[] {
  const {sign, ...rule} = withoutEmpty(refunded);
  return sign === undefined ? [rule] : [{...rule, sign: "negative"}, rule];
}

/** Of how many records a column of refunds tells, rather than of money. */
const countNotes = ({header, top}: Profile): string[] =>
  top.some((t) => /[1-9]/.test(t.value)) && top.every((t) => /^\d$/.test(t.value))
    ? [
        `${quoted(header)} holds whole numbers below 10 only and is read as money: if it counts refunds, take refunded out of the mapping`
      ]
    : [];

async function bothNotes(
  negatives: readonly SimpleRule[],
  {header, cell}: Profile,
  profiles: readonly Profile[],
  db: DuckDB
): Promise<string[]> {
  const cells = profiles.filter((p) => p.header !== header && negatives.some((r) => r.from === p.header)).map((p) => p.cell);
  if (!cells.length) return [];
  const negative = cells.map((c) => `coalesce(regexp_matches(${c}, ${literal(amountPatterns.negative)}), false)`).join(" or ");
  const [row] = await db.rows<{n: string}>(
    `select count(*) as n from raw where (${negative}) and regexp_matches(${cell}, '[1-9]')`
  );
  const n = Number(row!.n);
  return n
    ? [
        `${counted(n)} ${n === 1 ? "has" : "have"} a negative amount and a refund in ${quoted(header)}: the negative amount counts, and the refund doesn't. If both were given back, export their sum`
      ]
    : [];
}
