import {expect, test} from "vitest";
import {countsOf, csv, deliver, reasonsOf, rowsOf, warningsOf} from "./support.ts";

test("a ticket's company is the partner where the companies' export calls it one", async () => {
  const run = await deliver({
    "companies.csv": csv(
      "Record ID,Company name,Company Domain Name,Type",
      "77,North Star,north.example,Partner",
      "78,Acme,acme.example,Prospect"
    ),
    "tickets.csv": csv(
      "\uFEFFTicket ID,Ticket name,Ticket status,Create date,Close date,Priority,Associated Company IDs",
      "1,Help,Closed (Support Pipeline),2026-01-05 09:00,2026-01-05 15:30,High,77; 78",
      "2,Help,New (Support Pipeline),2026-01-06 09:00,,Low,78"
    )
  });
  const columns = ["ticket_id", "partner_id", "customer_id", "opened_on", "resolved_on", "hours", "severity"];
  expect(await rowsOf(run, "tickets", columns)).toEqual([
    ["1", "77", "77", "2026-01-05", "2026-01-05", "6.5", "High"],
    ["2", null, "78", "2026-01-06", null, null, "Low"]
  ]);
  expect(warningsOf(run, "tickets.csv")).toEqual([
    "several_values: 1 record with more than one value in Associated Company IDs; the first is taken as partner_id",
    "several_values: 1 record with more than one value in Associated Company IDs; the first is taken as customer_id"
  ]);
});

test("a ticket that is closed on a day before it was opened is out of order, whatever its hours", async () => {
  const run = await deliver({
    "tickets.csv": csv(
      "Ticket ID,Ticket name,Ticket status,Create date,Close date",
      "1,Help,Closed,2026-01-05 09:00,2026-01-04 15:30",
      "2,Help,Closed,2026-01-05 09:00,2026-01-05 08:30"
    )
  });
  expect(reasonsOf(run)).toEqual([
    [2, "date_order"],
    [3, "hours"]
  ]);
});

test("tickets as a warehouse keeps them are read too", async () => {
  const run = await deliver({
    "ticket_data.csv": csv(
      "_fivetran_synced,id,is_deleted,property_closed_date,property_createdate,property_hs_pipeline_stage,property_hs_ticket_priority,property_subject",
      "2020-11-26 18:51:39,307034542,FALSE,2021-03-10 14:54:50,2021-02-16 20:31:05,7970058,,dd273fbf",
      "2020-11-26 18:51:39,307034543,TRUE,,2021-02-16 20:31:05,7970058,,dd273fbf"
    )
  });
  expect(await rowsOf(run, "tickets", ["ticket_id", "opened_on", "resolved_on"])).toEqual([
    ["307034542", "2021-02-16", "2021-03-10"]
  ]);
  expect(countsOf(run, "ticket_data.csv")).toEqual([["tickets", "hubspot_tickets", "accept", 2, 1, 0]]);
  expect(warningsOf(run, "ticket_data.csv")).toContain(
    "deleted: 1 record that the source has deleted; gone with all earlier versions"
  );
});

test("records of the API are read as they come, with their associated company", async () => {
  const ticket = {
    id: "1",
    properties: {
      hs_object_id: "1",
      subject: "Help",
      hs_pipeline_stage: "4",
      createdate: "2026-01-05T09:00:00Z",
      closed_date: "2026-01-05T15:30:00Z"
    },
    archived: false,
    associations: {companies: {results: [{id: "77", type: "ticket_to_company"}]}}
  };
  const run = await deliver({
    "tickets_page1.json": JSON.stringify({results: [ticket]}),
    "companies.csv": csv("Record ID,Company name,Company Domain Name,Type", "77,North Star,north.example,Partner")
  });
  expect(await rowsOf(run, "tickets", ["ticket_id", "partner_id", "customer_id", "hours"])).toEqual([["1", "77", "77", "6.5"]]);
});
