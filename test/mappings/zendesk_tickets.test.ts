import {expect, test} from "vitest";
import {countsOf, csv, deliver, hashedName, reasonsOf, rowsOf} from "./support.ts";

const head =
  "Summation column,Id,Requester,Requester id,Requester email,Subject,Status,Priority,Ticket type,Created at,Updated at,Organization,Due date,Solved at,Satisfaction Score,Reopens,Full resolution time in minutes";

test("minutes become hours, a reopened ticket is not resolved, a deleted one is gone", async () => {
  const run = await deliver({
    "export-2026-06-30-view.csv": csv(
      head,
      "1,11,Bo,1,bo@example.com,Help,Closed,High,Incident,2026-01-05 09:00,2026-01-09 09:00,North Star,2026-01-07,2026-01-06 10:00,Good,1,1500",
      "1,12,Bo,1,bo@example.com,Help,Solved,-,-,2026-01-05 09:00:00 UTC,2026-01-09 09:00:00 UTC,North Star,,2026-01-05 12:30:00 UTC,Offered,0,",
      "1,13,Bo,1,bo@example.com,Help,Open,Low,Question,2026-01-05 09:00:00 +0200,2026-01-09 09:00:00 +0200,,,2026-01-05 12:30:00 +0200,,2,90",
      "1,14,Bo,1,bo@example.com,Help,Deleted,Low,Question,2026-01-05 09:00,2026-01-09 09:00,,,,,0,"
    )
  });
  const columns = [
    "ticket_id",
    "partner_id",
    "opened_on",
    "due_on",
    "resolved_on",
    "reopened",
    "hours",
    "severity",
    "topic",
    "csat"
  ];
  const north = hashedName("North Star");
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["11", north, "2026-01-05", "2026-01-07", "2026-01-06", "1", "25.0", "High", "incident", "1.0"],
    ["12", north, "2026-01-05", null, "2026-01-05", "0", "3.5", null, null, null],
    ["13", null, "2026-01-05", null, null, "2", null, "Low", "question", null]
  ]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["North Star"]]);
  expect(countsOf(run, "export-2026-06-30-view.csv")).toEqual([["tickets", "zendesk_tickets", "accept", 4, 3, 0]]);
});

test("minutes that are no number and a day in another order go to quarantine", async () => {
  const run = await deliver({
    "export.csv": csv(
      "Id,Requester,Status,Created at,Updated at,Solved at,Full resolution time in minutes",
      "11,Bo,Closed,2026-01-05 09:00,2026-01-09 09:00,2026-01-06 10:00,a while",
      "12,Bo,Closed,05/01/2026 09:00,2026-01-09 09:00,2026-01-06 10:00,10"
    )
  });
  expect(reasonsOf(run)).toEqual([
    [2, "hours"],
    [3, "opened_on"]
  ]);
});
