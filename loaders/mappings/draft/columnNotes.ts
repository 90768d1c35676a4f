import type {Profile} from "./profile.ts";
import {counted, quoted} from "./question.ts";

/** What there is to say of a column that is not filled everywhere. */
export function emptyNotes(required: boolean, name: string, profile: Profile): string[] {
  const missing = profile.records - profile.filled - profile.failed;
  if (!profile.filled)
    return [
      `${quoted(profile.header)} is empty throughout this file${required ? ": export it filled, or choose another column" : ""}`
    ];
  if (profile.nulls.length && !required)
    return [`${profile.nulls.map(quoted).join(", ")} in ${quoted(profile.header)} count as empty`];
  if (!required || !missing) return [];
  const words = profile.nulls.length ? ` or ${profile.nulls.map(quoted).join(", ")}` : "";
  return [
    `${quoted(profile.header)} is needed, and empty${words} in ${counted(missing)} of ${profile.records}: they go to quarantine (${name}) until they are filled in, or the mapping says with "empty" what to take instead`
  ];
}

/** What failed formulas left is no value and no word for nothing: only the workbook that it is from can tell what it should be. */
export const errorNotes = ({header, errors}: Profile): string[] =>
  errors.length
    ? [
        `${errors.map(quoted).join(", ")} in ${quoted(header)} is what a formula leaves that failed: those records go to quarantine until it is corrected in the workbook`
      ]
    : [];

/** Systems write 0 for a reference to nothing; as an id it would be one partner or customer for all of them. */
export function zeroNotes(name: string, kind: string, {header, top, distinct}: Profile): string[] {
  const zero = top.find((t) => t.value === "0");
  return kind === "id" && zero && distinct > 1
    ? [
        `"0" in ${quoted(header)} (${counted(zero.count)}) often means none: then say ${name}: {from: ${quoted(header)}, nulls: ["0"]}`
      ]
    : [];
}
