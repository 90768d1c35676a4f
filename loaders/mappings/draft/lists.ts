import {literal} from "../../engines/duckdb.ts";
import {isFoldedReference} from "../engine/ids.ts";
import type {Export} from "./export.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

const marks: [mark: string, name: string][] = [
  [",", "commas"],
  ["|", "upright strokes"],
  ["/", "strokes"],
  ["\n", "line breaks"]
];

/**
 * Cells that name several partners, customers or people, as linked records of a base do: each part is another cell's whole value. The
 * list itself would count as one more partner. Where some cells have the mark in a single name ("Acme, Inc."), it is only told.
 */
export async function withLists(proposals: Proposal[], found: Pick<Export, "db" | "profiles">): Promise<Proposal[]> {
  const judged = proposals.map(async (p) => {
    const profile = found.profiles.find((o) => o.header === p.header);
    const plain = p.rule !== null && p.rule.split === undefined && p.column.kind === "id" && isFoldedReference(p.column);
    return profile && plain ? withList(p, profile, found.db) : p;
  });
  return Promise.all(judged);
}

async function withList(proposal: Proposal, profile: Profile, db: Export["db"]): Promise<Proposal> {
  const counts = marks.map(([mark], i) => `count(*) filter (contains(cell, ${literal(mark)})) as n${i}`);
  const [there] = await db.rows<Record<string, string>>(
    `select ${counts.join(", ")} from (select ${profile.cell} as cell from raw)`
  );
  for (const [mark, name] of marks.filter((_, i) => there![`n${i}`] !== "0")) {
    const [row] = await db.rows<{lists: string; marked: string; example: string | null}>(listsSql(profile.cell, mark));
    const lists = Number(row!.lists);
    if (!lists) continue;
    const all = lists === Number(row!.marked);
    const told = `${counted(lists, "cell")} of ${quoted(profile.header)} ${lists === 1 ? "holds" : "hold"} several names between ${name}, each of which other records have alone, such as ${quoted(row!.example!)}`;
    const notes = proposal.notes.filter((n) => !n.includes("holds names, with white space"));
    return all
      ? {
          ...proposal,
          rule: {...proposal.rule!, split: mark},
          name: proposal.name && {...proposal.name, split: mark},
          notes: [...notes, `${told}: the first is taken, the others get nothing of it`]
        }
      : {
          ...proposal,
          notes: [
            ...notes,
            `${told}, and others have the mark in one name: each list counts as a name of its own; export one name a record`
          ]
        };
  }
  return proposal;
}

/** How many cells have the mark, and of how many each part is the whole of another cell. */
const listsSql = (cell: string, mark: string): string => `with cells as (select ordinal, ${cell} as cell from raw),
  names as (select distinct cell as name from cells where cell is not null),
  marked as (select ordinal, cell, list_filter(list_transform(string_split(cell, ${literal(mark)}), lambda part: trim(part)), lambda part: part <> '') as parts
    from cells where contains(cell, ${literal(mark)})),
  unknown as (select distinct ordinal from (select ordinal, unnest(parts) as part from marked) where part not in (select name from names)),
  lists as (select * from marked where len(parts) > 1 and ordinal not in (select ordinal from unknown))
  select count(*) as marked, (select count(*) from lists) as lists, (select arg_min(cell, ordinal) from lists) as example from marked`;
