import {defineMapping} from "../../../loaders/mappings/engine/mapping.ts";

export const mapping = defineMapping({
  about: "a foreign export of tickets",
  signature: ["ticket_id", "partner_id", "priority", "status", "opened_at", "resolved_at"],
  table: "tickets",
  columns: {
    ticket_id: {from: "ticket_id", pattern: "[A-Z]-[0-9]{1,12}"},
    partner_id: {from: "partner_id"},
    owner: {constant: "partner"},
    opened_on: {from: "opened_at"},
    resolved_on: {from: "resolved_at"},
    severity: {from: "priority"},
    topic: {from: "subject"},
    updated_at: {from: "updated_at"}
  }
});
