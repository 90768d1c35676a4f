import {listOf, withFallbacks} from "../mappings/engine/walk.ts";
import {nameOf, values, type Failing, type Sentences} from "./failing.ts";
import type {LookupFault} from "./stagedFile.ts";

/** What is wrong with a text that no file, or more than one record of a file, answers the lookup of; one that names a person is not shown. */
export function lookedUp(f: Failing, fault: LookupFault): Sentences {
  const {in: files = "", key = ""} = (f.rule ? withFallbacks(f.rule).at(-1)!.lookup : undefined) ?? {};
  const is = f.found[0]?.value ? `${nameOf(f)} is ${values(f)}` : `${nameOf(f)} is given`;
  const header = JSON.stringify(listOf(key)[0]);
  const [column, mapping] = [f.column?.name ?? "the column", f.mapping?.file ?? "the mapping"];
  if (fault === "several")
    return {
      what: `${is}, and several records of ${files} have this under ${header}: which of them is meant is not known.`,
      edit: `Export the id in place of the name and take lookup off ${column} in ${mapping}, or give each its own name at its source.`
    };
  return {
    what: `${is}, which no record of ${files} has under ${header}.`,
    edit: `Deliver it in a file of ${files} (check that none is missing or refused), or correct the name at its source. If it stands for nothing, set empty: "" on ${column} in ${mapping}.`
  };
}
