/** What systems call the list of records in an answer of theirs: HubSpot, Zoho, Salesforce, Dataverse, ServiceNow, Zendesk, Intercom, … */
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
  "opportunities"
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

/** Why what is around a list is no whole answer with this one list; null where it is. */
export function aroundProblem(before: string, after: string): string | null {
  let found: unknown;
  try {
    found = JSON.parse(`${before.replace("\ufeff", "")}[]${after}`);
  } catch {
    return "what is around its list of records is not JSON: it may be cut";
  }
  const others = Object.entries(found as Record<string, unknown>).filter(([, v]) => Array.isArray(v) && v.length);
  return others.some(([name]) => lists.includes(name))
    ? "it holds several lists of records: export each to a file of its own"
    : null;
}
