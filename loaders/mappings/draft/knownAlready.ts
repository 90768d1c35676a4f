import path from "node:path";
import {Refusal} from "../../read/refusal.ts";
import {layoutKey} from "../../read/layout.ts";
import {readName} from "../../receive/names.ts";
import type {NamedMapping} from "../engine/mappings.ts";
import {fitsName, recognise} from "../engine/recognise.ts";

/**
 * What is said of an export whose headers hold the signature of mappings: that it is known, or what keeps a run from reading it, which a
 * signature alone does not tell.
 * @param fitting the mappings that it fits, of all that are known
 */
export function knownAlready(
  file: string,
  headers: string[],
  fitting: readonly NamedMapping[],
  known: NamedMapping[]
): {exitCode: number; text: string} {
  const refused = refusalOf(file, headers, fitting, known);
  const text = refused ?? `${file} is recognised by ${filesOf(fitting)} already.`;
  return {exitCode: refused === null ? 0 : 65, text: `${text} Nothing was written.`};
}

const filesOf = (mappings: readonly NamedMapping[]): string => mappings.map((m) => m.file).join(" and ");

function refusalOf(file: string, first: string[], fitting: readonly NamedMapping[], known: NamedMapping[]): string | null {
  const name = path.basename(file);
  const files = filesOf(fitting);
  if (!fitting.some(({mapping}) => fitsName(mapping, name))) {
    const patterns = fitting.map(({mapping}) => JSON.stringify(mapping.file)).join(" or ");
    return `${file} has the headers of ${files}, which reads files called ${patterns} only: rename it, or widen "file" there.`;
  }
  try {
    const named = new Map(fitting.map((m) => [layoutKey(m.mapping), first]));
    recognise({name, table: readName(name).table}, {first, named}, known);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${file} is known by its headers, and a run refuses it all the same: ${error.message} If a column has another name, add that name in ${files}, or in a copy of it in your own folder of mappings, which goes before it.`;
  }
}
