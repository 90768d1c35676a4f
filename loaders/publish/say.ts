import type {Sentence} from "../../src/contract/index.ts";

type Piece = string | number | Sentence | Sentence[number];

/** A sentence from a template: say`${partner(p)} alone brings ${strong("19 %")}.` Values stay data; nothing is ever markup. */
export function say(texts: TemplateStringsArray, ...values: Piece[]): Sentence {
  const pieces = texts.flatMap((text, i): Sentence => [text, ...piece(values[i])]);
  return joined(pieces);
}

const piece = (value: Piece | undefined): Sentence =>
  value === undefined ? [] : typeof value === "number" ? [String(value)] : Array.isArray(value) ? value : [value];

/** Neighbouring texts become one; empty ones go. */
function joined(pieces: Sentence): Sentence {
  const out: Sentence = [];
  for (const p of pieces) {
    const last = out.at(-1);
    if (p === "") continue;
    if (typeof p === "string" && typeof last === "string") out[out.length - 1] = last + p;
    else out.push(p);
  }
  return out;
}

export const strong = (text: string): Sentence => [{strong: text}];

/** A partner by name, leading to its page. */
export const partner = ({id, name}: {id: string; name: string}): Sentence => [{id, name}];

/** "A, B and C", at most `most` of them, then "and four others". */
export function partners(list: readonly {id: string; name: string}[], most = 3): Sentence {
  const shown = list.length > most + 1 ? list.slice(0, most) : list;
  const rest = list.length - shown.length;
  const items = [...shown.map(partner), ...(rest ? [[`${rest} others`] as Sentence] : [])];
  return joined(items.flatMap((item, i): Sentence => (i === 0 ? item : [i === items.length - 1 ? " and " : ", ", ...item])));
}

/** Sentences one after the other in a paragraph; empty ones are left out. */
export const paragraph = (...sentences: Sentence[]): Sentence =>
  joined(sentences.filter((s) => s.length).flatMap((s, i): Sentence => (i ? [" ", ...s] : s)));

export const nothing: Sentence = [];
