import {expect, test} from "vitest";
import {countsOf, csv, deliver, rowsOf} from "./support.ts";

test("a case is a partner's where its account is of a partner's type, and its hours run from opening to closing", async () => {
  const run = await deliver({
    "accounts_2026-06-30.csv": csv("Id,Name,Type,ParentId,Industry", "001P,North Star,Partner,,", "001X,Acme,Customer,,"),
    "cases_2026-06-30.csv": csv(
      "Id,CaseNumber,AccountId,Status,Priority,CreatedDate,ClosedDate",
      "500A,00001001,001P,Closed,High,2026-01-05T09:00:00.000Z,2026-01-06T10:30:00.000Z",
      "500B,00001002,001X,New,Low,2026-02-05T09:00:00.000Z,"
    )
  });
  const columns = ["ticket_id", "partner_id", "customer_id", "owner", "opened_on", "resolved_on", "hours", "severity"];
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["500A", "001P", "001P", "us", "2026-01-05", "2026-01-06", "25.5", "High"],
    ["500B", null, "001X", "us", "2026-02-05", null, null, "Low"]
  ]);
  expect(countsOf(run, "cases_2026-06-30.csv")).toEqual([["tickets", "salesforce_cases", "accept", 2, 2, 0]]);
});
