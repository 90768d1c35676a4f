/** Other names that exports give to canonical columns, in lower case and without punctuation; an entry for a table goes first. */
export const headerWords: Record<string, string[]> = {
  deal_id: ["opportunity id", "deal key", "record id", "opportunity number", "order number", "id"],
  partner_id: [
    "partner key",
    "partner account id",
    "partner account",
    "partner",
    "reseller id",
    "reseller",
    "channel partner",
    "partner name",
    "reseller name",
    "vendor"
  ],
  customer_id: [
    "account id",
    "company id",
    "client id",
    "customer number",
    "customer",
    "account name",
    "customer name",
    "client name",
    "company name",
    "account",
    "client",
    "company",
    "organization"
  ],
  rep_id: ["owner id", "owner", "opportunity owner", "deal owner", "sales rep", "salesperson", "rep", "account executive"],
  opened_on: [
    "created date",
    "create date",
    "createdate",
    "created at",
    "created",
    "opened at",
    "opened",
    "open date",
    "order date",
    "start date",
    "created time"
  ],
  closed_on: ["close date", "closedate", "closed at", "closed date", "closed", "won date", "close time"],
  status: ["stage", "deal stage", "dealstage", "stage name", "state", "deal status", "opportunity stage"],
  amount: ["value", "deal value", "revenue", "total", "net value", "price", "deal amount", "expected revenue"],
  currency: ["currency iso code", "currency code", "amount currency", "deal currency"],
  found_by: ["source", "lead source", "sourced by"],
  registered_on: ["registration date", "deal registration date"],
  discount_pct: ["discount", "discount percent"],
  region: ["country", "territory", "sales region", "billing country"],
  industry: ["sector", "vertical"],
  product: ["product name", "product family"],
  updated_at: [
    "last modified date",
    "updated",
    "modified",
    "last update",
    "last modified",
    "last update time",
    "system modstamp"
  ],
  referral_id: ["lead id", "referral number", "id"],
  made_on: ["referral date", "submitted", "created date", "created at", "submitted at", "date", "created"],
  answered_on: ["decided at", "accepted at", "response date", "converted date"],
  outcome: ["status", "lead status", "result", "decision"],
  value: ["amount", "expected revenue", "deal value"],
  direction: ["type", "in or out"],
  from_person: ["submitted by", "referred by", "from"],
  to_person: ["assigned to", "to", "owner"],
  ticket_id: ["ticket number", "case number", "case id", "issue key", "incident", "number", "id", "key"],
  owner: ["responsible", "owned by", "owner side"],
  due_on: ["due date", "due at", "due by", "due", "deadline", "due by time"],
  resolved_on: [
    "solved at",
    "resolved time",
    "resolved at",
    "closed at",
    "resolved",
    "closed",
    "close date",
    "resolution date",
    "closed date"
  ],
  reopened: ["reopens", "reopen count"],
  hours: ["hours spent", "effort", "time spent"],
  severity: ["priority", "urgency"],
  topic: ["type", "category", "ticket type", "issue type", "subject area"],
  csat: ["satisfaction score", "satisfaction", "rating"],
  name: ["partner name", "company name", "account name", "full name", "customer name", "title"],
  kind: ["type", "partner type", "activity type", "business type"],
  tier: ["level", "partner tier", "partner level"],
  parent_id: ["parent account id", "parent", "parent account"],
  manager_id: ["owner id", "partner manager", "account manager"],
  joined_on: ["partner since", "start date", "onboarded", "created date"],
  agreed_on: ["contract date", "agreement date", "signed on"],
  person_id: ["user id", "employee id", "contact id", "id"],
  side: ["employer", "party"],
  team: ["department", "group"],
  email: ["e mail", "email address", "mail"],
  activity_id: ["event id", "task id", "id"],
  happened_on: ["date", "activity date", "day"],
  size: ["company size", "segment"],
  role: ["partner role"],
  month: ["period"],
  per_unit: ["rate", "exchange rate"]
};

/** Foreign words for a canonical one, in lower case and without punctuation. */
export const valueWords: Record<string, string[]> = {
  open: [
    "new",
    "in progress",
    "prospecting",
    "qualification",
    "qualified",
    "proposal",
    "negotiation",
    "pipeline",
    "working",
    "discovery",
    "demo"
  ],
  won: ["closed won", "closedwon", "win", "sold", "signed", "gewonnen", "success"],
  lost: ["closed lost", "closedlost", "loss", "lose", "cancelled", "verloren"],
  pending: ["new", "open", "submitted", "waiting", "in review", "in progress"],
  accepted: ["converted", "qualified", "approved", "yes", "won", "success"],
  rejected: ["declined", "disqualified", "unqualified", "lost", "no", "denied", "closed not converted"],
  approved: ["accepted", "yes"],
  us: ["internal", "direct", "sales", "marketing", "we", "vendor"],
  partner: ["channel", "reseller", "partner referral", "external"],
  both: ["shared", "joint"],
  received: ["inbound", "in", "from partner"],
  given: ["outbound", "out", "to partner"],
  small: ["smb", "s"],
  medium: ["mid market", "midmarket", "m"],
  large: ["enterprise", "l"]
};

/** Words that exports write where there is nothing. */
export const nullWords = new Set([
  "n/a",
  "na",
  "null",
  "none",
  "nil",
  "-",
  "--",
  "#n/a",
  "(blank)",
  "(none)",
  "not set",
  "unknown",
  "\\n"
]);

/** A header or word as it is compared: words in lower case, camelCase and punctuation taken apart. */
export const plainWords = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A header as it is compared: what numbers things is an id. */
export const plainHeader = (text: string): string => plainWords(text).replace(/\b(number|no|nr|code|ref|reference)\b/g, "id");

/** Tables by words that stand in the names of files. */
export const fileWords: Record<string, string> = {
  deal: "deals",
  opportunity: "deals",
  opportunities: "deals",
  order: "deals",
  lead: "referrals",
  referral: "referrals",
  ticket: "tickets",
  case: "tickets",
  issue: "tickets",
  incident: "tickets",
  partner: "partners",
  reseller: "partners",
  customer: "customers",
  account: "customers",
  company: "customers",
  companies: "customers",
  client: "customers",
  organization: "customers",
  contact: "people",
  person: "people",
  people: "people",
  user: "people",
  activity: "activities",
  activities: "activities",
  event: "activities",
  rate: "rates"
};

/** The table that a file's name speaks of, or null. */
export function tableInName(name: string): string | null {
  const found = plainWords(name)
    .split(" ")
    .map((w) => fileWords[w] ?? fileWords[w.replace(/s$/, "")])
    .find((t) => t !== undefined);
  return found ?? null;
}
