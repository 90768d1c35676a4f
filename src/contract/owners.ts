import {z} from "zod";
import {About} from "./about.ts";
import {subjectOf, worklist} from "./attention.ts";
import {columns, count, day, money, personName, table, text} from "./columns.ts";

/** What waits at each account manager's partners. */
export const registrationsWaiting = table(
  {metric: null, order: "due_on, name, customer"},
  {
    id: text("the partner", "partner"),
    name: text("the partner's name", "partner"),
    owner: subjectOf("the account manager", "person"),
    customer: subjectOf("the customer's name", "customer"),
    registered_on: day("the day of the registration"),
    due_on: day("the day by which it is to be decided"),
    amount: money("what the deal is worth").nullable()
  }
);
export const referralsUnanswered = table(
  {metric: null, order: "made_on, name, customer"},
  {
    id: text("the partner", "partner"),
    name: text("the partner's name", "partner"),
    owner: subjectOf("the account manager", "person"),
    customer: subjectOf("the customer's name", "customer"),
    made_on: day("the day it was made"),
    days: count("days since", {unit: "days", tells: "day"})
  }
);
export const ownerPipeline = table(
  {metric: null, order: "amount desc, name"},
  {
    id: text("the partner", "partner"),
    name: text("the partner's name", "partner"),
    owner: subjectOf("the account manager", "person"),
    deals: count("open deals", {unit: "deals"}),
    oldest_on: day("the day the oldest was opened"),
    amount: money("what they are worth"),
    excluded_deals: count("of these without an exchange rate, which have no worth here", {unit: "deals"})
  }
);

/** What an account manager's page has besides cases and partners. */
export const Owners = z.strictObject({
  about: About,
  owners: z.array(personName("an account manager", "m.manager_id")),
  worklist: columns(worklist.row),
  registrations: columns(registrationsWaiting.row),
  referrals: columns(referralsUnanswered.row),
  pipeline: columns(ownerPipeline.row)
});
