import {counted, plural, whole} from "../shared/formats.js";

/* What mails about cases say, to leadership and to account managers. */

interface Reader {
  company: string;
  owner: string | null;
  baseline: boolean;
}

/** How many cases are news, by what makes them so. */
interface Counts {
  fresh: number;
  changed: number;
  gone: number;
  off: number;
  passed: number;
}

export const digestCopy = {
  /** "Acme: 2 new cases to decide, 1 changed, 1 resolved"; "Acme: nothing new" */
  subject({company, owner, baseline}: Reader, {fresh, changed, gone, off, passed}: Counts, standing: number): string {
    const what = owner === null ? " to decide" : ` for ${owner}`;
    const whose = owner === null ? "" : what;
    if (baseline) return `${company}: ${counted(standing, "case")}${what}`;
    const parts = [
      {n: fresh, first: `${counted(fresh, "new case")}${what}`, then: ""},
      {n: changed, first: `${counted(changed, "changed case")}${what}`, then: "changed"},
      {n: gone, first: `${counted(gone, "case")}${whose} resolved`, then: "resolved"},
      {n: off, first: `${counted(off, "case")}${whose} taken off the list`, then: "taken off the list"},
      {n: passed, first: `${counted(passed, "case")}${whose} passed on`, then: "passed on"}
    ].filter(({n}) => n);
    const told = parts.map(({n, first, then}, i) => (i ? `${whole(n)} ${then}` : first));
    return `${company}: ${told.length ? told.join(", ") : `nothing new${whose}`}`;
  },
  /** The title of the feed. */
  feed: (company: string) => `${company}: what needs attention`,
  baseline: "First summary: what there is now",
  fresh: "New",
  changed: "Changed",
  gone: "Resolved",
  /** Cases that were snoozed, are done or not to be done: what raised them may hold on. */
  off: "Taken off the list by a decision",
  /** Cases that are still open, on the list of somebody else. */
  passed: "With somebody else now",
  nothing: "Nothing new.",
  more: (n: number) => `… and ${counted(n, "more case", "more cases")}`,
  foot: (standing: number, owner: string | null) =>
    standing
      ? `${counted(standing, "case")} ${plural(standing, "is", "are")} on ${owner === null ? "leadership’s" : "your"} list now.`
      : `No case is on ${owner === null ? "leadership’s" : "your"} list now.`
};
