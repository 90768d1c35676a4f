import type {Answer, Sentence} from "../contract/index.js";
import {withheldId} from "../shared/address.js";
import {counted, whole} from "../shared/formats.js";
import {somebody} from "./names.js";

type Piece = string | number | Sentence | Sentence[number];

/** A sentence from a template: say`${partner(p)} alone brings ${strong("19%")}.` Values stay data; nothing is ever markup. */
export function say(texts: TemplateStringsArray, ...values: Piece[]): Sentence {
  const pieces = texts.flatMap((text, i): Sentence => [text, ...piece(values[i])]);
  return joined(pieces);
}

const piece = (value: Piece | undefined): Sentence =>
  value === undefined ? [] : typeof value === "number" ? [whole(value)] : Array.isArray(value) ? value : [value];

/** Neighbouring texts become one; empty ones go. */
function joined(pieces: Sentence): Sentence {
  const out: Sentence = [];
  for (const p of pieces) {
    const last = out.at(-1);
    if (p === "") continue;
    const rest = endsWithStop(last) && typeof p === "string" ? p.replace(/^\.(?=\s|$)/, "") : p;
    if (rest === "") continue;
    if (typeof rest === "string" && typeof last === "string") out[out.length - 1] = last + rest;
    else out.push(rest);
  }
  return out;
}

/** A name may end with a full stop, "Acme, Inc.", which then ends the sentence too. */
const endsWithStop = (part: Sentence[number] | undefined): boolean =>
  part !== undefined && (typeof part === "string" ? part : "strong" in part ? part.strong : part.name).endsWith(".");

export const strong = (text: string): Sentence => [{strong: text}];

/** A partner by name, leading to its page. */
export const partner = ({id, name}: {id: string; name: string}): Sentence => [{id, name}];

/** An account manager by name, leading to their page; one that is not named leads nowhere. */
export const manager = (name: string): Sentence =>
  name === somebody ? [name] : [{to: `./owner?${new URLSearchParams({name}).toString()}`, name}];

/** A customer by name, leading to what is left without it; one that is not named leads nowhere. */
export const customer = (id: string | null, name: string): Sentence =>
  id === null || id === withheldId
    ? [name]
    : [{to: `./concentration?${new URLSearchParams({of: "customer", gone: id}).toString()}`, name}];

/** "A, B and C". */
export const listing = (items: readonly Sentence[]): Sentence =>
  joined(items.flatMap((item, i): Sentence => (i === 0 ? item : [i === items.length - 1 ? " and " : ", ", ...item])));

/** "A, B and C", at most `most` of them, then "and 4 others". */
export function partners(list: readonly {id: string; name: string}[], most = 3): Sentence {
  const shown = list.length > most + 1 ? list.slice(0, most) : list;
  const rest = list.length - shown.length;
  const items = [...shown.map(partner), ...(rest ? [[counted(rest, "other")] as Sentence] : [])];
  return listing(items);
}

/** Whether a sentence names a partner, and so leads to its page. */
export const isNamed = (sentence: Sentence): boolean => sentence.some((part) => typeof part === "object" && "id" in part);

/** Sentences one after the other in a paragraph; empty ones are left out. */
export const paragraph = (...sentences: Sentence[]): Sentence =>
  joined(sentences.filter((s) => s.length).flatMap((s, i): Sentence => (i ? [" ", ...s] : s)));

/** A sentence that goes on: its first letter small, unless it is a name. */
export const lowered = ([start, ...rest]: Sentence): Sentence =>
  typeof start === "string"
    ? [start.charAt(0).toLowerCase() + start.slice(1), ...rest]
    : start === undefined
      ? []
      : [start, ...rest];

export const nothing: Sentence = [];

/** A sentence without its links and emphasis, as a mail or a feed shows it. */
export const plain = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === "string" ? part : "strong" in part ? part.strong : part.name)).join("");

/** The words of a section; empty paragraphs are left out. */
export const answer = (
  question: string | null,
  finding: Sentence,
  paragraphs: Sentence[] = [],
  way: Answer["way"] = null
): Answer => ({
  question,
  finding,
  paragraphs: paragraphs.filter((s) => s.length),
  way
});
