import type {File} from "../contract/index.js";
import {siteLink} from "../shared/address.js";
import {partnersOf, withoutLink} from "../shared/ways.js";

/* Where those that revenue is split over lead to. */

type Concentration = File<"concentration">;
type Member = Concentration["dimensions"][number]["members"][number];
type Way = (member: Member) => string | null;

/** Ways by dimension: a customer or one of our people to what is left without it, a region to its partners. */
export function memberWays({
  customers,
  reps
}: Pick<Concentration, "customers" | "reps">): Record<Concentration["dimensions"][number]["dimension"], Way> {
  const without =
    (of: "customer" | "rep", {id, name, revenue}: Concentration["customers"]): Way =>
    (member) => {
      const at = name.findIndex((known, i) => known === member.name && revenue[i] === member.net);
      return at < 0 ? siteLink(`./concentration?of=${of}`) : withoutLink(of, id[at]!);
    };
  return {
    partner: () => siteLink("./partners"),
    customer: without("customer", customers),
    rep: without("rep", reps),
    region: ({name, members}) => (members > 1 ? null : partnersOf({region: name}))
  };
}

/** What is left without those that accounts must name; null for a parent of several. */
export const wayOfRecord =
  ({partners, customers}: Pick<Concentration, "partners" | "customers">) =>
  ({dimension, name, members}: Concentration["disclosures"][number]): string | null => {
    if (members > 1) return null;
    const {name: names, id} = dimension === "partner" ? partners : customers;
    const at = names.indexOf(name);
    return at < 0 ? null : withoutLink(dimension, id[at]!);
  };
