import {literal} from "../../engines/duckdb.ts";

/** What the first cell of a line of totals says, in lower case. */
export const totalWords = [
  ...["total", "totals", "grand total", "sum", "subtotal", "sub-total", "sub total", "overall", "total result"],
  ...["summe", "gesamt", "gesamtsumme", "gesamtergebnis", "zwischensumme", "teilergebnis", "ergebnis"],
  ...["total general", "total général", "sous-total", "somme", "suma", "suma total", "soma", "total geral"],
  ...["totale", "totale complessivo", "subtotale", "somma", "totaal", "eindtotaal", "subtotaal", "som"],
  ...["合計", "総計", "小計", "итого", "всего"]
];

/** Transactions are keyed by what a system gives them; a company or a person may well be called Total. */
const keyed = new Set(["deal_id", "referral_id", "ticket_id", "activity_id"]);

/** SQL of whether a text that should be the key of a transaction says that its line is one of totals; null where none could. */
export const saysTotalSql = (column: string, text: string): string | null =>
  keyed.has(column) ? `lower(rtrim(${text}, ' :')) in (${totalWords.map(literal).join(", ")})` : null;
