import {literal} from "../../engines/duckdb.ts";
import {sqlTypes} from "../../tables/sqlTypes.ts";
import type {ColumnRule, SimpleRule} from "./rule.ts";
import {unread} from "./unread.ts";
import {fallbacksOf, listOf} from "./walk.ts";

const formatKeys = ["decimal", "thousands", "decimals", "round", "suffixes", "times"] as const;
type MoneyRule = Pick<ColumnRule, (typeof formatKeys)[number]>;

/** Whether a rule says how its amounts are written. */
export const saysFormat = (rule: MoneyRule): boolean => formatKeys.some((key) => rule[key] !== undefined);

/** Whether a fallback of a rule says by itself how its amounts are written. */
export const hasSeveralFormats = (rule: ColumnRule): boolean => fallbacksOf(rule).some(saysFormat);

/** A fallback of `main`, with the usual format written out where `main` has another and the rule says none. */
export const withOwnFormat = (rule: SimpleRule, main: ColumnRule): SimpleRule =>
  saysFormat(main) && !saysFormat(rule) && rule.from !== undefined ? {...rule, decimal: "."} : rule;

/** How the amounts of rules that each have their own format are written, once they are one text. */
const oneFormat: MoneyRule = {decimals: 4};

/** How the text that a rule and its fallbacks give is written. */
export const formatOfText = (rule: ColumnRule | null): MoneyRule | null => (rule && hasSeveralFormats(rule) ? oneFormat : rule);

/** SQL of an amount as one text, however its rule writes it; what that rule can't read is marked. A rule that says nothing is read as `main` is. */
export function inOneFormat(text: string, rule: SimpleRule, main: ColumnRule): string {
  const amount = moneySql("t", saysFormat(rule) ? rule : main);
  return `list_transform([${text}], lambda t: coalesce(cast(${amount} as varchar), ${unread} || t))[1]`;
}

const matches = (text: string, pattern: string) => `regexp_matches(${text}, ${literal(pattern)})`;

const space = String.raw`[\s\x{A0}\x{202F}\x{2007}\x{2009}]*`;

/** The characters that a thousands mark stands for: spaces look alike, and so do apostrophes. */
function classOf(mark: string): string {
  if (/^[ \u00a0\u202f]$/.test(mark)) return String.raw`[ \x{A0}\x{202F}\x{2007}\x{2009}]`;
  if (/^['\u2019]$/.test(mark)) return String.raw`['\x{2019}]`;
  return `[${mark}]`;
}

/** The whole part of an amount: digits, alone or in groups of three; with commas also as in India, 12,34,567. */
function wholePattern(marks: string[]): string {
  const grouped = marks.map((m) => String.raw`\d{1,3}(?:${classOf(m)}\d{3})+`);
  const lakh = marks.includes(",") ? [String.raw`\d{1,2}(?:,\d{2})+,\d{3}`] : [];
  return `(?:${[String.raw`\d+`, ...grouped, ...lakh].join("|")})`;
}

/** SQL of an amount: digits, two decimals at most (or as the mapping says), no sign; rounding only where the mapping asks for it. */
export function moneySql(text: string, rule: MoneyRule | null): string {
  const {times = 1, ...plain} = rule ?? {};
  if (times === 1) return unmultipliedSql(text, rule);
  // thousands have more decimals than an amount in full, and hundredths none
  const amount = unmultipliedSql(text, {...plain, decimals: 4});
  return productSql(`cast(${amount} as decimal(24, 8))`, times);
}

/** More than any ceiling: an amount that the type can't hold is out of range, not unreadable. */
const tooMuch = `cast(99999999999999 as ${sqlTypes.money})`;

/** SQL of a multiplied amount: what that makes too large for the type must not stop the file. */
const productSql = (amount: string, factor: number): string =>
  `case when ${amount} is not null then coalesce(try_cast(try(${amount} * ${factor}) as ${sqlTypes.money}), ${tooMuch}) end`;

function unmultipliedSql(text: string, rule: MoneyRule | null): string {
  if (!rule?.suffixes) return amountSql(text, rule);
  const longestFirst = Object.entries(rule.suffixes).sort(([a], [b]) => b.length - a.length);
  const cases = longestFirst.map(([suffix, factor]) => {
    const number = `regexp_replace(${text}, ${literal(String.raw`(?i)${space}${suffix}\.?$`)}, '')`;
    const amount = amountSql(number, {...rule, decimals: 6}, "decimal(24, 8)");
    return `when ${matches(text, String.raw`(?i)\d${space}${suffix}\.?$`)} then ${productSql(amount, factor)}`;
  });
  return `case ${cases.join(" ")} else ${amountSql(text, rule)} end`;
}

function amountSql(
  text: string,
  rule: (Omit<MoneyRule, "decimals"> & {decimals?: number | undefined}) | null,
  type: string = sqlTypes.money
): string {
  const marks = rule?.thousands ? listOf<string>(rule.thousands) : [];
  const mark = rule?.decimal === "," ? "," : String.raw`\.`;
  const decimals = rule?.round === undefined ? `{1,${rule?.decimals ?? 2}}` : "+";
  const plain = marks.length ? `regexp_replace(${text}, ${literal(marks.map(classOf).join("|"))}, '', 'g')` : text;
  const number = rule?.decimal === "," ? `replace(${plain}, ',', '.')` : plain;
  const amount =
    rule?.round === undefined
      ? `try_cast(${number} as ${type})`
      : `cast(round(try_cast(${number} as decimal(38, 16)), ${rule.round}) as ${type})`;
  const shape = matches(text, `^${wholePattern(marks)}(${mark}\\d${decimals})?$`);
  // more digits than the type holds are over any ceiling, not unreadable
  const huge = `when ${shape} and length(regexp_replace(${number}, '\\..*$', '')) > 14 then ${tooMuch}`;
  const usual = `when cast(try_cast(${text} as decimal(18, 2)) as varchar) = ${text} and try_cast(${text} as decimal(18, 2)) >= 0 then coalesce(try_cast(${text} as ${sqlTypes.money}), ${tooMuch})`;
  return `case ${rule ? "" : usual} ${huge} when ${shape} then ${amount} end`;
}
