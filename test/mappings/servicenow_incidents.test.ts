import {expect, test} from "vitest";
import {countsOf, csv, deliver, rowsOf} from "./support.ts";

const incidents = async (...lines: string[]) => {
  const header = "number,opened_at,resolved_at,closed_at,state,incident_state,sys_updated_on,company";
  const run = await deliver({"incident.csv": csv(header, ...lines)});
  expect(countsOf(run, "incident.csv").map(([table, mapping]) => [table, mapping])).toEqual([
    ["tickets", "servicenow_incidents"]
  ]);
  return rowsOf(run, "tickets", ["ticket_id", "resolved_on"]);
};

test("where the state of the incident is empty, its state says whether it was solved, and where its solution has no day, its closing has one", async () => {
  expect(
    await incidents(
      "INC1,2026-01-05,2026-01-06,2026-01-10,Closed,,2026-01-10,Acme",
      "INC2,2026-01-05,,2026-01-11,7,,2026-01-11,Acme",
      "INC3,2026-01-05,2026-01-06,,In Progress,,2026-01-11,Acme",
      "INC4,2026-01-05,2026-01-07,,New,Resolved,2026-01-11,Acme",
      "INC5,2026-01-05,2026-01-07,,Closed,Active,2026-01-11,Acme",
      "INC6,2026-01-05,,2026-01-08,Closed,Closed,2026-01-11,Acme",
      "INC7,2026-01-05,,2026-01-08,Canceled,,2026-01-11,Acme"
    )
  ).toEqual([
    ["INC1", "2026-01-06"],
    ["INC2", "2026-01-11"],
    ["INC3", null],
    ["INC4", "2026-01-07"],
    ["INC5", null],
    ["INC6", "2026-01-08"]
  ]);
});
