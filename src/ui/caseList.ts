import type {Case} from "../contract/index.js";
import {sinceText} from "../copy/caseColumns.js";
import {decideLabels} from "../copy/decisions.js";
import {plain} from "../copy/say.js";
import {copied} from "./copied.js";
import {element} from "./dom.js";
import {explainTerms} from "./termsIn.js";
import {sentence} from "./words.js";

interface Options {
  /** The day of the publication that the news is told from; null where nothing is news. */
  compared: string | null;
  /** Whether each case offers the record of a decision about it. */
  decide?: boolean;
}

/** Cases, the largest first: what and why, how much, since when, what to do and who does it. */
export const caseList = (cases: readonly Case[], {compared, decide = false}: Options): Node =>
  element("ol", {class: "caseList"}, ...cases.map((c) => caseItem(c, compared, decide)));

const caseItem = (c: Case, compared: string | null, decide: boolean): HTMLLIElement =>
  element(
    "li",
    {id: decide ? `case-${c.id}` : null},
    element("div", {}, element("h3", {}, news(c, compared), sentence(c.about)), whyOf(c)),
    element("p", {class: "much"}, c.size, sinceOf(c)),
    element("div", {}, element("p", {}, sentence(c.todo)), decide && c.record !== null ? decision(c, c.record) : "")
  );

function sinceOf(c: Case): Node | string {
  const since = sinceText(c);
  return since ? element("span", {class: "since"}, `since ${since}`) : "";
}

/** Why it is a case, with what its words mean. */
function whyOf(c: Case): HTMLElement {
  const why = element("p", {}, sentence([...c.why, ...(c.decided.length ? [" ", ...c.decided] : [])]));
  explainTerms([why]);
  return why;
}

const news = ({news: n}: Case, compared: string | null): Node | null =>
  compared !== null && n !== "continuing" ? element("strong", {class: n === "resolved" ? "" : "warn"}, `${words[n]} `) : null;
const words: Record<Case["news"], string> = {new: "New.", changed: "Changed.", continuing: "", resolved: "Resolved."};

/** The record of a decision, ready to be copied or mailed. */
export function decision(c: Case, record: string): HTMLElement {
  const told = element("span", {role: "status"});
  const copy = element("button", {type: "button", class: "link"}, decideLabels.copy);
  copy.addEventListener("click", () => {
    void copied((clipboard) => clipboard.writeText(record)).then(
      (done) => (told.textContent = ` ${done ? decideLabels.copied : decideLabels.refused}`)
    );
  });
  const mail = `mailto:?subject=${encodeURIComponent(`${decideLabels.subject}: ${plain(c.about)}`)}&body=${encodeURIComponent(record)}`;
  return element(
    "details",
    {class: "decision screen"},
    element("summary", {"aria-label": `${decideLabels.open}: ${plain(c.about)}`}, decideLabels.open),
    element("p", {}, decideLabels.text),
    element("pre", {tabindex: "0"}, record),
    element("p", {}, copy, " ", element("a", {href: mail}, decideLabels.mail), told)
  );
}
