import type {About} from "../contract/index.js";
import {counted, longDate} from "../shared/formats.js";
import {staleNote} from "./begins.js";

/* What is on every page: the line above the title, and the settings at the foot. */

/** "data to 31 October 2026", and what has not been delivered for longer than the setting allows. */
export const dataTo = (about: Pick<About, "as_of" | "stale">): string =>
  [`data to ${longDate(about.as_of)}`, staleNote(about)].filter(Boolean).join(" · ");

export const datedLine = (about: Pick<About, "company" | "as_of" | "partners" | "stale">): string =>
  [about.company, `data to ${longDate(about.as_of)}`, counted(about.partners, "partner"), staleNote(about)]
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
