/** A column that must name a record of another table, and the reason where it does not. */
export interface Parent {
  column: string;
  table: "partners" | "people" | "customers" | "deals";
  reason: string;
}

const partner: Parent = {column: "partner_id", table: "partners", reason: "orphan_partner"};
const customer: Parent = {column: "customer_id", table: "customers", reason: "customer_id"};
const deal: Parent = {column: "deal_id", table: "deals", reason: "orphan_deal"};
const person = (column: string): Parent => ({column, table: "people", reason: column});

/**
 * Which ids must be known. A partner's manager and a parent company are not held against their tables: both may lie outside the drops,
 * and people and partners would otherwise wait for each other.
 */
export const parents: Record<string, Parent[]> = {
  people: [partner],
  deals: [partner, customer, person("rep_id")],
  deal_partners: [deal, partner],
  referrals: [partner, customer, deal, person("from_person"), person("to_person")],
  tickets: [partner, customer, deal],
  activities: [partner, customer, person("person_id")],
  notes: [partner]
};

/** Tables whose records are made from the ids that others name, as long as no file of theirs was ever accepted. */
export const madeFromNames = new Set(["partners", "people", "customers"]);
