import {partsOf, type Mapping} from "./mapping.ts";
import {signaturesOf} from "./walk.ts";

/** Fewer headers of a signature are in many a list. */
const fewest = 4;
const leastShare = 2 / 3;

/**
 * Which mapping an unrecognised file nearly fits, and the headers that it lacks for it: an export of which a column was renamed needs no
 * draft. It names headers of the mapping only, none of the file.
 * @param present the headers of the file, in lower case
 * @returns a sentence that begins with a space, "" where no mapping is near, and the first table of the mapping that is
 */
export function nearestTo(
  present: ReadonlySet<string>,
  mappings: readonly {file: string; mapping: Mapping}[]
): {hint: string; table: string | null} {
  const [nearest] = mappings
    .flatMap(({file, mapping}) => signaturesOf(mapping).map((signature) => ({file, mapping, ...split(signature, present)})))
    .filter(({has, lacks}) => has >= fewest && has / (has + lacks.length) >= leastShare)
    .sort((a, b) => a.lacks.length - b.lacks.length || b.has - a.has);
  if (!nearest) return {hint: "", table: null};
  const one = nearest.lacks.length === 1;
  const hint = ` It nearly fits ${nearest.file}, but has no ${nearest.lacks.map((h) => `"${h}"`).join(", ")}: if the export now has ${one ? "another name for it, add that name" : "other names for them, add those names"} there, in signature and where ${one ? "it is" : "they are"} read.`;
  return {hint, table: partsOf(nearest.mapping)[0]?.table ?? null};
}

function split(signature: readonly string[], present: ReadonlySet<string>): {has: number; lacks: string[]} {
  const lacks = signature.filter((h) => !present.has(h.toLowerCase()));
  return {has: signature.length - lacks.length, lacks};
}
