import {counted, listed, longDate, period, plural, whole} from "../shared/formats.js";
import {gradeNames} from "./names.js";

/* What is said of a choice of partners. */

export const narrowingMenus = {
  region: {label: "All partner regions", name: "partner region"},
  tier: {label: "All tiers", name: "tier"},
  grade: {label: "All grades", name: "grade"},
  manager: {label: "All account managers", name: "account manager"}
} as const;

export const unrecorded = "not recorded";
export const showAll = "Show all partners";

/** How a value of a choice is said. */
export const choiceText = (name: keyof typeof narrowingMenus, value: string): string =>
  value === "–" ? unrecorded : name === "grade" ? ((gradeNames as Record<string, string>)[value] ?? value) : value;

type Chosen = Partial<Record<keyof typeof narrowingMenus, string>>;

const saidOf = (choice: Chosen): string =>
  Object.entries(choice)
    .map(([name, value]) => {
      const key = name as keyof typeof narrowingMenus;
      return `${narrowingMenus[key].name} ${choiceText(key, value)}`;
    })
    .join(", ");

/** The choice at the head of each printed sheet; "" where there is none. */
export const narrowedSheet = (choice: Chosen): string => (Object.keys(choice).length ? `Lists: ${saidOf(choice)}` : "");

/** What tables are narrowed to, and that the rest of the page is not. */
export function narrowedLine(choice: Chosen, found: number, of: number): string {
  return `Lists show ${saidOf(choice)}: ${whole(found)} of ${counted(of, "partner")}. Sentences and pictures are about all partners.`;
}

/**
 * That the address asks for what isn't here: all is listed, and nobody shall take it for the part. What was asked is not repeated:
 * whoever sends a link would write on the page. "" where all that is asked for is here.
 * @param names the choices whose value no partner has
 * @param quarter whether it names a quarter to compare with that there are no figures of
 */
export const notNarrowed = (names: readonly string[], quarter = false): string =>
  [
    names.length
      ? `No partner here has the ${listed(names.map((name) => narrowingMenus[name as keyof typeof narrowingMenus].name))} in the address: lists are not narrowed by ${plural(names.length, "it", "them")}.`
      : "",
    quarter ? "There are no figures of the quarter in the address to compare with." : ""
  ]
    .filter(Boolean)
    .join(" ");

/**
 * That the address asks one list for what it doesn't have, as above; "" where it has all of it.
 * @param names what the list is narrowed by of which no row has the value
 * @param order whether it names a column to sort by that there is not
 */
export const notListed = (names: readonly string[], order: boolean): string =>
  [
    names.length
      ? `No row here has the ${listed(names)} in the address: the list is not narrowed by ${plural(names.length, "it", "them")}.`
      : "",
    order ? "The list has no column of the name in the address to sort by: it is in its usual order." : ""
  ]
    .filter(Boolean)
    .join(" ");

/** What the choice of a quarter does to a page. */
export const periodLine = (quarter: string, now: string): string =>
  `Compared with the end of ${quarter}: the list below. Sentences, pictures and other lists are as of ${longDate(now)}.`;

/** What a list of partners then and now shows. */
export const periodCaption = {
  scores: (then: string): string => `Trust scores and grades on ${longDate(then)} and now`,
  referrals: (then: string, days: number): string => `Referrals in the ${period(days)} to ${longDate(then)} and to now`,
  revenue: (then: string, days: number): string => `Revenue in the ${period(days)} to ${longDate(then)} and to now`,
  loss: (then: string): string => `Shares of revenue and expected losses by inactivity on ${longDate(then)} and now`
} as const;

export const periodMissing = "The figures of that quarter could not be loaded. Reload the page to try again.";
