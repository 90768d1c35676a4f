import {expect, test} from "vitest";
import {countsOf, csv, deliver, reasonsOf, rowsOf, warningsOf} from "./support.ts";

const head =
  "Id,AccountId,Name,StageName,IsClosed,IsWon,Amount,CloseDate,CreatedDate,LeadSource,OwnerId,CurrencyIsoCode,Probability,Type,LastModifiedDate";

test("IsWon and IsClosed say the status, and the close date of an open opportunity is only expected", async () => {
  const run = await deliver({
    "opportunity_2026-06-30.csv": csv(
      head,
      "006A,001X,Big,Pilot signed,true,true,1200.50,2026-03-05,2026-01-02T08:30:00.000Z,Partner,005U,EUR,100,New,2026-03-05T10:00:00.000Z",
      "006B,001X,Small,Abgelehnt,true,false,,2026-04-01,2026-02-02T08:30:00.000Z,Web,005U,EUR,0,New,2026-04-01T10:00:00.000+0000",
      "006C,001Y,Next,Angebot,false,false,300,2026-12-31,2026-06-01T08:30:00.000Z,Other,005V,USD,40,New,2026-06-01T10:00:00.000Z"
    )
  });
  const columns = ["deal_id", "customer_id", "rep_id", "status", "opened_on", "closed_on", "amount", "currency", "found_by"];
  expect(await rowsOf(run, "deals", columns)).toEqual([
    ["006A", "001X", "005U", "won", "2026-01-02", "2026-03-05", "1200.5000", "EUR", "partner"],
    ["006B", "001X", "005U", "lost", "2026-02-02", "2026-04-01", "0.0000", "EUR", "us"],
    ["006C", "001Y", "005V", "open", "2026-06-01", null, "300.0000", "USD", null]
  ]);
  expect(countsOf(run, "opportunity_2026-06-30.csv")).toEqual([["deals", "salesforce_opportunities", "accept", 3, 3, 0]]);
});

test("a won opportunity without an amount goes to quarantine, a negative amount into refunded, a deleted one is gone", async () => {
  const run = await deliver({
    "opportunity_2026-06-30.csv": csv(
      `${head},IsDeleted`,
      "006A,001X,A,Won,true,true,,2026-03-05,2026-01-02,Web,005U,EUR,100,New,2026-03-05,false",
      "006B,001X,B,Won,true,true,-80.25,2026-03-05,2026-01-02,Web,005U,EUR,100,New,2026-03-05,false",
      "006C,001X,C,Won,true,true,70,2026-03-05,2026-01-02,Web,005U,EUR,100,New,2026-03-05,true",
      "006D,001X,D,Won,maybe,no,70,2026-03-05,2026-01-02,Web,005U,EUR,100,New,2026-03-05,false"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "amount", "refunded"])).toEqual([["006B", "0.0000", "80.2500"]]);
  expect(reasonsOf(run)).toEqual([
    [2, "amount"],
    [5, "status"]
  ]);
  expect(countsOf(run, "opportunity_2026-06-30.csv")).toEqual([["deals", "salesforce_opportunities", "accept", 4, 1, 2]]);
  expect(warningsOf(run, "opportunity_2026-06-30.csv")).toEqual([
    "deleted: 1 record that the source has deleted; gone with all earlier versions"
  ]);
});

test("the same mapping reads a warehouse's snake_case columns", async () => {
  const run = await deliver({
    "sf_opportunity_data.csv": csv(
      "_fivetran_synced,account_id,amount,close_date,created_date,id,is_closed,is_deleted,is_won,lead_source,owner_id,stage_name,_fivetran_active",
      "2019-04-04 18:47:01,9CcfAt8q==,24120000,2018-12-19 00:00:00,2018-12-19 19:51:13,006q1,true,false,true,,rQhle3==,GavUF==,true",
      "2019-04-04 18:47:01,9CcfAt8q==,1,2018-12-19 00:00:00,2018-12-19 19:51:13,006q2,true,false,true,,rQhle3==,GavUF==,false"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "customer_id", "opened_on", "closed_on", "status", "amount"])).toEqual([
    ["006q1", "9CcfAt8q==", "2018-12-19", "2018-12-19", "won", "24120000.0000"]
  ]);
});

test("a column that is needed and missing refuses the file, and the message names its possible headers", async () => {
  const run = await deliver({
    "opportunity_2026-06-30.csv": csv(
      "Id,AccountId,StageName,CloseDate,IsClosed,IsWon,Amount",
      "006A,001X,Won,2026-03-05,true,true,5"
    )
  });
  const file = run.file("opportunity_2026-06-30.csv");
  expect([file.outcome, file.reason]).toEqual(["refuse", "header"]);
  expect(file.message).toContain("salesforce_opportunities needs the header CreatedDate or created_date, found Id, AccountId,");
});
