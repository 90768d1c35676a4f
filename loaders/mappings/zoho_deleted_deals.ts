import {defineMapping} from "./engine/mapping.ts";

/**
 * Zoho CRM's list of deleted records (field names of its API: id, display_name, type, deleted_time), as JSON or flattened to CSV. Ids are
 * unique over all modules: what was no deal takes nothing out. Exports of a module write "zcrm_" before each id.
 */
export const mapping = defineMapping({
  about: "Zoho CRM deleted records, for the deals among them",
  signature: ["id", "display_name", "type", "deleted_time"],
  table: "deals",
  deleted: {column: "deleted_time", filled: true},
  columns: {
    deal_id: {from: "id", strip: ["zcrm_"], prefix: "zcrm_"},
    customer_id: {hashOf: ["display_name"], optional: true},
    opened_on: {from: ["created_time", "deleted_time"]},
    status: {constant: "lost"},
    amount: {constant: "0"},
    updated_at: {from: "deleted_time"}
  }
});
