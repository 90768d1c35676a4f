import {defineMapping} from "./engine/mapping.ts";

// Headers: Jira's CSV export, as its documentation and public files name them.
// Deleted records: a search, and so its export, leaves them out.

const date = ["%d/%b/%y %I:%M %p", "%d/%b/%y", "%d/%b/%Y %I:%M %p", "iso"];
const organization = ["Custom field (Partner)", "Custom field (Organizations)", "Organizations"];

/**
 * Work of our own is left out. The organization that asks is taken as the partner. Labels, comments and links repeat their header, and so
 * does the organization where a ticket has several: the first counts, as of several companies elsewhere.
 */
export const mapping = defineMapping({
  about: "Jira issues, exported as CSV, as tickets",
  signature: ["Issue key", "Issue id", "Issue Type", "Status", "Created"],
  repeatedHeaders: true,
  table: "tickets",
  when: {column: "Issue Type", not: ["Epic", "Story", "Sub-task", "Subtask", "Initiative"]},
  columns: {
    ticket_id: {from: "Issue key"},
    partner_id: {hashOf: [organization], optional: true, repeated: "first"},
    owner: {constant: "us"},
    opened_on: {from: "Created", date},
    due_on: {from: "Due date", optional: true, date},
    resolved_on: {from: "Resolved", date},
    hours: {from: "Time Spent", optional: true, unit: "seconds", empty: {between: ["Created", "Resolved"], date}},
    severity: {from: "Priority", optional: true},
    topic: {from: "Issue Type", lower: true},
    updated_at: {from: "Updated", optional: true, date}
  },
  names: {partner_id: {from: organization, optional: true, repeated: "first"}}
});
