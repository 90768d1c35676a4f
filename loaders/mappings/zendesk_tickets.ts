import {defineMapping} from "./engine/mapping.ts";

// Headers: Zendesk's CSV export, as public readers and test files of it name them.

const date = ["iso", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S UTC"];
const metrics = {
  in: "zendesk_ticket_metrics",
  key: "ticket_id",
  value: [
    "full_resolution_time_in_minutes",
    "full_resolution_time_in_minutes_calendar",
    "full_resolution_time_in_minutes__calendar"
  ]
};
const solved = {column: "Status", is: ["Solved", "Closed"]};

/**
 * The organization that asks is taken as the partner. "Solved at" stays when a ticket is reopened, so its status decides. Zendesk
 * closes a ticket that was merged into another and tags it closed_by_merge: the other one is the ticket.
 */
export const mapping = defineMapping({
  about: "Zendesk tickets, exported as CSV from a view or the account",
  signature: ["Id", "Requester", "Status", "Created at", "Updated at", "Solved at"],
  table: "tickets",
  deleted: {
    any: [
      {column: "Status", is: "Deleted"},
      {column: "Tags", optional: true, matches: String.raw`(.*[ ,])?closed_by_merge([ ,].*)?`}
    ]
  },
  columns: {
    ticket_id: {from: "Id", strip: ["#"]},
    partner_id: {hashOf: ["Organization"], optional: true},
    owner: {constant: "us"},
    opened_on: {from: "Created at", date},
    due_on: {from: "Due date", optional: true, date},
    resolved_on: {from: "Solved at", date, when: solved},
    reopened: {from: "Reopens", optional: true},
    hours: {
      from: ["Full resolution time in minutes", "Full resolution time (min)", "Full resolution time in minutes (min)"],
      optional: true,
      unit: "minutes",
      when: solved,
      empty: [
        {from: "Id", strip: ["#"], lookup: metrics, unit: "minutes", when: solved},
        {between: ["Created at", "Solved at"], date, when: solved}
      ]
    },
    severity: {from: "Priority", optional: true, nulls: ["-"]},
    topic: {from: "Ticket type", optional: true, nulls: ["-"], lower: true},
    csat: {from: "Satisfaction Score", optional: true, lower: true, values: {good: "1", bad: "0"}, others: ""},
    updated_at: {from: "Updated at", date}
  },
  names: {partner_id: {from: "Organization", optional: true}}
});
