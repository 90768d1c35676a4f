import type {CaseRow} from "../contract/tables.js";

/** A case as the metrics rank it, with the names in it. */
export type CaseFacts = Pick<
  CaseRow,
  | "case_id"
  | "about"
  | "subject_id"
  | "kind"
  | "kinds"
  | "lane"
  | "escalated"
  | "status"
  | "standing"
  | "shown"
  | "partner_id"
  | "customer_id"
  | "since"
  // beyond its entering bound now; else it is kept because it has not left
  | "met"
  | "size"
  | "size_unit"
  | "seen"
  | "expected"
  | "detail"
  | "at_stake"
  | "decided_by"
  | "decided_on"
  | "until"
  | "note"
  | "partner"
  | "owner"
  | "customer"
  | "partners"
  | "share"
  | "group_share"
>;
