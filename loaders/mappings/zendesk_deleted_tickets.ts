import {defineMapping} from "./engine/mapping.ts";

/**
 * Zendesk's list of deleted tickets (field names of its API: id, subject, deleted_at, previous_state), as JSON or flattened to CSV. Each
 * takes its ticket out of what zendesk_tickets has read.
 */
export const mapping = defineMapping({
  about: "Zendesk deleted tickets",
  signature: [
    ["id", "deleted_at", "previous_state"],
    ["Id", "Deleted at", "Previous state"]
  ],
  table: "tickets",
  deleted: {column: ["deleted_at", "Deleted at"], filled: true},
  columns: {
    ticket_id: {from: "id", strip: ["#"]},
    owner: {constant: "us"},
    opened_on: {from: ["created_at", "Created at", "deleted_at", "Deleted at"]},
    updated_at: {from: ["deleted_at", "Deleted at"]}
  }
});
