import {csv} from "../mappings/support.ts";

/** A small export of a system, with the headers that it really has. */
export interface Sample {
  lines: string[];
  /** What the file is called, where that matters. */
  name?: string;
  /** Headers of the partner that a company may have called otherwise. */
  partner?: string[];
  /** The header of the stage or type whose words a company makes up. */
  words?: string;
  /** Files that it refers to. */
  beside?: Record<string, string>;
}

const opportunity = "006A,001X,Won,true,true,5,2026-03-05,2026-01-02";
const opportunities = {
  "opportunity_2026-06-30.csv": csv("Id,AccountId,StageName,IsClosed,IsWon,Amount,CloseDate,CreatedDate", opportunity)
};
const companies = {
  "companies.csv": csv("Record ID,Company name,Company Domain Name,Type", "77,North Star,north.example,Partner")
};

/** By the name of the mapping. */
export const samples: Record<string, Sample> = {
  adventureworks_geography: {lines: ["GeographyKey,City,StateProvinceCode,EnglishCountryRegionName", "1,Lyon,69,France"]},
  adventureworks_quotas: {lines: ["SalesQuotaKey,EmployeeKey,SalesAmountQuota", "1,272,28000"]},
  adventureworks_reseller_sales: {
    lines: [
      "SalesOrderNumber,SalesOrderLineNumber,ResellerKey,EmployeeKey,SalesAmount,OrderDate,ShipDate",
      "SO1,1,676,285,2024.994,2026-01-05,2026-01-12",
      "SO1,2,676,285,10.5,2026-01-05,2026-01-12"
    ]
  },
  adventureworks_resellers: {
    lines: [
      "ResellerKey,GeographyKey,ResellerAlternateKey,BusinessType,ResellerName",
      "1,637,AW00000001,Value Added Reseller,A Bike Store"
    ]
  },
  adventureworks_territories: {
    lines: ["SalesTerritoryKey,SalesTerritoryAlternateKey,SalesTerritoryRegion", "1,1,Northwest"]
  },
  aliases: {lines: ["kind,from,to,decided_by,decided_on", "customer,C1,C2,ana,2026-01-05"]},
  aws_ace_opportunities: {
    words: "Stage",
    lines: [
      "Opportunity Id,Date Created(MM/DD/YYYY),Last Updated Date(MM/DD/YYYY),Customer Company Name,Partner Project Title,Stage,Target Close Date(MM/DD/YYYY),Customer Software Value,Status,Date Approved/Rejected(MM/DD/YYYY),Opportunity Ownership",
      "O1,01/25/2026,03/01/2026,Acme,P1,Qualified,06/30/2026,5000,Approved,02/01/2026,AWS Referral"
    ]
  },
  bitrix24_deals: {
    partner: ["UF_CRM_PARTNER"],
    words: "STAGE_ID",
    lines: [
      "ID,TITLE,STAGE_ID,CURRENCY_ID,OPPORTUNITY,COMPANY_ID,CONTACT_ID,CLOSEDATE,ASSIGNED_BY_ID,DATE_CREATE,DATE_MODIFY,STAGE_SEMANTIC_ID,SOURCE_ID,UF_CRM_PARTNER",
      "5,B,WON,RUB,90000.00,14,,2026-02-11T03:00:00+03:00,1,2026-02-04T13:18:10+03:00,2026-02-12T13:18:10+03:00,S,WEB,31"
    ]
  },
  close_opportunities: {
    partner: ["custom.Partner"],
    words: "status_label",
    lines: [
      "id,lead_id,lead_name,status_label,status_type,value,value_formatted,value_currency,date_created,date_updated,date_won,date_lost,user_name,custom.Partner",
      'oppo_1,lead_1,Acme,Won,won,120050,"$1,200.50",USD,2026-01-05T09:00:00Z,2026-04-01T09:00:00Z,2026-03-31,,Rep,North Star'
    ]
  },
  copper_opportunities: {
    partner: ["Partner"],
    words: "Stage",
    lines: [
      "Copper ID,Name,Company,Company ID,Pipeline,Stage,Status,Value,Win Probability,Close Date,Owned By,Owner Id,Created At,Updated At,Partner",
      "1,A,Acme,11,Sales,Signed,Won,1200.50,100,3/31/2026,Rep,7,1/6/2026,4/1/2026,North Star"
    ]
  },
  crossbeam_attribution: {
    lines: [
      "Opportunity ID,Opportunity Name,Partner Name,Attribution Type,Attribution Date",
      "OPP-1,A,North Star,Sourced,2026-02-01"
    ],
    words: "Attribution Type",
    beside: {"deals_2026-06-30.csv": csv("deal_id,customer_id,opened_on,status,amount", "OPP-1,C1,2026-01-05,open,100")}
  },
  crossbeam_overlaps: {lines: ["Account Name,Partner Name,Partner Population", "Acme,North Star,Customers"]},
  dynamics_opportunities: {
    partner: ["Partner Account"],
    words: "Topic",
    lines: [
      "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Close Date,Actual Close Date,Est. Revenue,Actual Revenue,Currency,Status,Created On,Owner,Partner Account",
      "6f1-a,x,2026-04-01 10:00:00,T1,Acme,2026-03-01,2026-03-31,1000,900,US Dollar,Won,2026-01-05 09:00:00,Rep,North Star"
    ]
  },
  dynamics_opportunity_table: {
    partner: ["_partnerid_value"],
    words: "stepname",
    lines: [
      "opportunityid,statecode,createdon,modifiedon,estimatedvalue_base,actualvalue_base,actualclosedate,_customerid_value,_partnerid_value,stepname",
      "o1,1,2026-01-05T09:00:00Z,2026-04-01T09:00:00Z,1000,900.5,2026-03-31,c1,p1,4-Close"
    ]
  },
  freshdesk_tickets: {
    partner: ["Company Name"],
    words: "Status",
    lines: [
      "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Time tracked,Resolution time (in hrs),Company Name",
      "31,Help,Closed,High,Email,Installation,Cy,Tier 1,2026-01-05 09:00:00,2026-01-07 09:00:00,2026-01-05 15:30:00,2026-01-08 09:00:00,2026-01-08 09:00:00,00:00:00,04:15:00,North Star",
      "32,Help,Pending,High,Email,Installation,Cy,Tier 1,2026-01-05 09:00:00,2026-01-07 09:00:00,,,2026-01-08 09:00:00,00:00:00,,North Star"
    ]
  },
  hubspot_companies: {
    words: "Type",
    lines: [
      "Record ID,Company name,Company Domain Name,Type,Industry,Country/Region",
      "77,North Star,north.example,Partner,Software,Spain",
      "78,South,south.example,Reseller,Software,Spain"
    ]
  },
  hubspot_deals: {
    partner: ["Associated Company IDs (Partner)"],
    words: "Deal Stage",
    lines: [
      "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company (Primary),Associated Company IDs (Primary),Associated Company IDs (Partner)",
      "901,Rollout,Closed won (Sales Pipeline),Sales Pipeline,1200.50,2026-03-31 16:05,2026-01-05 09:30,Ana,Acme,77,78"
    ]
  },
  hubspot_tickets: {
    partner: ["Associated Company IDs"],
    words: "Ticket status",
    lines: [
      "Ticket ID,Ticket name,Ticket status,Create date,Close date,Priority,Associated Company IDs",
      "1,Help,Closed (Support Pipeline),2026-01-05 09:00,2026-01-05 15:30,High,77"
    ],
    beside: companies
  },
  intercom_conversations: {
    partner: ["company_id", "company"],
    words: "state",
    lines: [
      "id,created_at,updated_at,state,conversation_rating,closed_at,company_id,company",
      "1,1768471200,1768903200,closed,5,1768903200,C1,Acme",
      "2,1768471200,1768903200,open,,,C1,Acme"
    ]
  },
  jira_issues: {
    partner: ["Custom field (Partner)"],
    words: "Status",
    lines: [
      "Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,Due date,Labels,Labels,Custom field (Partner)",
      "Printer,SUP-1,10001,Incident,Done,SUP,High,Fixed,Cy,Bo,12/Mar/26 9:41 AM,14/Mar/26 9:41 AM,13/Mar/26 3:41 PM,15/Mar/26 12:00 AM,a,b,North Star"
    ]
  },
  microsoft_referrals: {
    lines: [
      "Referral ID,Creation Date,Updated Date,PartnerID,Customer Country,Customer Name,Lead Type,Lead Source,Lead currency,Lead value,Lead value (USD),Status,Status Reason",
      "r1,2026-01-05,2026-02-01,1,US,Acme,Qualified lead,Appsource,EUR,900,1000.123,Active,"
    ],
    words: "Status Reason"
  },
  monday_deals: {
    partner: ["Partner"],
    words: "Stage",
    lines: [
      "Name,Owner,Stage,Deal Value,Accounts,Partner,Deal Creation Date,Expected Close Date,Actual Close Date,Item ID (auto generated)",
      "A,Rep,Won,1200,Acme,North Star,2026-01-05,2026-03-01,2026-03-31,9001"
    ]
  },
  partnerstack_deals: {
    words: "Stage",
    lines: [
      "Stage,Name,Account name,Partner,Partner key,Expected revenue,Associated revenue,Commissions,Group,Measure date,Expected close date,Partner Manager",
      'Closed Won,Bo,Acme,North Star,northstar1,"$1,200.00","$1,350.50",$100.00,Gold,"Mar 5, 2026","Mar 31, 2026",Ana Silva'
    ]
  },
  partnerstack_leads: {
    partner: ["Partner", "Partner key"],
    words: "status",
    lines: [
      "Lead,email,status,customer,submitted,Partner,Partner key",
      "Bo,bo@example.com,Accepted,Acme,2026-01-05,North Star,northstar1"
    ]
  },
  pipedrive_deals: {
    partner: ["Deal - Channel partner"],
    words: "Deal - Stage",
    lines: [
      "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Organization ID,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Update time,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Deal closed on,Deal - Channel partner",
      "101,A,Rep,12000,EUR,Acme GmbH,55,Closing,Won,2026-01-05 09:12:33,2026-03-01 10:00:00,2026-02-28,2026-03-01 10:00:00,,2026-03-01 10:00:00,Partner A"
    ]
  },
  prm_deal_registrations: {
    partner: ["Partner Company", "Partner Account ID"],
    words: "Deal Stage",
    lines: [
      "Registration Number,Partner Company,Partner Account ID,End Customer,Deal Value,Currency,Registration Status,Submitted Date,Decision Date,Expiration Date,Deal Stage,Actual Close Date,Product Line",
      "DR-1,Partner A,PA-1,Cust 1,12000,USD,Approved,2026-01-05,2026-01-08,2026-04-08,Closed Won,2026-03-31,Core"
    ]
  },
  salesforce_accounts: {
    words: "Type",
    lines: [
      "Id,Name,Type,ParentId,Industry,OwnerId,AnnualRevenue",
      "001A,North Star,Channel Partner / Reseller,,Technology,005U,1",
      "001B,South,Technology Partner,,Technology,005U,1"
    ]
  },
  salesforce_cases: {
    words: "Status",
    lines: [
      "Id,CaseNumber,AccountId,Status,Priority,CreatedDate,ClosedDate",
      "500A,00001001,001P,Closed,High,2026-01-05T09:00:00.000Z,2026-01-06T10:30:00.000Z"
    ],
    beside: {"accounts_2026-06-30.csv": csv("Id,Name,Type,ParentId,Industry", "001P,North Star,Partner,,")}
  },
  salesforce_leads: {
    partner: ["PartnerAccountId"],
    words: "Status",
    lines: [
      "Id,Company,LeadSource,Status,IsConverted,ConvertedOpportunityId,ConvertedAccountId,ConvertedDate,CreatedDate,OwnerId,PartnerAccountId",
      "00Q1,Acme,Web,Qualified,true,006A,001X,2026-01-02,2025-12-01T08:00:00.000Z,005U,001P"
    ],
    beside: {
      ...opportunities,
      "opportunity_partner_2026-06-30.csv": csv("OpportunityId,AccountToId,Role,CreatedDate", "006A,001P,,2026-01-03")
    }
  },
  salesforce_opportunities: {
    partner: ["PartnerAccountId"],
    words: "StageName",
    lines: [
      "Id,AccountId,Name,StageName,IsClosed,IsWon,Amount,CloseDate,CreatedDate,LeadSource,OwnerId,CurrencyIsoCode,Probability,Type,LastModifiedDate,PartnerAccountId",
      "006A,001X,Big,Pilot signed,true,true,1200.50,2026-03-05,2026-01-02T08:30:00.000Z,Partner,005U,EUR,100,New,2026-03-05T10:00:00.000Z,001P"
    ]
  },
  salesforce_opportunity_partners: {
    words: "Role",
    lines: ["Id,OpportunityId,AccountToId,Role,IsPrimary,CreatedDate", "00I1,006A,001P,Influencer,true,2026-01-03T09:00:00.000Z"],
    beside: opportunities
  },
  salesforce_opportunity_report: {
    partner: ["Partner Account"],
    words: "Stage",
    lines: [
      "Territory Region,Opportunity Owner,Account Name,Opportunity Name,Stage,Forecast Category,Amount Currency,Amount,Fiscal Period,Close Date,Created Date,Partner Account,Type",
      'EMEA,Ana Silva,"Acme, Inc.",Rollout,Closed Won,Closed,EUR,"12,500.50",Q1-2026,3/31/2026,1/5/2026,North Star,'
    ]
  },
  servicenow_incidents: {
    partner: ["vendor"],
    words: "category",
    lines: [
      "number,incident_state,reopen_count,opened_at,sys_updated_at,category,priority,vendor,resolved_at,closed_at",
      "INC1,Closed,1,29/2/2024 01:16,5/3/2024 12:00,Category 55,3 - Moderate,vendor 1,29/2/2024 11:29,5/3/2024 12:00"
    ]
  },
  sugarcrm_opportunities: {
    partner: ["Partner Account"],
    words: "Sales Stage",
    lines: [
      "Opportunity Name,ID,Account Name,Partner Account,Date Created,Date Modified,Expected Close Date,Sales Stage,Opportunity Amount,Deleted",
      'A,s1,Acme,North Star,01/15/2026 09:15am,04/20/2026 10:00am,03/31/2026,Closed Won,"1,200.50",0'
    ]
  },
  zendesk_deleted_tickets: {lines: ["id,subject,deleted_at,previous_state", "2,x,2026-05-01T10:00:00Z,open"]},
  zendesk_ticket_metrics: {
    lines: [
      "ticket_id,created_at,solved_at,reopens,replies,full_resolution_time_in_minutes_calendar",
      "11,2026-01-05,2026-01-06,0,1,90"
    ]
  },
  zendesk_tickets: {
    partner: ["Organization"],
    words: "Ticket type",
    lines: [
      "Id,Requester,Requester id,Subject,Status,Priority,Ticket type,Created at,Updated at,Organization,Due date,Solved at,Satisfaction Score,Reopens,Full resolution time in minutes",
      "11,Bo,1,Help,Closed,High,Incident,2026-01-05 09:00,2026-01-09 09:00,North Star,2026-01-07,2026-01-06 10:00,Good,1,1500"
    ]
  },
  zoho_deals: {
    partner: ["Partner Name"],
    words: "Stage",
    lines: [
      "Record Id,Deal Name,Deal Owner.id,Deal Owner,Account Name.id,Account Name,Stage,Closing Date,Amount,Currency,Created Time,Modified Time,Partner Name,Lead Source",
      'zcrm_1,A,zcrm_u1,Rep,zcrm_a1,Acme,Closed Won,2026-03-31,"$1,200.50",USD,2026-01-05 09:00:00,2026-04-01 09:00:00,North Star,Partner'
    ]
  },
  zoho_deleted_deals: {lines: ["id,display_name,type,deleted_time", "1,A,recycle,2026-05-01T15:48:13+05:30"]}
};
