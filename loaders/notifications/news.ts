import {createHash} from "node:crypto";
import type {Case, File, Sentence} from "../../src/contract/index.ts";
import {isStanding} from "../../src/copy/attention.ts";
import {plain} from "../../src/copy/say.ts";

/* What is news to a reader: leadership or an account manager, since the last publication or since they were told last. */

/** What there is to tell one reader: leadership (owner null), or an account manager. */
export interface News {
  company: string;
  as_of: string;
  /** What has not been delivered for longer than the setting allows: cases may be of what is missing. */
  stale?: File<"attention">["about"]["stale"];
  /** Where most partners have slowed at the same time: what to look at before each case is. */
  together?: Sentence;
  /** Whether other settings or definitions hold since the reader was told last. */
  redefined?: boolean;
  owner: string | null;
  /** Whether this is the first word to them: a summary of what there is, and no news. */
  baseline: boolean;
  fresh: Case[];
  /** Cases that they were told of before, and that have a further signal; leadership's also where one came up to it. */
  changed: Case[];
  resolved: Case[];
  standing: Case[];
  /** The address of their page, where the site's is known. */
  link: string | null;
}

/** The cases of leadership, or of one account manager, that are on a list. */
const casesOf = (cases: readonly Case[], owner: string | null): Case[] =>
  cases.filter((c) => isStanding(c) && (owner === null ? c.lane === "decide" : c.lane === "do" && c.owner === owner));

/** The news against the publication before: what is next to the site, and is the same for the same deliveries. */
export function publishedNews({about, cases, compared, redefined, together = []}: File<"attention">): News {
  const standing = casesOf(cases, null);
  const leaders = cases.filter((c) => c.lane === "decide");
  return {
    company: about.company,
    as_of: about.as_of,
    stale: about.stale,
    together,
    redefined: redefined ?? false,
    owner: null,
    baseline: compared === null,
    fresh: standing.filter((c) => c.news === "new"),
    changed: standing.filter((c) => c.news === "changed"),
    resolved: leaders.filter((c) => c.news === "resolved"),
    standing,
    link: null
  };
}

/** What somebody was told last of a case: more is news, the same is not. */
export interface Told {
  id: string;
  signals: string;
  about: string;
}

/** The signals of a case that can be told: one that may be of a missing delivery alone is no news until the delivery shows that it is not. */
const sureSignals = ({signals, doubted}: Case): string[] =>
  signals.split(", ").filter((signal) => !doubted?.split(", ").includes(signal));

export const toldOf = (cases: readonly Case[], owner: string | null): Told[] =>
  casesOf(cases, owner).flatMap((c) => {
    const signals = sureSignals(c).join(", ");
    return signals ? [{id: c.id, signals, about: plain(c.about)}] : [];
  });

/** News that one reader is sent: what they were told of and is gone, was taken off the list by a decision, or is on that of somebody else. */
type Personal = News & {gone: string[]; off: string[]; passed: string[]};
/** News, also those next to the site. */
export type AnyNews = News & Partial<Personal>;

/**
 * What is news to somebody since they were told last.
 * @param told what they were told; null where they never were
 * @param redefined whether other settings or definitions hold since then
 * @returns null where there is nothing to tell
 */
export function newsFor(
  {about, cases, together = []}: File<"attention">,
  owner: string | null,
  told: readonly Told[] | null,
  site: string | null,
  redefined = false
): Personal | null {
  const standing = casesOf(cases, owner);
  const known = new Map((told ?? []).map((t) => [t.id, new Set(t.signals.split(", "))]));
  const fresh = told === null ? [] : standing.filter((c) => !known.has(c.id) && sureSignals(c).length > 0);
  const hasMore = (c: Case) => sureSignals(c).some((signal) => known.get(c.id)?.has(signal) === false);
  const changed = standing.filter(hasMore);
  const still = new Set(standing.map((c) => c.id));
  const there = new Map(cases.filter(({news}) => news !== "resolved").map((c) => [c.id, isStanding(c)]));
  const left = (told ?? []).filter((t) => !still.has(t.id));
  const leftAs = (standsNow: boolean | undefined) => left.filter(({id}) => there.get(id) === standsNow).map((t) => t.about);
  if (told === null ? !standing.length : !fresh.length && !changed.length && !left.length) return null;
  return {
    company: about.company,
    as_of: about.as_of,
    stale: about.stale,
    together,
    redefined: redefined && told !== null,
    owner,
    baseline: told === null,
    fresh,
    changed,
    resolved: [],
    standing,
    link: site === null ? null : linkTo(site, owner),
    gone: leftAs(undefined),
    off: leftAs(false),
    passed: leftAs(true)
  };
}

/** The address of a reader's page: what the site's address has after its path stays after it. */
function linkTo(site: string, owner: string | null): string {
  const url = new URL(site);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${owner === null ? "attention" : "owner"}`;
  if (owner !== null) url.search = [url.search.slice(1), `name=${encodeURIComponent(owner)}`].filter(Boolean).join("&");
  return url.href;
}

/** The same for the same news to the same reader, however often it is made. */
export const keyOf = (news: AnyNews, told: readonly Told[] | null): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        news.owner,
        told,
        news.baseline,
        [...news.fresh, ...news.changed].map((c) => [c.id, c.signals]),
        [...(news.gone ?? []), ...(news.off ?? []), ...(news.passed ?? [])]
      ])
    )
    .digest("hex")
    .slice(0, 16);
