import type {CanonicalTable} from "../../tables/columns.ts";
import type {Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

/** Parents by name in a list whose key is an id: the id that is built from a name would be that of no record, and no group be found. */
export function withoutParentNames({key}: CanonicalTable, proposals: Proposal[]): Proposal[] {
  const own = proposals.find((p) => p.column.name === key[0]);
  if (!own?.rule?.from || own.rule.hashOf) return proposals;
  return proposals.map((p) =>
    p.column.name === "parent_id" && p.rule?.hashOf && p.header && own.header
      ? {
          ...p,
          rule: null,
          header: null,
          name: null,
          questions: [],
          notes: [
            `${quoted(p.header)} holds names, and ${quoted(own.header)} other ids: no record would be found by them, so no parent is read. Export the parent's ${quoted(own.header)} instead`
          ]
        }
      : p
  );
}
