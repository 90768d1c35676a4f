import {literal} from "../../engines/duckdb.ts";

/** What the first cell of a line of totals says, in lower case. */
export const totalWords = [
  ...["total", "totals", "grand total", "sum", "subtotal", "sub-total", "sub total", "overall", "total result"],
  ...["count", "record count", "anzahl"],
  ...["summe", "gesamt", "gesamtsumme", "gesamtergebnis", "zwischensumme", "teilergebnis", "ergebnis"],
  ...["total general", "total général", "sous-total", "somme", "suma", "suma total", "soma", "total geral"],
  ...["totale", "totale complessivo", "subtotale", "somma", "totaal", "eindtotaal", "subtotaal", "som"],
  ...["合計", "総計", "小計", "итого", "всего"]
];

/** Transactions are keyed by what a system gives them; a company or a person may well be called Total. */
const keyed = new Set(["deal_id", "referral_id", "ticket_id", "activity_id"]);
const withLines = new Set(["deals", "referrals", "tickets", "activities"]);

/** SQL of whether a text that should be the key of a transaction says that its line is one of totals; null where none could. */
export const saysTotalSql = (column: string, text: string): string | null =>
  keyed.has(column) ? `lower(rtrim(${text}, ' :')) in (${totalWords.map(literal).join(", ")})` : null;

/** What begins, or ends, the text of a subtotal beside the name of its group: Summe Acme GmbH, Total for Acme, Acme Ergebnis. */
const named = [
  "(grand |sub-?)?totals?( for| of)?|subtotal|sum of|overall",
  "(gesamt|zwischen)?summe|gesamt|teilergebnis|ergebnis|sous-total|somme|suma|soma|totale|subtotale|somma|totaal|subtotaal",
  "итого|всего"
].join("|");
const behind = "(sub-?)?totals?|(gesamt|zwischen)?summe|gesamt|ergebnis|totaal|totale";

/** SQL of whether a text says that its line holds totals, alone or with the name of their group. A company may be called so too. */
export const mentionsTotalSql = (text: string): string => {
  // no list of words beside the pattern: the database makes a join of each list, of which a wide export asks hundreds
  const says = `^(${totalWords.join("|")})$|^(${named})[ :]|[ :](${behind})$|(合計|小計|総計|集計)$`;
  return `regexp_matches(lower(rtrim(${text}, ' :')), ${literal(says)})`;
};

/** SQL of whether a text can't be a day. */
export const isNoDay = (text: string): string => `(${text} is null or not regexp_matches(${text}, '[0-9]'))`;

/**
 * SQL of whether a record that can't be taken, as it lacks its key and its day, is a line of totals: one of its cells says so. Null for
 * lists of companies and people.
 * @param key null where it is built from other cells; of one with a pattern, the pattern says what is no key
 */
export function isTotalLineSql(
  table: string,
  {key, hasPattern, day}: {key: string | null; hasPattern: boolean; day: string | null},
  cells: readonly string[]
): string | null {
  if (!withLines.has(table) || day === null || !cells.length) return null;
  const noKey = key === null ? "true" : hasPattern ? `${key} is null` : `(${key} is null or ${mentionsTotalSql(key)})`;
  // the day first: in a record it is filled, and nothing else is asked
  return `coalesce(${isNoDay(day)} and ${noKey} and (${cells.map(mentionsTotalSql).join(" or ")}), false)`;
}
