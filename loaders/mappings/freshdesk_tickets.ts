import {defineMapping} from "./engine/mapping.ts";

// Headers: Freshdesk's ticket export, as its documentation and public readers name them.

const date = ["iso", "%Y-%m-%d %H:%M:%S %z"];
const done = {column: "Status", is: ["Resolved", "Closed"]};

/** The company that asks is taken as the partner. The hour columns are often empty: then the times say it. */
export const mapping = defineMapping({
  about: "Freshdesk tickets, exported as CSV",
  signature: ["Ticket ID", "Status", "Created time", "Resolved time"],
  table: "tickets",
  deleted: {
    any: [
      {column: "deleted", optional: true, is: ["true", "1"]},
      {column: "spam", optional: true, is: ["true", "1"]},
      {column: "Status", is: ["Deleted", "Spam"]}
    ]
  },
  columns: {
    ticket_id: {from: "Ticket ID"},
    partner_id: {hashOf: [["Company Name", "Company"]], optional: true},
    owner: {constant: "us"},
    opened_on: {from: "Created time", date},
    due_on: {from: "Due by Time", optional: true, date},
    resolved_on: {from: "Resolved time", date, when: done, empty: {from: "Closed time", optional: true, date, when: done}},
    hours: {
      from: "Resolution time (in hrs)",
      optional: true,
      unit: "clock",
      when: done,
      empty: {between: ["Created time", "Resolved time"], date, when: done}
    },
    severity: {from: "Priority", optional: true},
    topic: {from: "Type", optional: true, lower: true},
    updated_at: {from: "Last update time", optional: true, date}
  },
  names: {partner_id: {from: ["Company Name", "Company"], optional: true}}
});
