import {defineMapping} from "./engine/mapping.ts";

// Deleted records: they are in no export, and the API no longer finds them.

const date = ["epoch_s", "iso", "%Y-%m-%d %H:%M:%S"];
const partner = ["company.id", "company_id", "Company ID"];
const company = ["company.name", "company", "company_name", "Company", "Company name"];

/**
 * Field names of Intercom's conversations, whose times are seconds since 1970, and the headers of public CSV exports made from them
 * ("Created Date", "Company ID"). The API has the last closing under statistics, and the rating under conversation_rating. The company that asks is taken as the partner.
 * An export has nothing of what was deleted.
 */
export const mapping = defineMapping({
  about: "Intercom conversations, by API names or exported as CSV",
  signature: [
    ["id", "created_at", "state", "conversation_rating"],
    ["id", "created_at", "waiting_since", "state"],
    ["ID", "Created Date", "Status", "Admin User", "Company ID"],
    ["Conversation ID", "Conversation started at"]
  ],
  table: "tickets",
  columns: {
    ticket_id: {from: ["id", "Conversation ID"]},
    partner_id: {from: partner, optional: true, empty: {hashOf: [company], optional: true}},
    owner: {constant: "us"},
    opened_on: {from: ["created_at", "Created Date", "Conversation started at"], date},
    resolved_on: {
      from: ["statistics.last_close_at", "closed_at", "last_close_at", "Conversation last closed at", "Last closed at"],
      optional: true,
      date,
      when: {column: ["state", "Status", "Conversation state"], optional: true, not: ["open", "snoozed"]}
    },
    reopened: {from: ["statistics.count_reopens", "reopens", "count_reopens", "Reopens"], optional: true},
    severity: {from: ["priority", "Priority"], optional: true},
    csat: {from: ["conversation_rating.rating", "rating", "conversation_rating", "Conversation rating"], optional: true},
    updated_at: {from: ["updated_at", "Updated at"], optional: true, date}
  },
  names: {partner_id: {from: company, optional: true}}
});
