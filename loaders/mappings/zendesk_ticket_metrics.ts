import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the tickets themselves tell; metrics are only looked up.

/** Zendesk's ticket metrics (field names of its API, as warehouses flatten them). zendesk_tickets takes the hours of a ticket from them. */
export const mapping = defineMapping({
  about: "Zendesk ticket metrics: times of each ticket, for the tickets export",
  signature: [
    ["ticket_id", "reopens", "replies", "full_resolution_time_in_minutes"],
    ["ticket_id", "reopens", "replies", "full_resolution_time_in_minutes_calendar"],
    ["ticket_id", "reopens", "replies", "full_resolution_time_in_minutes__calendar"]
  ],
  lookup: true
});
