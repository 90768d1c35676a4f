import {plainWords} from "./lexicon/plain.ts";

/** Tables by words that are in the names of files. */
const fileWords: Record<string, string> = {
  deal: "deals",
  opportunity: "deals",
  opportunities: "deals",
  pipeline: "deals",
  order: "deals",
  registration: "deals",
  affaire: "deals",
  negocio: "deals",
  geschaft: "deals",
  lead: "referrals",
  referral: "referrals",
  ticket: "tickets",
  case: "tickets",
  issue: "tickets",
  incident: "tickets",
  conversation: "tickets",
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
  team: "people",
  agent: "people",
  employee: "people",
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
    .filter((t) => t !== undefined);
  return found.at(-1) === "referrals" && found.includes("deals") ? "deals" : (found[0] ?? null);
}

/** deals_2026-09-30.part2.csv.gz gives deals: the name without dates, parts and what follows the first dot. */
export function mappingName(name: string): string {
  const plain = name
    .replace(/\..*$/, "")
    .replace(/[-_ ]*\d{4}-?\d{2}-?\d{2}.*$/, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return /^[a-z]/.test(plain) ? plain : `export_${plain}`.replace(/_$/, "");
}
