import {writeXlsx} from "hucre/xlsx";
import {expect, test} from "vitest";
import {countsOf, csv, deliver, hashedName, reasonsOf, rowsOf, warningsOf} from "./support.ts";

/*
 * Exports by the headers that public files, readers or documentation name (each mapping says which), two to four records each: an open
 * one, a won or accepted one, and what goes wrong most.
 */

const deal = ["deal_id", "opened_on", "closed_on", "status", "amount", "currency"];

test("Zoho CRM: the closing date of an open deal is a planned one, and amounts carry their symbol", async () => {
  const run = await deliver({
    "Deals_2026_06_30.csv": csv(
      '"Record Id","Deal Name","Deal Owner.id","Deal Owner","Account Name.id","Account Name","Stage","Closing Date","Amount","Currency","Created Time","Modified Time","Partner Name","Lead Source"',
      '"zcrm_1","A","zcrm_u1","Rep","zcrm_a1","Acme","Closed Won","2026-03-31","$1,200.50","USD","2026-01-05 09:00:00","2026-04-01 09:00:00","North Star","Partner"',
      '"zcrm_2","B","zcrm_u1","Rep","zcrm_a2","Globex","Negotiation/Review","2026-12-31","","USD","2026-02-16 10:00:00","2026-04-01 09:00:00","","Web"',
      '"zcrm_3","C","zcrm_u1","Rep","zcrm_a2","Globex","Our own stage","2026-12-31","5","USD","2026-02-16 10:00:00","2026-04-01 09:00:00","",""'
    )
  });
  expect(await rowsOf(run, "deals", [...deal, "found_by"])).toEqual([
    ["zcrm_1", "2026-01-05", "2026-03-31", "won", "1200.5000", "USD", "partner"],
    ["zcrm_2", "2026-02-16", null, "open", "0.0000", "USD", null]
  ]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["North Star"]]);
  expect(await rowsOf(run, "deals", ["deal_id", "partner_id", "customer_id", "rep_id", "stage", "expected_close_on"])).toEqual([
    ["zcrm_1", hashedName("North Star"), "zcrm_a1", "zcrm_u1", "Closed Won", null],
    ["zcrm_2", null, "zcrm_a2", "zcrm_u1", "Negotiation/Review", "2026-12-31"]
  ]);
  expect(await rowsOf(run, "customers", ["name"])).toEqual([["Acme"], ["Globex"]]);
  expect(countsOf(run, "Deals_2026_06_30.csv")).toEqual([["deals", "zoho_deals", "accept", 3, 2, 1]]);
  expect(reasonsOf(run)).toEqual([[4, "status"]]);
});

test("Pipedrive: the status tells, not the stage; a deleted deal is none; 0000-00-00 is no day", async () => {
  const run = await deliver({
    "deals-12345678-42.csv": csv(
      "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Organization ID,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Update time,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Deal closed on,Deal - Channel partner",
      "101,A,Rep,12000,EUR,Acme GmbH,55,Closing,Won,2026-01-05 09:12:33,2026-03-01 10:00:00,2026-02-28,2026-03-01 10:00:00,,2026-03-01 10:00:00,Partner A",
      "102,B,Rep,8000.5,EUR,Beta AG,56,Proposal Made,Open,2026-01-06 09:12:33,2026-03-02 10:00:00,2026-12-31,,,,Partner A",
      "103,C,Rep,500,USD,Gamma,57,Contact Made,Lost,2026-01-07 09:12:33,2026-03-03 10:00:00,2026-03-15,,2026-03-03 10:00:00,0000-00-00 00:00:00,Partner B",
      "104,D,Rep,,EUR,Delta,58,Qualified,Deleted,2026-01-08 09:12:33,2026-03-04 10:00:00,,,,,"
    )
  });
  expect(await rowsOf(run, "deals", deal)).toEqual([
    ["101", "2026-01-05", "2026-03-01", "won", "12000.0000", "EUR"],
    ["102", "2026-01-06", null, "open", "8000.5000", "EUR"],
    ["103", "2026-01-07", "2026-03-03", "lost", "500.0000", "USD"]
  ]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["Partner A"], ["Partner B"]]);
});

test("a negative amount of a won deal was given back: Pipedrive, Bitrix24 and Copper", async () => {
  const run = await deliver({
    "deals-12345678-42.csv": csv(
      "Deal - ID,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Status,Deal - Deal created,Deal - Deal closed on",
      "1,-500,EUR,Acme,Won,2026-01-05 09:12:33,2026-03-01 10:00:00"
    ),
    "bitrix.csv": csv(
      "ID,STAGE_ID,STAGE_SEMANTIC_ID,OPPORTUNITY,CURRENCY_ID,COMPANY_ID,DATE_CREATE,CLOSEDATE",
      "2,WON,S,-20.50,EUR,7,2026-01-06,2026-03-02"
    ),
    "copper.csv": csv(
      "Copper ID,Name,Company,Pipeline,Stage,Status,Value,Win Probability,Close Date,Owned By,Created At",
      "3,C,Acme,Sales,Won,Won,-$70,100,3/31/2026,Rep,1/16/2026"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "amount", "refunded"])).toEqual([
    ["1", "0.0000", "500.0000"],
    ["2", "0.0000", "20.5000"],
    ["3", "0.0000", "70.0000"]
  ]);
});

test("SugarCRM: won and lost deals closed on the expected day, or on the day of their last change where that was earlier; a deleted one is none", async () => {
  const run = await deliver({
    "Opportunities_2026-06-30.csv": csv(
      "Opportunity Name,ID,Account Name,Partner Account,Date Created,Date Modified,Expected Close Date,Sales Stage,Opportunity Amount,Deleted,Currency",
      'A,s1,Acme,North Star,01/15/2026 09:15am,04/20/2026 10:00am,03/31/2026,Closed Won,"1,200.50",0,US Dollars',
      "B,s2,Acme,North Star,01/16/2026 09:15am,03/02/2026 10:00am,12/31/2026,Closed Lost,300.00,0,EUR",
      "C,s3,Globex,,01/17/2026 09:15am,03/02/2026 10:00am,12/31/2026,Prospecting,,0,",
      "D,s4,Globex,,01/17/2026 09:15am,03/02/2026 10:00am,12/31/2026,Closed Won,5.00,1,"
    )
  });
  expect(await rowsOf(run, "deals", [...deal.slice(0, 5), "expected_close_on", "currency"])).toEqual([
    ["s1", "2026-01-15", "2026-03-31", "won", "1200.5000", null, "USD"],
    ["s2", "2026-01-16", "2026-03-02", "lost", "300.0000", null, "EUR"],
    ["s3", "2026-01-17", null, "open", "0.0000", "2026-12-31", null]
  ]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["North Star"]]);
});

test("Dynamics 365: the actual closing date counts, never the estimated one; currencies by their names", async () => {
  const run = await deliver({
    "My_Open_Opportunities.csv": csv(
      "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Close Date,Actual Close Date,Est. Revenue,Actual Revenue,Currency,Status,Created On,Owner,Partner Account",
      "6f1-a,x,2026-04-01 10:00:00,T1,Acme,2026-03-01,2026-03-31,1000,900,US Dollar,Won,2026-01-05 09:00:00,Rep,North Star",
      "6f1-b,x,2026-04-01 10:00:00,T2,Globex,2026-12-01,,500,,Euro,Open,2026-02-05 09:00:00,Rep,"
    )
  });
  expect(await rowsOf(run, "deals", deal)).toEqual([
    ["6f1-a", "2026-01-05", "2026-03-31", "won", "900.0000", "USD"],
    ["6f1-b", "2026-02-05", null, "open", "500.0000", "EUR"]
  ]);
});

test("Dynamics 365: the workbook of the product has its lists on a hidden sheet, which is named and not read", async () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const book = await writeXlsx({
    sheets: [
      {
        name: "My Open Opportunities",
        rows: [
          [
            "(Do Not Modify) Opportunity",
            "(Do Not Modify) Row Checksum",
            "(Do Not Modify) Modified On",
            "Topic",
            "Potential Customer",
            "Actual Close Date",
            "Actual Revenue",
            "Currency",
            "Status",
            "Created On"
          ],
          ["6f1-a", "x==", day("2026-04-01"), "T1", "Acme", day("2026-03-31"), 900, "Euro", "Won", day("2026-01-05")]
        ]
      },
      {
        name: "hiddenSheet",
        hidden: true,
        rows: [
          ["opportunity:abc", "Open", "Won"],
          ["x", "y", "z"]
        ]
      }
    ]
  });
  const run = await deliver({"My_Open_Opportunities.xlsx": book});
  expect(await rowsOf(run, "deals", deal)).toEqual([["6f1-a", "2026-01-05", "2026-03-31", "won", "900.0000", "EUR"]]);
  expect(warningsOf(run, "My_Open_Opportunities.xlsx").join()).toContain("hiddenSheet");
});

test("Dynamics 365: what a column of ids points to has its name in the annotation, or in the column behind", async () => {
  const shown = (column: string) => `${column}@OData.Community.Display.V1.FormattedValue`;
  const head = "opportunityid,statecode,createdon,estimatedvalue_base";
  const run = await deliver({
    "api.csv": csv(
      `${head},_parentaccountid_value,${shown("_parentaccountid_value")},_new_partnerid_value,${shown("_new_partnerid_value")}`,
      "o1,0,2026-01-05T09:00:00Z,1000,c1,Acme,p1,North Star"
    ),
    "link.csv": csv(
      `${head},parentaccountid,parentaccountidname,partnerid,partneridname`,
      "o2,0,2026-01-06T09:00:00Z,500,c2,Globex,p2,South Star"
    )
  });
  expect(await rowsOf(run, "partners", ["partner_id", "name"])).toEqual([
    ["p1", "North Star"],
    ["p2", "South Star"]
  ]);
  expect(await rowsOf(run, "customers", ["customer_id", "name"])).toEqual([
    ["c1", "Acme"],
    ["c2", "Globex"]
  ]);
});

test("Bitrix24: the semantic of a stage tells, company 0 is none, the planned day of an open deal is left out", async () => {
  const run = await deliver({
    "export.csv": csv(
      "ID,TITLE,STAGE_ID,CURRENCY_ID,OPPORTUNITY,TAX_VALUE,COMPANY_ID,CONTACT_ID,CLOSEDATE,ASSIGNED_BY_ID,DATE_CREATE,DATE_MODIFY,STAGE_SEMANTIC_ID,SOURCE_ID",
      "1,A,NEW,RUB,100000.00,0.00,0,,2026-02-10T03:00:00+03:00,1,2026-02-03T15:58:12+03:00,2026-02-03T15:58:12+03:00,P,PARTNER",
      "5,B,WON,RUB,90000.00,0.00,14,,2026-02-11T03:00:00+03:00,1,2026-02-04T13:18:10+03:00,2026-02-12T13:18:10+03:00,S,WEB",
      "7,C,LOSE,RUB,45000.00,0.00,0,9,2026-02-20T03:00:00+03:00,1,2026-02-05T13:18:10+03:00,2026-02-21T13:18:10+03:00,F,WEB"
    )
  });
  expect(await rowsOf(run, "deals", [...deal, "customer_id", "found_by"])).toEqual([
    ["1", "2026-02-03", null, "open", "100000.0000", "RUB", "deal-1", "partner"],
    ["5", "2026-02-04", "2026-02-11", "won", "90000.0000", "RUB", "company-14", null],
    ["7", "2026-02-05", "2026-02-20", "lost", "45000.0000", "RUB", "contact-9", null]
  ]);
});

test("monday.com: a board of deals, each item with its id", async () => {
  const run = await deliver({
    "Deals.csv": csv(
      "Name,Owner,Stage,Deal Value,Accounts,Partner,Deal Creation Date,Expected Close Date,Actual Close Date,Item ID (auto generated)",
      "A,Rep,Won,1200,Acme,North Star,2026-01-05,2026-03-01,2026-03-31,9001",
      "B,Rep,Proposal,,Globex,,2026-02-05,2026-12-01,,9002"
    )
  });
  expect(await rowsOf(run, "deals", deal)).toEqual([
    ["9001", "2026-01-05", "2026-03-31", "won", "1200.0000", null],
    ["9002", "2026-02-05", null, "open", "0.0000", null]
  ]);
});

test("Close: the value with its symbol is read, not the one in cents", async () => {
  const run = await deliver({
    "close_opportunities.csv": csv(
      "id,lead_id,lead_name,status_label,status_type,value,value_formatted,value_currency,value_period,date_created,date_updated,date_won,date_lost,user_name",
      'oppo_1,lead_1,Acme,Won,won,120050,"$1,200.50",USD,one_time,2026-01-05T09:00:00Z,2026-04-01T09:00:00Z,2026-03-31,,Rep',
      'oppo_2,lead_2,Globex,Active,active,6120000,"$61,200.00 monthly",USD,monthly,2026-02-05T09:00:00Z,2026-04-01T09:00:00Z,,,Rep',
      "oppo_3,lead_2,Globex,Lost,lost,50000,$500,USD,one_time,2026-02-06T09:00:00Z,2026-04-01T09:00:00Z,,2026-03-01,Rep"
    )
  });
  expect(await rowsOf(run, "deals", deal)).toEqual([
    ["oppo_1", "2026-01-05", "2026-03-31", "won", "1200.5000", "USD"],
    ["oppo_2", "2026-02-05", null, "open", "61200.0000", "USD"],
    ["oppo_3", "2026-02-06", "2026-03-01", "lost", "500.0000", "USD"]
  ]);
});

test("Copper: abandoned is lost, and US days are read once one proves the order", async () => {
  const run = await deliver({
    "copper.csv": csv(
      "Copper ID,Name,Company,Company ID,Pipeline,Stage,Status,Value,Win Probability,Close Date,Owned By,Owner Id,Created At,Updated At",
      "1,A,Acme,11,Sales,Won,Won,1200.50,100,3/31/2026,Rep,7,1/6/2026,4/1/2026",
      "2,B,Globex,12,Sales,Proposal,Abandoned,500,0,3/15/2026,Rep,7,1/16/2026,4/1/2026"
    )
  });
  expect(await rowsOf(run, "deals", deal)).toEqual([
    ["1", "2026-01-06", "2026-03-31", "won", "1200.5000", null],
    ["2", "2026-01-16", "2026-03-15", "lost", "500.0000", null]
  ]);
});

test("ServiceNow: of a log's lines the newest counts, and ? is nothing", async () => {
  const run = await deliver({
    "incident_event_log.csv": csv(
      "number,incident_state,reopen_count,opened_at,sys_updated_at,category,priority,vendor,resolved_at,closed_at",
      "INC1,New,0,29/2/2024 01:16,29/2/2024 01:23,Category 55,3 - Moderate,?,29/2/2024 11:29,5/3/2024 12:00",
      "INC1,Closed,1,29/2/2024 01:16,5/3/2024 12:00,Category 55,3 - Moderate,vendor 1,29/2/2024 11:29,5/3/2024 12:00",
      "INC2,Active,0,29/2/2024 04:40,29/2/2024 04:57,?,2 - High,?,,"
    )
  });
  expect(await rowsOf(run, "tickets", ["ticket_id", "opened_on", "resolved_on", "reopened", "severity", "topic"])).toEqual([
    ["INC1", "2024-02-29", "2024-02-29", "1", "3 - Moderate", "category 55"],
    ["INC2", "2024-02-29", null, "0", "2 - High", null]
  ]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["vendor 1"]]);
});

test("Intercom: seconds since 1970 are days, and an open conversation is not resolved", async () => {
  const run = await deliver({
    "conversations.json": JSON.stringify([
      {
        id: "1",
        created_at: 1768471200,
        updated_at: 1768903200,
        waiting_since: null,
        state: "closed",
        closed_at: 1768903200,
        company_id: "C1",
        company: "Acme"
      },
      {
        id: "2",
        created_at: 1768557600,
        updated_at: 1768903200,
        waiting_since: 1768557600,
        state: "open",
        closed_at: null,
        company_id: "C1",
        company: "Acme"
      }
    ])
  });
  expect(await rowsOf(run, "tickets", ["ticket_id", "partner_id", "opened_on", "resolved_on"])).toEqual([
    ["1", "C1", "2026-01-15", "2026-01-20"],
    ["2", "C1", "2026-01-16", null]
  ]);
});

test("Zendesk: a ticket without its own hours takes them from the metrics export", async () => {
  const run = await deliver({
    "tickets-view.csv": csv(
      "Id,Requester,Status,Created at,Updated at,Solved at",
      "11,Bo,Closed,2026-01-05 09:00,2026-01-09 09:00,2026-01-06 10:00",
      "12,Bo,Closed,2026-01-05 09:00,2026-01-09 09:00,2026-01-05 12:00"
    ),
    "metrics.csv": csv(
      "ticket_id,created_at,solved_at,reopens,replies,full_resolution_time_in_minutes_calendar",
      "11,2026-01-05,2026-01-06,0,1,90"
    )
  });
  expect(await rowsOf(run, "tickets", ["ticket_id", "hours"])).toEqual([
    ["11", "1.5"],
    ["12", "3.0"]
  ]);
});

test("Crossbeam: attribution puts several partners on a deal; overlaps are known and kept for lookups", async () => {
  const run = await deliver({
    "deals_2026-06-30.csv": csv("deal_id,customer_id,opened_on,status,amount", "OPP-1,C1,2026-01-05,open,100"),
    "attribution.csv": csv(
      "Opportunity ID,Opportunity Name,Partner Name,Attribution Type,Attribution Date",
      "OPP-1,A,North Star,Sourced,2026-02-01",
      "OPP-1,A,South Co,Influenced,2026-02-02"
    ),
    "overlaps.csv": csv("Account Name,Partner Name,Partner Population", "Acme,North Star,Customers")
  });
  expect(await rowsOf(run, "deal_partners", ["role", "deal_id", "joined_on"])).toEqual([
    ["influenced", "OPP-1", "2026-02-02"],
    ["sourced", "OPP-1", "2026-02-01"]
  ]);
  expect(await rowsOf(run, "deal_partners", ["partner_id", "deal_id"])).toEqual(
    [hashedName("North Star"), hashedName("South Co")].sort().map((id) => [id, "OPP-1"])
  );
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["North Star"], ["South Co"]]);
  expect(countsOf(run, "attribution.csv")).toEqual([["deal_partners", "crossbeam_attribution", "accept", 2, 2, 0]]);
  expect(countsOf(run, "overlaps.csv")).toMatchObject([[null, "crossbeam_overlaps", "accept", 1, 1, 0]]);
});

test("A partner portal: a registration with the stage of its deal; an expired one was approved", async () => {
  const run = await deliver({
    "registrations.csv": csv(
      "Registration Number,Partner Company,Partner Account ID,End Customer,Deal Value,Currency,Registration Status,Submitted Date,Decision Date,Expiration Date,Deal Stage,Actual Close Date,Product Line",
      "DR-1,Partner A,PA-1,Cust 1,12000,USD,Approved,2026-01-05,2026-01-08,2026-04-08,Closed Won,2026-03-31,Core",
      "DR-2,Partner A,PA-1,Cust 2,8000,USD,Expired,2026-01-06,2026-01-09,2026-04-09,Negotiation,,Core",
      "DR-3,Partner B,PB-1,Cust 3,5000,USD,Pending,2026-01-07,,,Open,,Add-on"
    )
  });
  expect(
    await rowsOf(run, "deals", ["deal_id", "partner_id", "status", "registered_on", "decided_on", "registration", "found_by"])
  ).toEqual([
    ["DR-1", "PA-1", "won", "2026-01-05", "2026-01-08", "approved", "partner"],
    ["DR-2", "PA-1", "open", "2026-01-06", "2026-01-09", "approved", "partner"],
    ["DR-3", "PB-1", "open", "2026-01-07", null, "pending", "partner"]
  ]);
});

test("AWS ACE: what AWS passes on was received, what we enter was given; the value is our software's", async () => {
  const run = await deliver({
    "ace.csv": csv(
      "Opportunity Id,Date Created(MM/DD/YYYY),Last Updated Date(MM/DD/YYYY),Customer Company Name,Partner Project Title,Stage,Target Close Date(MM/DD/YYYY),Estimated AWS Monthly Recurring Revenue,Customer Software Value,Status,Date Approved/Rejected(MM/DD/YYYY),Opportunity Ownership",
      "O1,01/25/2026,03/01/2026,Acme,P1,Qualified,06/30/2026,1000,5000,Approved,02/01/2026,AWS Referral",
      "O2,02/05/2026,03/01/2026,Globex,P2,Prospect,06/30/2026,1000,,Submitted,,Partner Referral"
    )
  });
  expect(
    await rowsOf(run, "referrals", ["referral_id", "partner_id", "direction", "made_on", "answered_on", "outcome", "value"])
  ).toEqual([
    ["ace-O1", "aws", "received", "2026-01-25", "2026-02-01", "accepted", "5000.0000"],
    ["ace-O2", "aws", "given", "2026-02-05", null, "pending", null]
  ]);
  expect(await rowsOf(run, "partners", ["partner_id", "name"])).toEqual([["aws", "Amazon Web Services"]]);
});

test("Microsoft Partner Center: leads were received, co-sell deals say who began them", async () => {
  const run = await deliver({
    "leads.csv": csv(
      "Referral ID,Creation Date,Updated Date,PartnerID,Customer Country,Customer Name,Lead Type,Lead Source,Lead currency,Lead value,Lead value (USD),Status,Status Reason",
      "r1,2026-01-05,2026-02-01,1,US,Acme,Qualified lead,Appsource,EUR,900,1000.123,Active,",
      "r2,2026-01-06,2026-02-01,1,US,Globex,Offer lead,Appsource,EUR,,,Declined,No fit"
    ),
    "cosell.csv": csv(
      "Referral ID,Creation Date,Updated Date,Customer Name,Referral direction,Deal value,Status,Status Reason",
      "r3,2026-01-07,2026-02-01,Initech,Outbound,500,New,"
    )
  });
  expect(await rowsOf(run, "referrals", ["referral_id", "direction", "outcome", "value"])).toEqual([
    ["r1", "received", "accepted", "1000.1200"],
    ["r2", "received", "rejected", null],
    ["r3", "given", "pending", "500.0000"]
  ]);
});

test("Microsoft Partner Center: a closed referral was accepted unless its reason says that it was declined or expired", async () => {
  const run = await deliver({
    "leads.csv": csv(
      "Referral ID,Creation Date,Customer Name,Status,Status Reason",
      "r1,2026-01-05,Acme,Closed,Won",
      "r2,2026-01-05,Acme,Closed,Lost",
      "r3,2026-01-05,Acme,Closed,Declined",
      "r4,2026-01-05,Acme,Closed,Expired",
      "r5,2026-01-05,Acme,Closed,",
      "r6,2026-01-05,Acme,Active,Declined once"
    )
  });
  expect(await rowsOf(run, "referrals", ["referral_id", "outcome"])).toEqual([
    ["r1", "accepted"],
    ["r2", "accepted"],
    ["r3", "rejected"],
    ["r4", "rejected"],
    ["r5", "accepted"],
    ["r6", "accepted"]
  ]);
});

test("what each source says was deleted, withdrawn or merged is gone with all its earlier versions", async () => {
  const run = await deliver({
    "2026-05-01/zoho.csv": csv(
      '"Record Id","Deal Name","Deal Owner","Account Name","Stage","Closing Date","Amount","Created Time","Modified Time"',
      '"zcrm_1","A","Rep","Acme","Negotiation","2026-12-31","5","2026-02-16 10:00:00","2026-04-01 09:00:00"',
      '"zcrm_2","B","Rep","Acme","Negotiation","2026-12-31","6","2026-02-16 10:00:00","2026-04-01 09:00:00"'
    ),
    "2026-05-02/zoho_deleted.json": JSON.stringify({
      data: [
        {
          deleted_by: {name: "Rep", id: "9"},
          id: "1",
          display_name: "A",
          type: "recycle",
          deleted_time: "2026-05-01T15:48:13+05:30"
        }
      ],
      info: {per_page: 200, count: 1, more_records: false}
    }),
    "2026-05-01/opportunities.csv": csv(
      "opportunityid,statecode,createdon,modifiedon,estimatedvalue_base,actualvalue_base,actualclosedate,_customerid_value,IsDelete",
      "o1,1,2026-01-05T09:00:00Z,2026-04-01T09:00:00Z,1000,900.5,2026-03-31,c1,",
      "o2,0,2026-01-05T09:00:00Z,2026-04-01T09:00:00Z,1000,,,c1,true"
    ),
    "2026-05-01/tickets.csv": csv(
      "Id,Requester,Tags,Status,Created at,Updated at,Solved at",
      "1,U,vip,Open,2026-03-01 10:00,2026-03-02 10:00,",
      "2,U,vip,Open,2026-03-01 10:00,2026-03-02 10:00,",
      "3,U,closed_by_merge vip,Closed,2026-03-01 10:00,2026-03-02 10:00,2026-03-02 10:00"
    ),
    "2026-05-02/zendesk_deleted.json": JSON.stringify({
      deleted_tickets: [
        {id: 2, subject: "x", actor: {id: 3, name: "B"}, deleted_at: "2026-05-01T10:00:00Z", previous_state: "open"}
      ],
      next_page: null,
      count: 1
    }),
    "2026-05-01/incidents.csv": csv("number,state,opened_at,sys_updated_on", "INC1,New,2026-03-01 10:00:00,2026-03-01 10:00:00"),
    "2026-05-02/incidents.csv": csv(
      "number,state,opened_at,sys_updated_on",
      "INC1,Canceled,2026-03-01 10:00:00,2026-03-02 10:00:00"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "status", "amount"])).toEqual([
    ["o1", "won", "900.5000"],
    ["zcrm_2", "open", "6.0000"]
  ]);
  expect(await rowsOf(run, "tickets", ["ticket_id"])).toEqual([["1"]]);
  expect(reasonsOf(run)).toEqual([]);
});

test("Salesforce: an account that was merged into another is that one wherever it is named", async () => {
  const accounts = "Id,Name,Type,ParentId,Industry,IsDeleted,MasterRecordId,LastModifiedDate";
  const run = await deliver({
    "2026-05-01/accounts.csv": csv(
      accounts,
      "001000000000001,North Star,Partner,,,false,,2026-01-01T00:00:00Z",
      "001000000000002,Northstar Inc,Partner,,,false,,2026-01-01T00:00:00Z",
      "001000000000003,Acme,Customer,,,false,,2026-01-01T00:00:00Z"
    ),
    "2026-05-02/accounts.csv": csv(accounts, "001000000000002,Northstar Inc,Partner,,,true,001000000000001,2026-05-01T00:00:00Z"),
    "opportunities.csv": csv(
      "Id,AccountId,PartnerAccountId,StageName,CloseDate,IsClosed,IsWon,Amount,CreatedDate",
      "006000000000001,001000000000003,001000000000002,Closed Won,2026-03-31,true,true,100,2026-01-05T00:00:00Z"
    )
  });
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["North Star"]]);
  const [[partner]] = (await rowsOf(run, "deals", ["partner_id"])) as [[string]];
  expect(partner).toMatch(/^001000000000001/);
  expect(reasonsOf(run)).toEqual([]);
});

test("HubSpot: a probability is a share of 1, and the seller's own goes before the stage's", async () => {
  const run = await deliver({
    "hubspot.csv": csv(
      "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Associated Company IDs,Deal probability,Forecast probability",
      "1,A,Contract sent,5,2026-01-05,2026-12-31,7,0.9,",
      "2,B,Contract sent,5,2026-01-05,2026-12-31,7,0.9,0.35",
      "3,C,Contract sent,5,2026-01-05,2026-12-31,7,90%,",
      "4,D,Closed won,5,2026-01-05,2026-02-03,7,1,"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "probability"])).toEqual([
    ["1", "90.0"],
    ["2", "35.0"],
    ["3", "90.0"],
    ["4", "100.0"]
  ]);
});

test("monday.com: the lines of a board's title, of its groups and of their sums are no deals", async () => {
  const headers = ["Name", "Owner", "Stage", "Deal Value", "Accounts", "Deal Creation Date", "Item ID (auto generated)"];
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const book = await writeXlsx({
    sheets: [
      {
        name: "deals",
        rows: [
          ["Deals"],
          ["All deals of our partners"],
          ["Active deals"],
          headers,
          ["A", "Rep", "Proposal", 1200, "Acme", day("2026-01-05"), "9001"],
          [null, null, null, 1200],
          [],
          ["Closed deals"],
          headers,
          ["B", "Rep", "Negotiation", 300, "Globex", day("2026-01-06"), "9002"]
        ]
      }
    ]
  });
  const run = await deliver({"Deals_1767225600.xlsx": book});
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["9001", "1200.0000"],
    ["9002", "300.0000"]
  ]);
  expect(reasonsOf(run)).toEqual([]);
});

test("Dynamics 365: amounts in the base currency are used where the view has them, and need no rate", async () => {
  const run = await deliver({
    "My_Open_Opportunities.csv": csv(
      "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Potential Customer,Actual Close Date,Est. Revenue,Est. Revenue (Base),Actual Revenue,Actual Revenue (Base),Currency,Status,Created On",
      "a,x,2026-04-01 10:00:00,Acme,2026-03-31,1000,1100,900,990,US Dollar,Won,2026-01-05 09:00:00",
      "b,x,2026-04-01 10:00:00,Globex,,500,550,,,US Dollar,Open,2026-02-05 09:00:00",
      "c,x,2026-04-01 10:00:00,Globex,2026-03-31,500,550,400,,US Dollar,Won,2026-02-05 09:00:00"
    )
  });
  expect(await rowsOf(run, "deals", ["deal_id", "amount", "currency"])).toEqual([
    ["a", "990.0000", null],
    ["b", "550.0000", null],
    ["c", "400.0000", "USD"]
  ]);
});
