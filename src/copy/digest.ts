import {counted, plural, whole} from "../shared/formats.js";

/* What mails about cases say, to leadership and to account managers. */

interface Reader {
  company: string;
  owner: string | null;
  baseline: boolean;
}

export const digestCopy = {
  /** "Acme: 2 new cases to decide, 1 resolved"; "Acme: nothing new" */
  subject({company, owner, baseline}: Reader, fresh: number, gone: number, standing: number): string {
    const what = owner === null ? " to decide" : ` for ${owner}`;
    if (baseline) return `${company}: ${counted(standing, "case")}${what}`;
    if (!fresh && !gone) return `${company}: nothing new${owner === null ? "" : what}`;
    if (!fresh) return `${company}: ${counted(gone, "case")}${owner === null ? "" : what} resolved`;
    return `${company}: ${counted(fresh, "new case")}${what}${gone ? `, ${whole(gone)} resolved` : ""}`;
  },
  /** The title of the feed. */
  feed: (company: string) => `${company}: what needs attention`,
  baseline: "First summary: what there is now",
  fresh: "New",
  gone: "Resolved",
  nothing: "Nothing new.",
  more: (n: number) => `… and ${counted(n, "more case", "more cases")}`,
  foot: (standing: number, owner: string | null) =>
    standing
      ? `${counted(standing, "case")} ${plural(standing, "is", "are")} on ${owner === null ? "leadership’s" : "your"} list now.`
      : `No case is on ${owner === null ? "leadership’s" : "your"} list now.`
};
