/** What systems call the list of records in an answer of theirs, d in OData of old, nodes in GraphQL: HubSpot, Zoho, Salesforce, Dataverse, ServiceNow, Zendesk, Intercom, Jira, … */
const lists = [
  "results",
  "result",
  "data",
  "records",
  "value",
  "items",
  "nodes",
  "d",
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

/** What also names a part of an answer that holds its list, as in {"data": {"items": […]}} or {"_embedded": {"tickets": […]}}. */
const parts = [...lists, "response", "body", "payload", "_embedded"];

/** How deep in an answer its list may be. */
const deepest = 3;

/** What is open at a place: an object with the last key in it and whether it is itself a record, which has an id, or an array. */
interface Opened {
  object: boolean;
  key: string;
  record: boolean;
}

/** Whether a list at this place is that of the answer's records, by the names of what it is in: a record has lists too, as of its items. */
function isRecords(open: readonly Opened[]): boolean {
  const names = open.map(({key}) => key);
  return (
    open.length <= deepest &&
    open.every(({object}) => object) &&
    !open.slice(1).some(({record}) => record) &&
    lists.includes(names.pop()!) &&
    names.every((name) => parts.includes(name))
  );
}

/**
 * Where the list of records begins in an answer such as {"results": [{…}], "paging": {…}} or {"data": {"items": [{…}]}}: the place of its
 * bracket; null where the text is no such answer.
 * @param text the beginning of the file
 */
export function listIn(text: string): number | null {
  const start = text.search(/[^\s\ufeff]/u);
  if (text[start] !== "{") return null;
  const open: Opened[] = [];
  for (let at = start; at < Math.min(text.length, aroundLimit); at++) {
    const c = text[at]!;
    if (c === '"') {
      const end = endOfText(text, at);
      if (end < 0) return null;
      const inner = open.at(-1);
      if (inner) inner.key = text.slice(at + 1, end);
      if (inner?.key === "id") inner.record = true;
      at = end;
    } else if (c === "[" && isRecords(open) && /^\[\s*[{\]]/u.test(text.slice(at, at + 1024))) return at;
    else if (c === "{" || c === "[") open.push({object: c === "{", key: "", record: false});
    else if (c === "}" || c === "]") open.pop();
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

/** What takes the place of the list in what is around it. */
const theList = "the list of records";

/** What is around a list, read as the answer that it is a part of; null where it is no JSON. */
function aroundOf(before: string, after: string): Record<string, unknown> | null {
  try {
    return JSON.parse(`${before.replace("\ufeff", "")}${JSON.stringify(theList)}${after}`) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Why what is around a list is no whole answer with this one list; null where it is. */
export function aroundProblem(before: string, after: string): string | null {
  const found = aroundOf(before, after);
  if (!found) return "what is around its list of records is not JSON: it may be cut";
  const within = holdersOf(found);
  if (within.slice(1).some((part) => "id" in part))
    return "its list of records is a part of one record: export the records as a list";
  const others = within.flatMap((part) => Object.entries(part)).filter(([, v]) => Array.isArray(v) && v.length);
  return others.some(([name]) => lists.includes(name))
    ? "it holds several lists of records: export each to a file of its own"
    : null;
}

/** The answer and the parts of it, from the outside, that its list is in; none where it isn't in it. */
function holdersOf(part: Record<string, unknown>): Record<string, unknown>[] {
  if (Object.values(part).includes(theList)) return [part];
  for (const [name, value] of Object.entries(part)) {
    if (!parts.includes(name) || typeof value !== "object" || value === null) continue;
    const holders = holdersOf(value as Record<string, unknown>);
    if (holders.length) return [part, ...holders];
  }
  return [];
}

/** Keys by which an answer says in a word whether it is a page of several, and the word by which it does. */
const saysMore = new Map<string, boolean>([
  ["has_more", true],
  ["hasnextpage", true],
  ["hasmore", true],
  ["more_records", true],
  ["more_items_in_collection", true],
  ["done", false],
  ["islast", false],
  ["end_of_stream", false]
]);
/** Keys of where the next page is: @odata.nextLink, nextRecordsUrl, next_page, links.next, paging.next.after, next_cursor, __next. */
const nextPage = /^(@odata\.|__)?next(_?(link|page|page_?token|cursor|start|records_?url|url))?$/i;

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
  const entries = entriesIn(aroundOf(before, after), 4);
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
