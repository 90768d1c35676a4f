import {expect, test} from "vitest";
import {countsOf, csv, deliver, hashedName, rowsOf} from "./support.ts";

test("hours come from the hour column, and from the times where it is empty", async () => {
  const run = await deliver({
    "freshdesk.csv": csv(
      "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Time tracked,First response time (in hrs),Resolution time (in hrs),Tags,Company Name",
      "31,Help,Closed,High,Email,Installation,Cy,Tier 1,2026-01-05 09:00:00,2026-01-07 09:00:00,2026-01-05 15:30:00,2026-01-08 09:00:00,2026-01-08 09:00:00,00:00:00,00:10:00,04:15:00,,North Star",
      '32,Help,Resolved,Low,Email,Question,Cy,Tier 1,2026-01-05 09:00:00,2026-01-07 09:00:00,2026-01-06 10:30:00,,2026-01-08 09:00:00,00:00:00,,,"a,b",North Star',
      "33,Help,Pending,Low,Email,,Cy,Tier 1,2026-01-05 09:00:00,2026-01-07 09:00:00,,,2026-01-08 09:00:00,00:00:00,,,,"
    )
  });
  const columns = ["ticket_id", "partner_id", "opened_on", "due_on", "resolved_on", "hours", "severity", "topic"];
  const north = hashedName("North Star");
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["31", north, "2026-01-05", "2026-01-07", "2026-01-05", "4.25", "High", "installation"],
    ["32", north, "2026-01-05", "2026-01-07", "2026-01-06", "25.5", "Low", "question"],
    ["33", null, "2026-01-05", "2026-01-07", null, null, "Low", null]
  ]);
  expect(countsOf(run, "freshdesk.csv")).toEqual([["tickets", "freshdesk_tickets", "accept", 3, 3, 0]]);
});
