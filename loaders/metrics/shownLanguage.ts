/** Where the site shows a metric of a company's own. */
export interface Shown {
  /** Columns that stand on the partner's page. */
  card: string[];
  /** Columns of the list of partners. */
  column: string[];
  /** A page of its own, and the audiences that it is for; null for none. */
  page: {audiences: string[]} | null;
}

/** How the entry is written, for who has written it in another way. */
const shownForms = '"card", "card a, b", "column a", "page", "page for leadership, board"';

const names = (list: string): string[] => list.split(",").map((name) => name.trim());

/**
 * Reads the entry `shown:` of a header; parts stand between semicolons.
 * @param columns the columns that the header publishes: a card or a column without names has all of them
 * @returns what is wrong with it where it can't be read
 */
export function readShown(text: string, columns: readonly string[], key: readonly string[]): Shown | {fault: string} {
  const shown: Shown = {card: [], column: [], page: null};
  for (const part of text.split(";").map((p) => p.trim())) {
    const [, kind, list] = /^(card|column)(?: (.+))?$/.exec(part) ?? [];
    const page = /^page(?: for (.+))?$/.exec(part);
    if (page) shown.page = {audiences: page[1] ? names(page[1]) : []};
    else if (kind === "card" || kind === "column") shown[kind] = list ? names(list) : [...columns];
    else return {fault: `"${part}" says no place; write ${shownForms}`};
  }
  const unknown = [...shown.card, ...shown.column].find((name) => !columns.includes(name));
  if (unknown !== undefined)
    return {
      fault: `${unknown} is no column that "columns:" publishes${columns.length ? ` (${columns.join(", ")})` : ""}; add it there with its class`
    };
  if ((shown.card.length || shown.column.length) && [...key].sort().join() !== "as_of,partner_id")
    return {
      fault: `a card and a column need one row per partner: key "as_of, partner_id", found "${key.join(", ")}"; write "page"`
    };
  return columns.length ? shown : {fault: 'nothing is shown without "columns:", which says what is published'};
}
