import {expect, test} from "vitest";
import {csv, deliver, hashedName, rowsOf, warningsOf} from "./support.ts";

const head =
  "\uFEFFSummary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,Due date,Labels,Labels,Custom field (Partner)";

test("headers may repeat, days are read as Jira writes them, and work of our own is left out", async () => {
  const run = await deliver({
    "jira.csv": csv(
      head,
      "Printer,SUP-1,10001,Incident,Done,SUP,High,Fixed,Cy,Bo,12/Mar/26 9:41 AM,14/Mar/26 9:41 AM,13/Mar/26 3:41 PM,15/Mar/26 12:00 AM,a,b,North Star",
      "Again,SUP-2,10002,Bug,Open,SUP,Low,,Cy,Bo,2/Apr/26 11:05 PM,3/Apr/26 9:41 AM,,,,,",
      "Plan,DEV-1,10003,Epic,Open,DEV,Low,,Cy,Bo,2/Apr/26 11:05 PM,3/Apr/26 9:41 AM,,,,,"
    )
  });
  const columns = ["ticket_id", "partner_id", "opened_on", "due_on", "resolved_on", "hours", "topic", "updated_at"];
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["SUP-1", hashedName("North Star"), "2026-03-12", "2026-03-15", "2026-03-13", "30.0", "incident", "2026-03-14 09:41:00"],
    ["SUP-2", null, "2026-04-02", null, null, null, "bug", "2026-04-03 09:41:00"]
  ]);
  expect(warningsOf(run, "jira.csv")).toEqual(["left_out: 1 record that the mapping does not take for tickets"]);
});

test("a header that is read must not repeat", async () => {
  const run = await deliver({
    "jira.csv": csv(
      "Issue key,Issue id,Issue Type,Status,Created,Created,Resolved",
      "A-1,1,Bug,Open,12/Mar/26 9:41 AM,12/Mar/26 9:41 AM,"
    )
  });
  expect(run.file("jira.csv").message).toMatch(
    /^jira.csv: Duplicate header: Created \(column 6\)\. Leave one of the columns out, or set repeated: "first" in \S*jira_issues\.ts where that header is read: the first column that is filled is then taken\.$/
  );
});

test("of several organizations of a ticket, each in a column of the same header, the first that is filled counts, and it is said", async () => {
  const run = await deliver({
    "jira.csv": csv(
      "Issue key,Issue id,Issue Type,Status,Created,Resolved,Organizations,Organizations",
      "A-1,1,Bug,Open,12/Mar/26 9:41 AM,,North Star,Bolt",
      "A-2,2,Bug,Open,12/Mar/26 9:41 AM,,,Bolt",
      "A-3,3,Bug,Open,12/Mar/26 9:41 AM,,North Star,North Star"
    )
  });
  expect(await rowsOf(run, "tickets", ["ticket_id", "partner_id"])).toEqual([
    ["A-1", hashedName("North Star")],
    ["A-2", hashedName("Bolt")],
    ["A-3", hashedName("North Star")]
  ]);
  expect(warningsOf(run, "jira.csv")).toEqual([
    "several_values: 1 record with more than one value under Organizations, which 2 columns are called; the first is taken as partner_id"
  ]);
});
