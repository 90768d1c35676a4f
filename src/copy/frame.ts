import type {About} from "../contract/index.js";
import {counted, longDate, period} from "../shared/formats.js";
import {staleNote} from "./begins.js";

/* What is on every page: the line above the title, and the settings at the foot. */

type Amounts = Pick<About, "amounts" | "window_days">;

/** How amounts are told to readers who do not see them exactly; "" where they do. */
export function amountsNote({amounts, window_days: days}: Amounts): string {
  if (!amounts) return "";
  if (amounts === "rounded") return "amounts rounded to two digits";
  const bands = "are lower ends of bands (1, 2, 5, 10, 20, …)";
  return amounts === "banded" ? `amounts ${bands}` : `amounts ${bands} of 100 = partner revenue of ${period(days)}`;
}

/** "data to 31 October 2026", and what has not been delivered for longer than the setting allows. */
export const dataTo = (about: Pick<About, "as_of" | "stale"> & Amounts): string =>
  [`data to ${longDate(about.as_of)}`, amountsNote(about), staleNote(about)].filter(Boolean).join(" · ");

export const datedLine = (about: Pick<About, "company" | "as_of" | "partners" | "stale"> & Amounts): string =>
  [about.company, `data to ${longDate(about.as_of)}`, counted(about.partners, "partner"), amountsNote(about), staleNote(about)]
    .filter(Boolean)
    .join(" · ");

/** Which settings behind the page's figures differ from their defaults; "" where none does. */
export const settingsLine = ({changed_settings: list}: Pick<About, "changed_settings">): string =>
  list.length
    ? `Settings behind these figures that differ from the default: ${list.map((setting) => `${setting.name} = ${setting.value} (default ${setting.default})`).join(", ")}.`
    : "";

/** At the foot of each printed sheet: where its figures come from. */
export const sheetSource = "Source: exports delivered to Handshake";

/** What a printed sheet says of the date where its reader chose an earlier one. */
export const sheetAsOf = (day: string): string => `as of ${longDate(day)}, by `;

export const noPartner = {
  title: "No such partner",
  text: "No partner in the data has this address.",
  way: "Find it in the list"
};

/** The same where the page can't tell which partner its address names: it names none, or the browser runs no scripts. */
export const unknownPartner = {
  title: "Which partner?",
  text: "This page opens the partner that its address names, which needs JavaScript.",
  way: "All partners are in the list"
};

/** What only scripts can do, where the browser runs none. */
export const needsScripts = {
  choice: "Choosing another needs JavaScript, which is off in this browser.",
  owner: "Opening one needs JavaScript, which is off in this browser.",
  whatIf: "Changing these needs JavaScript, which is off in this browser; shown are the figures of today."
};
