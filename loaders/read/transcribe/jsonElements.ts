import {aroundLimit} from "./envelope.ts";
import {depthLimit} from "./flatJson.ts";
import {rawLimit, recordLimit} from "./records.ts";

/** An element of a JSON array: its text (its beginning only, where it is too long), and the line on which it begins. */
export interface JsonElement {
  line: number;
  text: string;
  tooLong: boolean;
}

const ws = new Set([" ", "\t", "\n", "\r"]);
/** Characters that mean something between texts, and within them. */
const structural = flags('"{}[],\n');
const inText = flags('"\\\n');

function flags(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const c of characters) table[c.charCodeAt(0)] = 1;
  return table;
}

/** The place of the next character of a table, or the end. */
function next(text: string, from: number, table: Uint8Array): number {
  let at = from;
  while (at < text.length && table[text.charCodeAt(at)] !== 1) at++;
  return at;
}

type State = "before" | "first" | "element" | "next" | "comma" | "after";

/**
 * Cuts a JSON array into its elements while its text arrives, holding one element at a time. It follows quotes and brackets only;
 * whether an element is JSON is for its reader to say.
 */
export class JsonElements {
  #state: State = "before";
  #line = 1;
  #depth = 0;
  #quoted = false;
  /** A backslash was the last character of a piece. */
  #escaped = false;
  #element: JsonElement = {line: 1, text: "", tooLong: false};
  readonly #visit: (element: JsonElement) => void;
  /** What is behind the array, where something may. */
  #rest: string | null;

  /** @param options.enclosed whether the array is part of an answer, and on which line it begins there */
  constructor(visit: (element: JsonElement) => void, options: {enclosed?: boolean; line?: number} = {}) {
    this.#visit = visit;
    this.#rest = options.enclosed ? "" : null;
    this.#line = options.line ?? 1;
  }

  get rest(): string {
    return this.#rest ?? "";
  }

  /** @throws SyntaxError where it is no array, or nested too deep. */
  take(text: string): void {
    for (let at = 0; at < text.length;) at = this.#state === "element" ? this.#inside(text, at) : this.#between(text, at);
    if ((this.#rest?.length ?? 0) > aroundLimit)
      throw new SyntaxError(`more than ${aroundLimit} characters follow its list of records`);
  }

  /** @throws SyntaxError where the array has no end. */
  end(): void {
    if (this.#state === "before") throw new SyntaxError("there is no array");
    if (this.#state !== "after") throw new SyntaxError("the array has no end");
  }

  #between(text: string, at: number): number {
    if (this.#state === "after" && this.#rest !== null) {
      this.#rest += text.slice(at, at + aroundLimit + 1);
      return text.length;
    }
    const c = text[at]!;
    if (c === "\n") this.#line++;
    if (ws.has(c)) return at + 1;
    if (this.#state === "before" && c === "[") this.#state = "first";
    else if ((this.#state === "first" || this.#state === "next") && c === "]") this.#state = "after";
    else if (this.#state === "next" && c === ",") this.#state = "comma";
    else if ((this.#state === "first" || this.#state === "comma") && c !== "," && c !== "]") return this.#begin(at);
    else throw new SyntaxError(`an unexpected character is on line ${this.#line}`);
    return at + 1;
  }

  #begin(at: number): number {
    this.#state = "element";
    this.#element = {line: this.#line, text: "", tooLong: false};
    return at;
  }

  #inside(text: string, start: number): number {
    let at = start;
    while (at < text.length) {
      if (this.#quoted) at = this.#throughText(text, at);
      else {
        at = next(text, at, structural);
        const c = text[at];
        if (c === undefined) break;
        if (this.#depth === 0 && (c === "," || c === "]")) return this.#finish(text, start, at);
        at++;
        this.#step(c);
      }
    }
    this.#keep(text.slice(start));
    return text.length;
  }

  #step(c: string): void {
    if (c === '"') this.#quoted = true;
    else if (c === "\n") this.#line++;
    else if (c === "{" || c === "[") this.#depth++;
    else if (c === "}" || c === "]") this.#depth--;
    if (this.#depth > depthLimit) throw new SyntaxError(`it is nested more than ${depthLimit} deep, on line ${this.#line}`);
    if (this.#depth < 0) throw new SyntaxError(`a bracket is closed that was never opened, on line ${this.#line}`);
  }

  #throughText(text: string, start: number): number {
    if (this.#escaped) {
      this.#escaped = false;
      return start + 1;
    }
    const at = next(text, start, inText);
    if (at === text.length) return at;
    if (text[at] === "\n") throw new SyntaxError(`a text is not closed on line ${this.#line}`);
    if (text[at] === '"') this.#quoted = false;
    else this.#escaped = true;
    return at + 1;
  }

  #finish(text: string, start: number, end: number): number {
    this.#keep(text.slice(start, end));
    this.#state = "next";
    this.#visit(this.#element);
    return end;
  }

  #keep(text: string): void {
    const element = this.#element;
    if (element.tooLong) return;
    element.text += text;
    element.tooLong = element.text.length > recordLimit;
    if (element.tooLong) element.text = element.text.slice(0, rawLimit);
  }
}
