import {element} from "./dom.js";
import {capital, whole, percent, plural} from "../shared/formats.js";
import type {Removable, Removables} from "./scenario.js";
import {hasPartnerPages, partnerLink} from "../shared/address.js";
import {withoutLink} from "../shared/ways.js";
import {wayIn} from "./pageWays.js";
import {shareBar} from "../charts/shareBar.js";

interface State {
  gone: Set<string>;
  chances: Map<string, number>;
}

/** The number of entries listed before "show all". */
const first = 12;

/** A list of those that can be taken away, the largest first, each with the chance that it brings nothing. */
export function removalList({rows, of}: Removables, state: State, update: () => void): Node {
  const most = Math.max(0, ...rows.map((row) => row.share ?? 0));
  const chosen = (row: Removable) => state.gone.has(row.id) || state.chances.has(row.id);
  const visible = rows.filter((row, i) => i < first || chosen(row));
  const rest = rows.length - visible.length;
  const body = element("tbody", {}, ...visible.map((row) => control(row, of, most, {state, update})));
  const head = ["gone", capital(of), "share", "probability of no deal next year"].map((label, i) =>
    element("th", {scope: "col", class: i === 2 ? "number wide" : ""}, label)
  );
  const more = element("button", {type: "button", class: "link"}, "show all");
  more.addEventListener("click", () => {
    body.replaceChildren(...rows.map((row) => control(row, of, most, {state, update})));
    note.remove();
  });
  const note = element("p", {class: "tools"}, `${capital(whole(rest))} smaller ${plural(rest, of)}. `, more);
  return element(
    "div",
    {class: "table"},
    element(
      "table",
      {},
      element("caption", {}, `Each ${of}, to be taken away or given another probability`),
      element("thead", {}, element("tr", {}, ...head)),
      body
    ),
    rest > 0 ? note : null
  );
}

function control(row: Removable, of: Removables["of"], most: number, {state, update}: {state: State; update: () => void}): Node {
  const box = element("input", {type: "checkbox", "aria-label": `${row.name} is gone`});
  const slider = element("input", {
    type: "range",
    min: "0",
    max: "100",
    step: "1",
    "aria-label": `Probability that ${row.name} brings no deal next year, in percent`
  });
  const says = element("span", {class: "chance"});
  const show = () => {
    box.checked = state.gone.has(row.id);
    slider.disabled = box.checked;
    const chance = state.chances.get(row.id) ?? row.p_silent;
    slider.value = String(Math.round((chance ?? 0) * 100));
    says.textContent = box.checked ? "gone" : chance === null ? "not known" : percent(chance);
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
    element("td", {class: "taken"}, wayIn(pageOf(of, row.id), element("bdi", {}, row.name))),
    element("td", {class: "number wide"}, shareBar(row.share, most)),
    element("td", {}, element("span", {class: "slide"}, slider, says))
  );
}

/** A partner's own page, where there is one; of others, what is left without them. */
const pageOf = (of: Removables["of"], id: string): string | null =>
  of !== "partner" ? withoutLink(of, id) : hasPartnerPages() ? partnerLink(id) : null;
