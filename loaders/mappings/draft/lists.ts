import {isFoldedReference} from "../engine/ids.ts";
import {holdsSeveral} from "../engine/text.ts";
import {mayBeShown} from "../../stage/findings.ts";
import {listsIn, partlyKnown, quotedNames, type PartlyKnown} from "../../stage/nameLists.ts";
import type {Export} from "./export.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/**
 * Cells that name several partners, customers or people, as linked records of a base do: each part is another cell's whole value. The
 * list itself would count as one more partner. Where some cells have the mark in a single name ("Acme, Inc."), it is only told.
 */
export async function withLists(proposals: Proposal[], found: Pick<Export, "db" | "profiles">): Promise<Proposal[]> {
  const judged = proposals.map(async (p) => {
    const profile = found.profiles.find((o) => o.header === p.header);
    if (!profile || p.rule === null || p.column.kind !== "id" || !isFoldedReference(p.column)) return p;
    return withOtherMarks(p.rule.split === undefined ? await withList(p, profile, found.db) : p, profile, found.db);
  });
  return Promise.all(judged);
}

/** A rule takes names apart at one mark: lists with another one would each count as one more name, and only a person can correct the export. */
async function withOtherMarks(proposal: Proposal, profile: Profile, db: Export["db"]): Promise<Proposal> {
  const mark = proposal.rule?.split;
  if (mark === undefined) return proposal;
  const cells = `(select ordinal, ${profile.cell} as cell from raw where not ${holdsSeveral(profile.cell, mark)})`;
  const notes = (await listsIn(db, cells)).map(({name, lists}) => {
    const [holds, it] = lists === 1 ? ["holds", "it counts"] : ["hold", "each counts"];
    return `${counted(lists, "cell")} of ${quoted(profile.header)} ${holds} several names between ${name}, each of which other records have alone: ${it} as a name of its own; if it is several, export them all with ${quoted(mark)}, or one name a record`;
  });
  return notes.length ? {...proposal, notes: [...proposal.notes, ...notes]} : proposal;
}

async function withList(proposal: Proposal, profile: Profile, db: Export["db"]): Promise<Proposal> {
  const cells = `(select ordinal, ${profile.cell} as cell from raw)`;
  const [found] = await listsIn(db, cells);
  if (!found)
    return withQuoted(withPartly(proposal, profile, await partlyOf(proposal, cells, db)), profile, await quotedNames(db, cells));
  const {mark, name, lists, all, parted, example} = found;
  const shown = mayBeShown(proposal.column) ? `, such as ${quoted(example)}` : "";
  const told = `${counted(lists, "cell")} of ${quoted(profile.header)} ${lists === 1 ? "holds" : "hold"} several names between ${name}, each of which other records have alone${shown}`;
  const notes = proposal.notes.filter((n) => !n.includes("holds names, with white space"));
  if (!parted) {
    const one = lists === 1 ? "it counts" : "each counts";
    return {
      ...proposal,
      notes: [...proposal.notes, `${told}: ${one} as a name of its own; if it is several, export one name a record`]
    };
  }
  if (all)
    return {
      ...proposal,
      rule: {...proposal.rule!, split: mark},
      name: proposal.name && {...proposal.name, split: mark},
      notes: [...notes, `${told}: the first is taken, the others get nothing of it`]
    };
  const whole = `${told}, and others have the mark in one name: each list counts as a name of its own; export one name a record`;
  return {...proposal, notes: [...notes, whole]};
}

/** Of partners only: behind the comma of a customer there is mostly its place. */
const partlyOf = async ({column}: Proposal, cells: string, db: Export["db"]): Promise<PartlyKnown[]> =>
  column.name === "partner_id" ? partlyKnown(db, cells) : [];

/** What may be a list, and may be one name: nobody but a person knows. */
function withPartly(proposal: Proposal, {header}: Profile, found: PartlyKnown[]): Proposal {
  const notes = found.map(({name, cells, example}) => {
    const [holds, it] = cells === 1 ? ["holds", "it counts"] : ["hold", "each counts"];
    return `${counted(cells, "cell")} of ${quoted(header)} ${holds} a name that other records have alone, and more beside it between ${name}, such as ${quoted(example)}: ${it} as a name of its own; if that is several names, export one name a record`;
  });
  return notes.length ? {...proposal, notes: [...proposal.notes, ...notes]} : proposal;
}

/** The mark takes names out of their quotation marks too. */
function withQuoted(proposal: Proposal, {header}: Profile, n: number): Proposal {
  if (!n) return proposal;
  const [have, it, is] = n === 1 ? ["has a name", "it", "is"] : ["have names", "they", "are"];
  const told = `${counted(n, "cell")} of ${quoted(header)} ${have} with a comma in quotation marks, as linked records of a base are written: ${it} ${is} read without them; of several names the first is taken`;
  return {
    ...proposal,
    rule: {...proposal.rule!, split: ","},
    name: proposal.name && {...proposal.name, split: ","},
    notes: [...proposal.notes.filter((x) => !x.includes("holds names, with white space")), told]
  };
}
