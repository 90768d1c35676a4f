import {summed, toldBy, type Told} from "../copy/money.js";
import {needsScripts} from "../copy/frame.js";
import {copied} from "../ui/copied.js";
import {element} from "../ui/dom.js";
import {withoutScripts} from "../ui/withoutScripts.js";
import {figure} from "../ui/figure.js";
import {curveTable} from "../tables/figureTables.js";
import {lossCaption, lossTitle, whatIfHint, whatIfResult, whatIfUnknown, withoutText} from "../copy/concentrationPictures.js";
import {atLeast, decimal, percent, whole} from "../shared/formats.js";
import {drawn} from "./drawing.js";
import {lossCurve} from "./lossCurve.js";
import {
  outcomeOf,
  readScenario,
  unknownIn,
  writeScenario,
  type Outcome,
  type Scenario,
  type Unchanged,
  type Removable,
  type Removables
} from "../ui/scenario.js";
import {removalList} from "../ui/removalList.js";

const titles = {partner: "Partners", customer: "Customers", rep: "Reps"};

/** Partners, customers or reps to remove or to give another probability of leaving; shares, equal ones and the loss curve follow at once, and the address keeps it. */
export function whatIf(groups: readonly Removables[], about: Told | string | null): Node {
  const told = toldBy(about);
  const present = groups.filter((group) => group.rows.length > 0);
  const asked = new URLSearchParams(location.search).get("of");
  let current = present.find((group) => group.of === asked) ?? present[0]!;
  const place = element("div");
  const tabs = present.map((group) => {
    const tab = element("button", {type: "button", class: "link"}, titles[group.of]);
    tab.addEventListener("click", () => {
      keep(nothing, group.of);
      show(group);
    });
    return tab;
  });
  const show = (group: Removables) => {
    current = group;
    tabs.forEach((tab, i) => tab.setAttribute("aria-pressed", String(present[i] === current)));
    place.replaceChildren(scenarioOf(group, told));
  };
  show(current);
  return element(
    "div",
    {},
    withoutScripts(needsScripts.whatIf),
    tabs.length > 1 ? element("div", {class: "tabs", role: "group", "aria-label": "Remove"}, ...tabs) : null,
    place
  );
}

const nothing: Scenario = {gone: new Set(), chances: new Map()};

const keep = (scenario: Scenario, of: Removables["of"]): void =>
  history.replaceState(null, "", `${location.pathname}${writeScenario(scenario, of, location.search)}${location.hash}`);

function scenarioOf(group: Removables, told: Told): Node {
  const {rows, of} = group;
  const found = readScenario(location.search, rows);
  let unknown = unknownIn(location.search, rows);
  const state = {gone: new Set(found.gone), chances: new Map(found.chances)};
  const kept: Unchanged = new Map();
  const today = outcomeOf(rows, nothing, group.shrinkage, kept);
  const answer = element("div", {class: "scenario", "aria-live": "polite"});
  const say = () => {
    const open = answer.querySelector("details")?.open ?? false;
    const left = unknown ? [element("p", {class: "dated"}, whatIfUnknown(of, unknown))] : [];
    answer.replaceChildren(...left, ...result(group, state, {today, kept}, told, reset));
    answer.querySelectorAll("details").forEach((details) => (details.open = open));
  };
  const update = () => {
    unknown = 0;
    keep(state, of);
    say();
  };
  const list = element("div");
  const fill = () => list.replaceChildren(removalList(group, state, update));
  const reset = () => {
    state.gone.clear();
    state.chances.clear();
    fill();
    update();
  };
  fill();
  say();
  return element("div", {class: "what-if"}, list, answer);
}

function result(
  group: Removables,
  scenario: Scenario,
  {today, kept}: {today: Outcome; kept: Unchanged},
  told: Told,
  reset: () => void
): (Node | string)[] {
  const {rows} = group;
  const then = outcomeOf(rows, scenario, group.shrinkage, kept);
  const alone = !group.shrinkage?.some((third) => third.some((lost) => lost > 0));
  const changed = scenario.gone.size + scenario.chances.size > 0;
  const width = Math.max(280, Math.min(460, document.querySelector("main")?.clientWidth ?? 400));
  const again = element("button", {type: "button", class: "link screen"}, "Start again");
  again.addEventListener("click", reset);
  const goes = whatIfResult(group.of, {
    gone: scenario.gone.size ? summed(today.left - then.left, told) : null,
    lost: then.lost,
    effective: then.effective_n
  });
  const asText = `${sentenceOf(rows, scenario)}: ${goes} ${lossTitle(then.bad_year, alone)}.`;
  return [
    element("h3", {}, sentenceOf(rows, scenario)),
    element("p", {}, goes),
    comparison(today, then, group, {told, gone: scenario.gone.size}),
    then.curve.length
      ? figure(drawn(lossCurve(then.curve, {width, bad: then.bad_year, before: changed ? today.curve : []})), {
          title: lossTitle(then.bad_year, alone),
          caption: `${lossCaption(alone)} ${!changed ? whatIfHint(group.of) : `${today.curve.length ? "Grey: today. " : ""}The address keeps this scenario; send it on.`}`,
          figures: () => curveTable(then.curve),
          defined: "loss"
        })
      : element("p", {}, `${lossTitle(null, alone)}. ${whatIfHint(group.of)}`),
    ...(changed ? [again, " · ", copyButton(asText)] : [])
  ];
}

/** Puts a sentence, with the address of its scenario, where it can be pasted from. */
function copyButton(text: string): HTMLButtonElement {
  const copy = element("button", {type: "button", class: "link screen"}, "Copy this scenario");
  copy.addEventListener("click", () => {
    void copied((clipboard) => clipboard.writeText(`${text} ${location.href}`)).then(
      (done) => (copy.textContent = done ? "Copied" : "Copying isn’t allowed here")
    );
  });
  return copy;
}

/** Today beside the scenario. */
function comparison(
  today: Outcome,
  then: Outcome,
  {of: kind, count}: Removables,
  {told, gone}: {told: Told; gone: number}
): Node {
  const of = (o: Outcome) => count - (o === then ? gone : 0);
  const equal = (o: Outcome) => (o.effective_n === null ? "none" : `${decimal(o.effective_n)} of ${whole(of(o))}`);
  const top = (o: Outcome) => (o.largest && o.left > 0 ? percent(o.largest.revenue / o.left) : "–");
  const lines: [string, (o: Outcome) => string][] = [
    [kind === "partner" ? "Partner revenue" : "Revenue", (o) => summed(o.left, told)],
    ["Effective number, of all", equal],
    ["Largest share", top],
    ["Expected loss in a year", (o) => (o.expected === null ? "not known" : percent(o.expected))],
    ["Bad year (1 in 20) loses", (o) => (o.bad_year === null ? "not known" : atLeast(o.bad_year))]
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
  const caption = element("caption", {}, "Today, and with what is chosen");
  return element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body));
}

function sentenceOf(rows: readonly Removable[], {gone, chances}: Scenario): string {
  const names = rows.filter((row) => gone.has(row.id)).map((row) => row.name);
  const set = rows.filter((row) => chances.has(row.id) && !gone.has(row.id));
  const changed = set.map((row) => `${row.name} at ${percent(chances.get(row.id))}`);
  return withoutText(names, changed);
}
