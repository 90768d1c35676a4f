import type {File, RowOf} from "../contract.js";
import {element} from "./dom.js";
import {figure} from "./figure.js";
import {capital, inWords, money, percent, plural} from "./format.js";
import {lossCurve} from "./lossCurve.js";
import {outcomeOf, readScenario, writeScenario, type Outcome, type Scenario} from "./scenario.js";
import {shareBar} from "./shareBar.js";

type Row = RowOf<File<"concentration">["partners"]>;
interface State {
  gone: Set<string>;
  chances: Map<string, number>;
}

/** Partners to take away or to give another chance of leaving; shares, equal ones and the loss curve follow at once, and the address keeps it. */
export function whatIf(
  rows: readonly Row[],
  {currency, partners, first = 12}: {currency: string | null; partners: number; first?: number}
): Node {
  const found = readScenario(location.search, rows);
  const state: State = {gone: new Set(found.gone), chances: new Map(found.chances)};
  const today = outcomeOf(rows, {gone: new Set(), chances: new Map()});
  const answer = element("div", {class: "scenario", "aria-live": "polite"});
  const update = () => {
    history.replaceState(null, "", `${location.pathname}${writeScenario(state)}${location.hash}`);
    answer.replaceChildren(...result(rows, state, today, {currency, partners}, reset));
  };
  const list = element("div");
  const fill = () => list.replaceChildren(controls(rows, state, first, update));
  const reset = () => {
    state.gone.clear();
    state.chances.clear();
    fill();
    update();
  };
  fill();
  answer.replaceChildren(...result(rows, state, today, {currency, partners}, reset));
  return element("div", {class: "what-if"}, list, answer);
}

function controls(rows: readonly Row[], state: State, first: number, update: () => void): Node {
  const most = rows[0]?.share ?? 1;
  const chosen = (row: Row) => state.gone.has(row.id) || state.chances.has(row.id);
  const visible = rows.filter((row, i) => i < first || chosen(row));
  const rest = rows.length - visible.length;
  const body = element("tbody", {}, ...visible.map((row) => control(row, most, state, update)));
  const head = ["gone", "Partner", "share", "chance of no deal next year"].map((label, i) =>
    element("th", {scope: "col", class: i === 2 ? "number wide" : ""}, label)
  );
  const more = element("button", {type: "button", class: "link"}, "show all");
  more.addEventListener("click", () => {
    body.replaceChildren(...rows.map((row) => control(row, most, state, update)));
    note.remove();
  });
  const note = element("p", {class: "tools"}, `${capital(inWords(rest))} smaller ${plural(rest, "partner")}. `, more);
  return element(
    "div",
    {class: "table"},
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), body),
    rest > 0 ? note : null
  );
}

function control(row: Row, most: number, state: State, update: () => void): Node {
  const box = element("input", {type: "checkbox", "aria-label": `${row.name} is gone`});
  const slider = element("input", {
    type: "range",
    min: "0",
    max: "100",
    step: "1",
    "aria-label": `Chance that ${row.name} brings no deal next year, in percent`
  });
  const says = element("span", {class: "chance"});
  const show = () => {
    box.checked = state.gone.has(row.id);
    slider.disabled = box.checked;
    const chance = state.chances.get(row.id) ?? row.p_silent;
    slider.value = String(Math.round(chance * 100));
    says.textContent = box.checked ? "gone" : percent(chance);
    says.className = `chance${box.checked ? " warn" : state.chances.has(row.id) ? " accent" : ""}`;
  };
  box.addEventListener("change", () => {
    if (box.checked) state.gone.add(row.id);
    else state.gone.delete(row.id);
    show();
    update();
  });
  slider.addEventListener("input", () => {
    state.chances.set(row.id, Number(slider.value) / 100);
    show();
    update();
  });
  show();
  return element(
    "tr",
    {},
    element("td", {}, box),
    element("td", {}, element("bdi", {}, row.name)),
    element("td", {class: "number wide"}, shareBar(row.share, most)),
    element("td", {}, element("span", {class: "slide"}, slider, says))
  );
}

interface Whole {
  currency: string | null;
  /** All partners, also those without revenue. */
  partners: number;
}

function result(rows: readonly Row[], scenario: Scenario, today: Outcome, whole: Whole, reset: () => void): (Node | string)[] {
  const {currency} = whole;
  const then = outcomeOf(rows, scenario);
  const changed = scenario.gone.size + scenario.chances.size > 0;
  const width = Math.max(280, Math.min(460, document.querySelector("main")?.clientWidth ?? 400));
  const again = element("button", {type: "button", class: "link screen"}, "Start again");
  again.addEventListener("click", reset);
  const goes = `${money(today.left - then.left, currency)} goes at once, ${percent(then.lost)} of partner revenue. `;
  return [
    element("h3", {}, sentenceOf(rows, scenario)),
    element(
      "p",
      {},
      `${scenario.gone.size ? goes : ""}${scenario.gone.size ? "What is left behaves" : "Revenue behaves"} like ${equalOnes(then)}.`
    ),
    comparison(today, then, {...whole, gone: scenario.gone.size}),
    figure(lossCurve(then.curve, {width, bad: then.bad_year, before: changed ? today.curve : []}), {
      title: "Chance to lose at least this share of today’s revenue in a year",
      caption: changed ? "Grey: today. The address keeps this scenario; send it on." : "Take a partner away, or move its chance."
    }),
    ...(changed ? [again, " · ", copyButton(rows, scenario, goes, then)] : [])
  ];
}

/** Puts the scenario as a sentence, with its address, where it can be pasted from. */
function copyButton(rows: readonly Row[], scenario: Scenario, goes: string, then: Outcome): HTMLButtonElement {
  const copy = element("button", {type: "button", class: "link screen"}, "Copy this scenario");
  const text = `${sentenceOf(rows, scenario)}: ${goes}what is left behaves like ${equalOnes(then)}; one year in twenty costs ${percent(then.bad_year)} or more. ${location.href}`;
  copy.addEventListener("click", () => {
    void navigator.clipboard.writeText(text).then(() => (copy.textContent = "Copied"));
  });
  return copy;
}

const equalOnes = ({effective_n}: Outcome): string =>
  effective_n === null ? "nothing" : `${Math.round(effective_n)} equal ${plural(Math.round(effective_n), "partner")}`;

/** Today beside the scenario. */
function comparison(today: Outcome, then: Outcome, {currency, partners, gone}: Whole & {gone: number}): Node {
  const of = (o: Outcome) => partners - (o === then ? gone : 0);
  const equal = (o: Outcome) => (o.effective_n === null ? "none" : `${Math.round(o.effective_n)} of ${of(o)}`);
  const top = (o: Outcome) => (o.largest && o.left > 0 ? percent(o.largest.revenue / o.left) : "–");
  const lines: [string, (o: Outcome) => string][] = [
    ["Partner revenue", (o) => money(o.left, currency)],
    ["Equal partners’ worth, of all", equal],
    ["Largest share", top],
    ["Loss to expect in a year", (o) => percent(o.expected)],
    ["One year in twenty, at least", (o) => percent(o.bad_year)]
  ];
  const heads = ["", "today", "then"].map((h, i) => (i ? element("th", {scope: "col", class: "number"}, h) : element("td")));
  const body = lines.map(([label, say]) =>
    element(
      "tr",
      {},
      element("th", {scope: "row"}, label),
      element("td", {class: "number"}, say(today)),
      element("td", {class: "number"}, element("strong", {}, say(then)))
    )
  );
  return element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body));
}

function sentenceOf(rows: readonly Row[], {gone, chances}: Scenario): string {
  const names = rows.filter((row) => gone.has(row.id)).map((row) => row.name);
  const set = rows.filter((row) => chances.has(row.id) && !gone.has(row.id));
  const changed = set.map((row) => `${row.name} at ${percent(chances.get(row.id))}`);
  if (!names.length && !changed.length) return "As it is today";
  const some = (list: string[]) =>
    list.length > 3 ? `${list.slice(0, 3).join(", ")} and ${list.length - 3} more` : list.join(", ");
  return [names.length ? `Without ${some(names)}` : "", changed.length ? `with ${some(changed)}` : ""]
    .filter(Boolean)
    .join(", and ");
}
