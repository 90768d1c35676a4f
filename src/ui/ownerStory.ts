import type {Case, File, Partner} from "../contract/index.js";
import {isStanding} from "../copy/attention.js";
import {somebody} from "../copy/names.js";
import {needsScripts} from "../copy/frame.js";
import {ownerLinkText} from "../copy/owner.js";
import {siteLink} from "../shared/address.js";
import {rowsOf} from "../shared/rows.js";
import {rowsOnSheets} from "../shared/rowsOnSheets.js";
import {element} from "./dom.js";
import {withoutScripts} from "./withoutScripts.js";

/** The address of an account manager's page. */
const ownerLink = (name: string): string => siteLink(`./owner?name=${encodeURIComponent(name)}`);

/** Each account manager with how many cases are theirs to act on, the most first, as the way to their page. */
export function ownersIn(cases: readonly Case[]): Node {
  const counts = new Map<string, number>();
  for (const c of cases)
    if (c.lane === "do" && isStanding(c) && c.owner !== null && c.owner !== somebody)
      counts.set(c.owner, (counts.get(c.owner) ?? 0) + 1);
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b, "en"));
  return element(
    "ul",
    {class: "owners"},
    ...ordered.map(([name, n]) => element("li", {}, element("a", {href: ownerLink(name)}, name), ` ${ownerLinkText(n)}`))
  );
}

/** The ways to every account manager's page, but the one that is shown. */
export const ownerMenu = (owners: readonly string[], shown: string | null): Node =>
  element(
    "div",
    {},
    withoutScripts(needsScripts.owner),
    element(
      "ul",
      {class: "owners"},
      ...owners.filter((name) => name !== shown).map((name) => element("li", {}, element("a", {href: ownerLink(name)}, name)))
    )
  );

interface Sources {
  published: File<"partners">;
  attention: File<"attention">;
  owners: File<"owners">;
}

/** The rows of each file that belong to one account manager; null for no name, and for one that none has. */
export function ownerIn({published, attention, owners}: Sources, name: string | null) {
  if (name === null || !owners.owners.includes(name)) return null;
  const mine = <R extends {owner: string | null}>(rows: R[]) => rows.filter((row) => row.owner === name);
  const partners: Partner[] = rowsOf(published.partners).filter((row) => row.manager === name);
  const cases = attention.cases.filter((c) => c.owner === name && isStanding(c));
  const lists = {
    partners,
    due: mine(rowsOf(owners.worklist)),
    registrations: mine(rowsOf(owners.registrations)),
    referrals: mine(rowsOf(owners.referrals)),
    pipeline: mine(rowsOf(owners.pipeline))
  };
  return {
    ...lists,
    name,
    /** Those that leadership decides first: the account manager has to know of them. */
    cases: [...cases.filter((c) => c.lane === "decide"), ...cases.filter((c) => c.lane === "do" && c.shown)],
    more: cases.filter((c) => c.lane === "do" && !c.shown),
    /** How many rows of each list are shown at first, and printed. */
    first: rowsOnSheets(lists, 40)
  };
}
