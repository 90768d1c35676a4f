import {activityHistories} from "./activities.ts";
import {customerHistory} from "./customers.ts";
import {dealHistory, dealPartnerHistories} from "./dealRecords.ts";
import {makeDeals} from "./deals.ts";
import {soil} from "./dirt.ts";
import {type DropFile, dropsOf} from "./drops.ts";
import {makePartners, partnerHistory, peopleHistories} from "./partners.ts";
import {rateHistories} from "./rates.ts";
import {makeReferrals, referralHistory} from "./referrals.ts";
import {makeTickets, ticketHistory} from "./tickets.ts";
import {makeCustomers} from "./world.ts";

/** The invented company as the files of its drops. */
export function makeCompany(): DropFile[] {
  const customers = makeCustomers();
  const partners = makePartners(customers);
  const deals = makeDeals(partners, customers);
  const files = [
    ...dropsOf("partners", partners.map(partnerHistory)),
    ...dropsOf("people", peopleHistories(partners)),
    ...dropsOf("customers", customers.map(customerHistory)),
    ...dropsOf("deals", deals.map(dealHistory)),
    ...dropsOf("deal_partners", deals.flatMap(dealPartnerHistories)),
    ...dropsOf("referrals", makeReferrals(partners, customers, deals).map(referralHistory)),
    ...dropsOf("tickets", makeTickets(partners, customers, deals).map(ticketHistory)),
    ...dropsOf("activities", activityHistories(partners, customers)),
    ...dropsOf("rates", rateHistories())
  ];
  return soil(files);
}
