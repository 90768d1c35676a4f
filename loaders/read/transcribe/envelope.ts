/** What systems call the list of records in an answer of theirs: HubSpot, Zoho, Salesforce, Dataverse, ServiceNow, Zendesk, Intercom, Jira, … */
const lists = [
  "results",
  "result",
  "data",
  "records",
  "value",
  "items",
  "deals",
  "tickets",
  "deleted_tickets",
  "ticket_metrics",
  "conversations",
  "organizations",
  "companies",
  "opportunities",
  "issues",
  "cases",
  "leads",
  "referrals",
  "partners",
  "transactions"
];

/** How much of an answer may be around its list. */
export const aroundLimit = 65_536;

/**
 * Where the list of records begins in an answer such as {"results": [{…}], "paging": {…}}: the place of its bracket; null where the text
 * is no such answer.
 * @param text the beginning of the file
 */
export function listIn(text: string): number | null {
  const start = text.search(/[^\s\ufeff]/u);
  if (text[start] !== "{") return null;
  let depth = 0;
  let key = "";
  for (let at = start; at < Math.min(text.length, aroundLimit); at++) {
    const c = text[at]!;
    if (c === '"') {
      const end = endOfText(text, at);
      if (end < 0) return null;
      if (depth === 1) key = text.slice(at + 1, end);
      at = end;
    } else if (c === "[" && depth === 1 && lists.includes(key) && /^\[\s*[{\]]/u.test(text.slice(at, at + 1024))) return at;
    else if (c === "{" || c === "[") depth++;
    else if (c === "}" || c === "]") depth--;
  }
  return null;
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** What is around a list, read as the answer that it is a part of; null where it is no JSON. */
function aroundOf(before: string, after: string): Record<string, unknown> | null {
  try {
    return JSON.parse(`${before.replace("\ufeff", "")}[]${after}`) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Why what is around a list is no whole answer with this one list; null where it is. */
export function aroundProblem(before: string, after: string): string | null {
  const found = aroundOf(before, after);
  if (!found) return "what is around its list of records is not JSON: it may be cut";
  const others = Object.entries(found).filter(([, v]) => Array.isArray(v) && v.length);
  return others.some(([name]) => lists.includes(name))
    ? "it holds several lists of records: export each to a file of its own"
    : null;
}

/** Keys by which an answer says in a word whether it is a page of several, and the word by which it does. */
const saysMore = new Map<string, boolean>([
  ["has_more", true],
  ["hasmore", true],
  ["more_records", true],
  ["more_items_in_collection", true],
  ["done", false],
  ["islast", false],
  ["end_of_stream", false]
]);
/** Keys of where the next page is: @odata.nextLink, nextRecordsUrl, next_page, links.next, paging.next.after, next_cursor. */
const nextPage = /^(@odata\.)?next(_?(link|page|page_?token|cursor|start|records_?url|url))?$/i;

/** Where a page begins among all records, how many it may hold, and how many there are: Jira's startAt, maxResults and total. */
const pageKeys = {
  from: /^(start_?at|offset|skip)$/i,
  size: /^(max_?results|limit|page_?size)$/i,
  total: /^total(_?(size|count|results))?$/i
};

function endsBeforeTotal(entries: readonly [string, unknown][]): boolean {
  const [from, size, total] = [pageKeys.from, pageKeys.size, pageKeys.total].map(
    (name) => entries.find(([key, value]) => name.test(key) && typeof value === "number")?.[1] as number | undefined
  );
  return from !== undefined && size !== undefined && total !== undefined && from + size < total;
}

/**
 * Whether an answer says that more records follow on another page: those would be missing without a word. A word for it counts more
 * than an address, which some give on the last page too.
 */
export function moreFollow(before: string, after: string): boolean {
  const entries = entriesIn(aroundOf(before, after), 3);
  const said = entries.flatMap(([key, value]) => {
    const more = saysMore.get(key.toLowerCase());
    return more === undefined || typeof value !== "boolean" ? [] : [value === more];
  });
  if (said.length) return said.some(Boolean);
  return endsBeforeTotal(entries) || entries.some(([key, value]) => nextPage.test(key) && Boolean(value));
}

/** The entries of an object and of the objects in it, to a depth. */
function entriesIn(value: unknown, depth: number): [string, unknown][] {
  if (!depth || typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, v]): [string, unknown][] => [[key, v], ...entriesIn(v, depth - 1)]);
}
