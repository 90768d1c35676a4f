import type {File, Partner} from "../contract/index.js";
import {needsScripts} from "../copy/frame.js";
import {compareWords, comparedFigures, type Side} from "../copy/compare.js";
import {byName} from "../shared/fold.js";
import {rowsOf} from "../shared/rows.js";
import {cameAbout} from "./cameAbout.js";
import {element} from "./dom.js";
import {menu} from "./filters.js";
import {withoutScripts} from "./withoutScripts.js";
import {partnerName} from "./words.js";

interface Sources {
  published: File<"partners">;
  revenue: File<"partner_revenue">;
}

/** Two partners in one table, chosen by two menus; the address says which (?a=&b=). */
export function comparePartners({published, revenue}: Sources): Node {
  const partners = rowsOf(published.partners);
  if (partners.length < 2) return element("p", {}, compareWords.few);
  const ids = new Set(partners.map((row) => row.id));
  const query = typeof location === "object" ? new URLSearchParams(location.search) : new URLSearchParams();
  const wanted = (name: string, others: readonly {id: string}[]): string => {
    const id = query.get(name);
    return id !== null && ids.has(id) ? id : others[0]!.id;
  };
  const a = wanted("a", partners);
  const chosen = {
    a,
    b: wanted(
      "b",
      partners.filter(({id}) => id !== a)
    )
  };
  const unknown = ["a", "b"].some((name) => query.has(name) && !ids.has(query.get(name)!));
  const note = unknown ? element("p", {class: "dated", role: "status"}, compareWords.unknown) : null;
  const place = element("div", {});
  const show = () =>
    place.replaceChildren(
      sideBySide(side(chosen.a), side(chosen.b), published.about),
      element("div", {class: "screen"}, ...came(chosen.a), ...came(chosen.b))
    );
  const came = (id: string): Node[] => [
    element("p", {class: "dated"}, element("bdi", {}, partners.find((row) => row.id === id)!.name)),
    cameAbout(
      {id, asOf: published.about.as_of, records: published.records_shown},
      ...["trust", "risk", "reciprocity", "pipeline", "revenue_periods", "forecast"]
    )
  ];
  const side = (id: string): Side => sideOf(id, partners, published.average, revenue);
  const options = partners.map((row) => [row.id, row.name] as const).sort((x, y) => byName(x[1], y[1]));
  const choose = (name: "a" | "b", label: string) =>
    menu(label, options, chosen[name], (id) => {
      if (!id) return;
      chosen[name] = id;
      note?.remove();
      const now = new URLSearchParams(location.search);
      for (const [side, of] of Object.entries(chosen)) now.set(side, of);
      history.replaceState(null, "", `?${now.toString()}`);
      show();
    });
  show();
  return element(
    "div",
    {},
    note,
    withoutScripts(needsScripts.choice),
    element("p", {class: "tools sides"}, choose("a", "First partner"), " ", choose("b", "Second partner")),
    place
  );
}

function sideOf(id: string, partners: readonly Partner[], average: number | null, revenue: Sources["revenue"]): Side {
  return {
    row: partners.find((row) => row.id === id)!,
    average,
    quarters: rowsOf(revenue.quarters).filter((d) => d.id === id),
    open: rowsOf(revenue.pipeline).find((d) => d.id === id),
    forecast: rowsOf(revenue.forecasts).find((d) => d.id === id)
  };
}

function sideBySide(a: Side, b: Side, about: File<"partners">["about"]): Node {
  const head = ["", a, b].map((of) =>
    typeof of === "string"
      ? element("th", {scope: "col"}, "Figure")
      : element("th", {scope: "col"}, partnerName(of.row.id, of.row.name))
  );
  const lines = comparedFigures(about).map(([label, says]) =>
    element("tr", {}, element("th", {scope: "row"}, label), element("td", {}, says(a)), element("td", {}, says(b)))
  );
  return element(
    "div",
    {class: "table"},
    element(
      "table",
      {},
      element("caption", {}, `${a.row.name} and ${b.row.name}`),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...lines)
    )
  );
}
