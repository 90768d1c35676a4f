import {hasMethod, siteLink} from "../shared/address.js";
import {element} from "./dom.js";
import {terms, type Term} from "../copy/terms.js";

/**
 * A sign beside a word that opens what it means, in a box over the page that no table cuts off; Escape closes it. Without scripts it
 * leads to the definition on Method. Nothing for a word that has no entry, nor where the site has no such page.
 * @param spelled whether the sign is a text of its own; within a sentence it is none, so that the sentence stays as it is
 */
export function help(word: string, spelled = true): HTMLElement | null {
  const term = terms[word];
  if (!term || !hasMethod()) return null;
  const sign = element(
    "a",
    {class: spelled ? "term" : "term inline", href: siteLink(`./method#${term.metric}`), "aria-label": `What “${word}” means`},
    spelled ? "?" : ""
  );
  opens(sign, word, term);
  return sign;
}

/** Lets a link to a definition open what it means in place; browsers of before 2024, which can't, follow it. */
export function opens(link: HTMLElement, word: string, meaning: Term): void {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !canOpen()) return;
    event.preventDefault();
    open(link, word, meaning);
  });
}

/** Browsers that have no box over the page (Safari before 17) follow the link instead. */
const canOpen = () => "showPopover" in HTMLElement.prototype;

/** Room between the box and its sign, and the edge of the window. */
const gap = 8;

function open(sign: HTMLElement, word: string, {says, metric}: Term): void {
  const whole = element("a", {href: siteLink(`./method#${metric}`)}, "The whole definition");
  const box = element(
    "div",
    {class: "meaning", popover: "auto", tabindex: "-1", role: "dialog", "aria-label": word},
    element("p", {}, element("strong", {}, `${word}. `), says),
    element("p", {}, whole)
  );
  box.addEventListener("toggle", (event) => {
    if (event.newState === "closed") box.remove();
  });
  sign.after(box);
  box.showPopover();
  const at = sign.getBoundingClientRect();
  const {width, height} = box.getBoundingClientRect();
  const below = at.bottom + gap + height <= innerHeight;
  box.style.left = `${Math.max(gap, Math.min(at.left, document.documentElement.clientWidth - width - gap))}px`;
  box.style.top = `${below ? at.bottom + gap : Math.max(gap, at.top - height - gap)}px`;
  box.focus({preventScroll: true});
}
