import {defineMapping} from "./engine/mapping.ts";

// Deleted records: a line is undone by one with the same id in "from" and "to".

/** What "npx handshake match" writes: a line counts once somebody has filled decided_by and decided_on; the others are only proposals. */
export const mapping = defineMapping({
  about: "Reviewed list of ids that stand for the same partner, customer or person",
  signature: ["from", "to", "decided_by", "decided_on"],
  table: "aliases",
  snapshot: true,
  when: [
    {column: "decided_by", filled: true},
    {column: "decided_on", filled: true}
  ],
  columns: {
    kind: {from: "kind", optional: true, lower: true, empty: "partner"},
    from_id: {from: "from"},
    to_id: {from: "to"},
    decided_by: {from: "decided_by"},
    decided_on: {from: "decided_on"}
  }
});
