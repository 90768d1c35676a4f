import type {File, Grade} from "../contract/index.js";
import {gradeOrder} from "../copy/names.js";
import {choiceText, narrowedLine, narrowedSheet, narrowingMenus, showAll} from "../copy/narrowing.js";
import {element} from "./dom.js";
import {menus, type Filter} from "./filters.js";
import {rowsOf} from "../shared/rows.js";
import type {PeriodFigures} from "../tables/periodTables.js";
import {choiceNames, isSuch, narrow, readChoice, withChoice, type Choice, type Trait} from "./narrowing.js";
import {periodPart} from "./periodPart.js";
import {narrowSheets} from "./sheetHead.js";
import {unknownLine} from "./unknownLine.js";

/** The menus over the grades that there are, from the best to the worst. */
const filtersOf = (traits: readonly Trait[]): Filter<Trait>[] =>
  choiceNames.map((name) => ({
    label: narrowingMenus[name].label,
    name,
    of: (row) => row[name],
    say: (value) => choiceText(name, value),
    ...(name === "grade" ? {order: gradeOrder.filter((g: Grade) => traits.some((row) => row.grade === g))} : {})
  }));

/** The choice of the address as far as there are such partners. */
function choiceHere(traits: readonly Trait[]): Choice {
  const asked = typeof location === "object" ? readChoice(location.search) : {};
  return Object.fromEntries(Object.entries(asked).filter(([name, value]) => traits.some((row) => isSuch(row, {[name]: value}))));
}

/**
 * Menus of region, tier, grade and account manager that narrow every list of partners on the page, and of a quarter to compare with;
 * the address keeps the choice.
 * @param figures what of each partner is compared
 */
export function narrowBar(file: File<"traits">, figures: PeriodFigures = "scores"): Node | string {
  const traits = rowsOf(file.partners);
  if (!traits.length) return "";
  const period = periodPart(file, figures);
  const line = element("span", {role: "status"});
  const all = element("button", {type: "button", class: "link"}, showAll);
  const note = element("p", {class: "dated narrowed"}, line, " ", all);
  const choices = element("div", {class: "tools narrow"});
  const unknown = unknownLine(traits, filtersOf(traits), file);
  const show = (choice: Choice) => {
    narrow(traits, choice);
    narrowSheets(narrowedSheet(choice));
    const isWhole = Object.keys(choice).length === 0;
    note.hidden = isWhole;
    line.textContent = isWhole ? "" : narrowedLine(choice, traits.filter((row) => isSuch(row, choice)).length, traits.length);
  };
  const choose = (choice: Choice) => {
    unknown.hidden = true;
    history.replaceState(null, "", `${location.pathname}${withChoice(location.search, choice)}${location.hash}`);
    show(choice);
  };
  let choice = choiceHere(traits);
  const draw = () =>
    choices.replaceChildren(
      ...menus(traits, filtersOf(traits), choice as Record<string, string>, (name, value) => {
        const {[name as keyof Choice]: _, ...others} = choice;
        choice = value ? {...others, [name]: value} : others;
        choose(choice);
      }),
      ...(period.menu ? [period.menu] : [])
    );
  all.addEventListener("click", () => {
    choice = {};
    draw();
    choose(choice);
    choices.querySelector("select")?.focus();
  });
  draw();
  show(choice);
  return element("div", {}, choices, unknown, note, period.place);
}
