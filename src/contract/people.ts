import {z} from "zod";
import {About} from "./about.ts";
import {columns, count, day, fraction, money, partnerId, partnerName, personName, rank, share, table, text} from "./columns.ts";
import {alliances} from "./reciprocity.ts";
import {Answer} from "./words.ts";

const all = {tells: "open"} as const;

/** What each of our reps won, where it comes from, and how much of the open pipeline is the rep's own. */
export const reps = table(
  {metric: "rep_concentration", key: "rep_id", order: "net desc, name", rowsOf: "person"},
  {
    name: personName("our rep", "m.rep_id"),
    net: money("net revenue in the window", {from: "m.won_net"}),
    partners: count("partners in it", {unit: "partners"}),
    customers: count("customers in it", {unit: "customers"}),
    top_id: text("the largest partner", "partner", {from: "m.top_partner_id"}).nullable(),
    top_name: partnerName("m.top_partner_id").nullable(),
    top_share: share("its part", {from: "m.top_partner_share"}).nullable(),
    top_customer: text("the largest customer", "customer", {nameOf: ["customers", "m.top_customer_id"]}).nullable(),
    top_customer_share: share("its part").nullable(),
    depends_on: text("whether more than half comes from one customer or partner", "outcome", {
      from: "m.rep_dependency"
    }).nullable(),
    pipeline_deals: count("open deals", {from: "coalesce(own_pipeline.deals, 0)"}),
    pipeline_recorded: count("open deals whose origin is known", {from: "coalesce(own_pipeline.recorded, 0)"}),
    own_share: fraction("part that the rep or the rep's partners found", {from: "own_pipeline.own_share"}).nullable()
  }
);

/** Referrals between one of ours and a partner, both ways, in the evidence window; the thousand with most. */
export const matrix = table(
  {metric: null, order: "received + given desc, ours, name, person", rowsOf: "person"},
  {
    ours: text("our person", "person"),
    person: rank("a number of the person's own, as two may have one name"),
    id: partnerId(),
    name: text("the partner's name", "partner"),
    received: count("referrals received"),
    given: count("referrals given")
  }
);

/** How many of our people had exchanged a referral with a partner by a day on which one more did. */
export const adoption = table(
  {metric: "adoption", dates: "none", order: "name, id, first_on, reps", rowsOf: "person"},
  {
    id: partnerId(),
    name: partnerName(),
    first_on: day("day of the first referral of one more"),
    reps: count("of our people by then", {unit: "persons"})
  }
);

/** Pairs of people, ours and theirs, that exchange referrals. */
export const People = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  alliances: columns(alliances.row),
  reps: columns(reps.row),
  matrix: columns(matrix.row),
  /** From this part on somebody depends on one customer or partner. */
  dependency_share: fraction("the setting", all),
  adoption: columns(adoption.row)
});
