import type {Tells} from "../../src/contract/columns.ts";
import type {Audience} from "./audience.ts";

type Row = Record<string, unknown>;
type Classes = Readonly<Record<string, Tells>>;

const has = (row: Row, classes: Classes, kind: Tells): boolean =>
  Object.entries(classes).some(([column, tells]) => tells === kind && row[column] !== null && row[column] !== undefined);

/**
 * An audience as it is shown one row. Which people and customers a partner works with is known outside: where partners are coded, a row about one tells neither its
 * people nor its customers, not even by code, since whoever knows how many a partner works with, or one of them by what it buys, would find
 * its code. A coded customer would be found by the partner in the same row.
 * @see Narayanan and Shmatikov 2009, De-anonymizing social networks
 */
export const audienceFor = (row: Row, classes: Classes, audience: Audience): Audience =>
  (audience.partners === "coded" || audience.customers === "coded") && has(row, classes, "partner")
    ? unlinked(audience)
    : audience;

/** The same of a table as a whole. */
export const audienceOf = (classes: Classes, audience: Audience): Audience =>
  Object.values(classes).includes("partner") ? unlinked(audience) : audience;

const unlinked = (audience: Audience): Audience => ({
  ...audience,
  customers: audience.customers === "coded" ? "left_out" : audience.customers,
  people: audience.partners === "coded" ? "left_out" : audience.people
});

/** Whether a row is about a customer that is not named: a deal, a referral or a case with it. Its day and amount are known to the customer. */
export const ofHiddenCustomer = (row: Row, classes: Classes, {customers}: Audience): boolean =>
  customers !== "named" && has(row, classes, "customer");

/** A row of a group, such as a region, without the largest partner in it: where that is coded, the group is an attribute that tells who it is. */
export const withoutPartner = (row: Row, classes: Classes): Row =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, classes[column] === "partner" ? null : value]));
