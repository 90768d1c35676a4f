import type {Answer} from "../contract.js";
import type {Parts} from "./parts.js";
import {headline, words} from "./words.js";

/** Where a page's parts come from; both are fetched when they are needed. */
interface Source<D> {
  data: () => Promise<D>;
  parts: () => Promise<{parts: Parts<D>}>;
}

const controls = "button, input, select, summary, a";

/**
 * Makes the places of a page answer. The build has drawn them into the HTML: such a place stands as it is until a reader turns to it,
 * and only then are the data and the code fetched that make it answer. A place that nobody has drawn (while a page is being edited)
 * is drawn at once.
 * @param file the published file that the places name: data-part="overview.trust", data-words="overview.trust"
 * @param now names of parts that answer at once, such as a table whose filters stand in the address
 */
export async function enliven<D extends {words: Record<string, Answer>}>(
  file: string,
  source: Source<D>,
  now: readonly string[] = []
): Promise<void> {
  const keyOf = (place: HTMLElement) => (place.dataset["part"] ?? place.dataset["words"] ?? "").slice(file.length + 1);
  const all = [...document.querySelectorAll<HTMLElement>(`[data-part^="${file}."], [data-words^="${file}."]`)];
  let loaded: Promise<[D, {parts: Parts<D>}]> | undefined;
  const load = () => (loaded ??= Promise.all([source.data(), source.parts()]));
  const make = async (place: HTMLElement): Promise<Node | string> => {
    const [data, {parts}] = await load();
    const key = keyOf(place);
    if (place.dataset["part"]) return parts[key]?.(data) ?? "";
    const answer = data.words[key];
    return answer ? (key === "headline" ? headline(answer) : words(answer)) : "";
  };
  const waiting = all.filter((place) => "drawn" in place.dataset && !now.includes(keyOf(place)));
  for (const place of waiting) if (place.querySelector("svg[role=img], button, a.term")) wakeOnInterest(place, make);
  await Promise.all(all.filter((place) => !waiting.includes(place)).map(async (place) => swap(place, await make(place))));
}

/** Once a reader points at a place or moves the focus into it, it is made anew, this time with ears. */
function wakeOnInterest(place: HTMLElement, make: (place: HTMLElement) => Promise<Node | string>): void {
  const signs = ["pointerenter", "pointerdown", "focusin"] as const;
  let pointer: PointerEvent | undefined;
  let clicked = -1;
  const follow = (event: PointerEvent) => void (pointer = event);
  const click = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest("button, a.term") : null;
    if (target?.matches("a")) event.preventDefault();
    clicked = target ? [...place.querySelectorAll(controls)].indexOf(target) : -1;
  };
  const wake = async () => {
    for (const sign of signs) place.removeEventListener(sign, start);
    place.addEventListener("pointermove", follow);
    place.addEventListener("click", click);
    const made = await make(place);
    place.removeEventListener("pointermove", follow);
    place.removeEventListener("click", click);
    swap(place, made);
    place.dataset["awake"] = "";
    // What the reader did meanwhile still counts.
    if (clicked >= 0) (place.querySelectorAll(controls)[clicked] as HTMLElement | undefined)?.click();
    if (pointer) pointAgain(pointer);
  };
  const start = (event: Event) => {
    if (event instanceof PointerEvent) pointer = event;
    void wake();
  };
  for (const sign of signs) place.addEventListener(sign, start);
}

/** Tells what now lies under the pointer that it lies there. */
function pointAgain({clientX, clientY, pointerType}: PointerEvent): void {
  const under = document.elementFromPoint(clientX, clientY);
  for (const type of ["pointerenter", "pointermove"])
    under?.dispatchEvent(new PointerEvent(type, {clientX, clientY, pointerType, bubbles: true}));
}

/** Puts what was made into its place; what was open stays open, and the focus and a typed text stay where they were. */
function swap(place: HTMLElement, made: Node | string): void {
  const open = [...place.querySelectorAll("details")].map((d) => d.open);
  const before = [...place.querySelectorAll<HTMLElement>(controls)];
  const typed = before.map((c) => (c instanceof HTMLInputElement ? c.value : ""));
  const focus = before.findIndex((c) => c === document.activeElement);
  place.replaceChildren(made);
  place.querySelectorAll("details").forEach((d, i) => (d.open = open[i] ?? false));
  const after = [...place.querySelectorAll<HTMLElement>(controls)];
  after.forEach((c, i) => {
    if (!(c instanceof HTMLInputElement) || !typed[i]) return;
    c.value = typed[i];
    c.dispatchEvent(new Event("input"));
  });
  if (focus >= 0) after[focus]?.focus({preventScroll: true});
}
