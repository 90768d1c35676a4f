import {dateFormatsBeside, zoneIn} from "../../stage/suggestions.ts";
import type {Profile} from "./profile.ts";
import {quoted} from "./question.ts";
import type {Format} from "./ruleParts.ts";

/** The letters of a time zone in winter and in summer: the next file may be of the other season. */
const seasons = [
  ...["PST PDT", "MST MDT", "CST CDT", "EST EDT", "AKST AKDT", "GMT BST", "WET WEST"],
  ...["CET CEST", "MEZ MESZ", "EET EEST", "AEST AEDT", "NZST NZDT"]
].map((pair) => pair.split(" "));

/**
 * Days of which each has the letters of a time zone behind its time, as Notion writes them: "April 1, 2026 8:36 AM (PST)". Several zones
 * share them, so they move no day.
 * @returns null where a day has none, or no format reads the rest
 */
export function withoutZones({header, top}: Profile): Format | null {
  const zones = top.map((t) => zoneIn(t.value));
  if (zones.some((z) => z === null)) return null;
  const found = zones.flatMap((z) => z ?? []);
  const [format, ...others] =
    dateFormatsBeside(
      [],
      found.map((z) => z.rest)
    ) ?? [];
  if (format === undefined || others.length) return null;
  const inBoth = found.flatMap(({letters, written}) =>
    (seasons.find((s) => s.includes(letters)) ?? [letters]).map((l) => written.replace(letters, l))
  );
  const said = [...new Set(found.map((z) => quoted(z.letters)))].join(", ");
  const note = `${said} in ${quoted(header)} is a time zone in letters, which several zones share: the days are taken as they are written. If that is not precise enough, export them with an offset such as +01:00`;
  return {rule: {strip: [...new Set(inBoth)], date: format}, questions: [], notes: [note]};
}
