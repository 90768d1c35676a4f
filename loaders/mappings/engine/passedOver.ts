import {Refusal} from "../../read/refusal.ts";
import {partsOf} from "./mapping.ts";
import type {NamedMapping} from "./mappings.ts";
import {signaturesOf} from "./walk.ts";

/**
 * What is told of a file that has all headers its table needs, where a mapping was written for such a file and some others are missing
 * for it: read without that mapping, its words and amounts may be other ones. Null where none was written for such headers and that table:
 * a deal has the headers of deal_partners too.
 * @param needed the headers that the table needs
 * @param present the headers of the file, in lower case
 * @param mappings those that may read a file of its name
 * @throws Refusal where the mapping says by name that the file is its own
 */
export function passedOver(
  table: string,
  needed: readonly string[],
  present: ReadonlySet<string>,
  mappings: readonly NamedMapping[]
): string | null {
  const [nearest] = mappings
    .filter(({mapping}) => partsOf(mapping).some((part) => part.table === table))
    .flatMap(({file, mapping}) =>
      signaturesOf(mapping)
        .map((signature) => signature.map((h) => h.toLowerCase()))
        .filter((signature) => needed.every((h) => signature.includes(h)))
        .map((signature) => ({file, byName: mapping.file !== undefined, lacks: signature.filter((h) => !present.has(h))}))
    )
    // one that lacks none is read from another line or sheet
    .filter(({lacks}) => lacks.length)
    .sort((a, b) => Number(b.byName) - Number(a.byName) || a.lacks.length - b.lacks.length);
  if (!nearest) return null;
  const {file, lacks} = nearest;
  const missing = lacks.map((h) => JSON.stringify(h)).join(", ");
  const [columns, them] = lacks.length === 1 ? ["this column", "it"] : ["these columns", "them"];
  if (nearest.byName)
    throw new Refusal(
      "header",
      `By its name it is read by ${file}, but it has no ${missing}. Export ${columns} too, or take ${them} out of the signature there. If the file came before that mapping was written, narrow file there to the names of later exports.`
    );
  return `read by the headers of ${table} and not by ${file}, which was written for them too, as it has no ${missing}. If the export has lost ${columns}, give ${them} back; if that mapping is for other files, name these in it with file`;
}
