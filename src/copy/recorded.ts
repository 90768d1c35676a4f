import type {About, Sentence} from "../contract/index.js";
import {counted, listed} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {lowered, nothing, plain, say} from "./say.js";

/* Records that were delivered and count nowhere are not data that nobody delivers: a reader is told which of the two it is. */

type Known = Pick<About, "unusable">;
type Unusable = NonNullable<About["unusable"]>;
type Table = Unusable[number]["table"];

const names: Record<Table, string> = {
  partners: "partners",
  deals: "deals",
  referrals: "referrals",
  tickets: "support tickets",
  activities: "activities"
};
const all = Object.keys(names) as Table[];

/** Those of some tables of which something was delivered and nothing counts. */
export const unusableOf = ({unusable = []}: Known, tables: readonly Table[] = all): Unusable =>
  unusable.filter(({table}) => tables.includes(table));

/** Without tickets that name no partner: those of customers alone are no fault, and a page that warns of them would warn in each run. */
export const rejectedOf = ({unusable = []}: Known): {unusable: Unusable} => ({
  unusable: unusable.filter((row) => !row.no_partner)
});

const namesOf = (found: Unusable): string => listed(found.map(({table}) => names[table]));

/** How many records of some tables that is; 0 where that is not known of one, null where a reader is told no number. */
function countOf(found: Unusable): number | null {
  const counts = found.flatMap(({records}) => (records === null ? [] : [records]));
  if (counts.length < found.length) return null;
  return counts.includes(0) ? 0 : counts.reduce((sum, n) => sum + n, 0);
}

function rejectedSentence(found: Unusable): Sentence {
  const [of, records] = [namesOf(found), countOf(found)];
  // who is told no number sees no list of deliveries either
  if (records === null) return say`The delivered ${of} could not be used`;
  const what =
    records === 0
      ? say`The delivered ${of} could not be used`
      : records === 1
        ? say`The only delivered record of ${of} could not be used`
        : say`None of ${counted(records, "delivered record")} of ${of} could be used`;
  return say`${what}; see ${[{to: "./data", name: "Data"}]}`;
}

function namelessSentence(found: Unusable): Sentence {
  const [of, records] = [namesOf(found), countOf(found)];
  if (records === null) return say`The delivered ${of} name no partner`;
  return records === 1
    ? say`The only delivered record of ${of} names no partner`
    : say`None of ${counted(records, "delivered record")} of ${of} names a partner`;
}

/** "None of 40 delivered records of deals could be used; see Data"; nothing where none was delivered, or one counts. */
export function unusableSentence(about: Known, tables?: readonly Table[]): Sentence {
  const found = unusableOf(about, tables);
  const [nameless, rejected] = [found.filter((row) => row.no_partner), found.filter((row) => !row.no_partner)];
  if (!nameless.length) return rejected.length ? rejectedSentence(rejected) : nothing;
  if (!rejected.length) return namelessSentence(nameless);
  return say`${namelessSentence(nameless)}; ${lowered(rejectedSentence(rejected))}`;
}

/** That something is not recorded, or why nothing of what was delivered counts. */
export function notRecorded(about: Known, tables: readonly Table[], otherwise: Sentence): Sentence {
  const told = unusableSentence(about, tables);
  return told.length ? told : otherwise;
}

/** The same as a note in plain words and without a number, which leads nowhere; "" where none was delivered, or one counts. */
export const unusableNote = (about: Known, tables: readonly Table[]): string =>
  plain(lowered(unusableSentence({unusable: unusableOf(about, tables).map((row) => ({...row, records: null}))})));

/** Where no lead of a closed deal can be judged: that none is recorded, or only of deals that are open or older. */
export const noLead = (about: Pick<About, "as_of" | "evidence_days" | "recorded">): Sentence =>
  about.recorded.leadership
    ? say`No deal with a partner closed in ${recordedPeriod(about.evidence_days, about)} has a recorded lead`
    : say`Who led the deals is not recorded`;
