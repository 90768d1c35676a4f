import type {Explained} from "../contract/explained.js";
import {
  allRecords,
  explainCommand,
  explainedThen,
  explainedWords as say,
  explainThenCommand,
  notLoaded,
  otherDay,
  partnersText,
  recordsText
} from "../copy/explained.js";
import {explainedAddresses, hasMethod, hasPartnerPages, partnerLink, siteLink} from "../shared/address.js";
import {element} from "./dom.js";

/** Whose figure it is (null: of all partners together), the day that the page is of, and whether its readers may see records. */
export interface Origin {
  id: string | null;
  asOf: string;
  records: boolean;
}

/** Of the figures of all partners together, on a page that has both. */
export const ofPortfolio = ({about, records_shown}: {about: {as_of: string}; records_shown: boolean}): Origin => ({
  id: null,
  asOf: about.as_of,
  records: records_shown
});

/** The same on a page whose own file does not say whether its readers may see records. */
export const ofPage = ({about}: {about: {as_of: string}}, {records_shown}: {records_shown: boolean}): Origin =>
  ofPortfolio({about, records_shown});

/** Where it is to be had how figures as of an earlier date came about: the site has only the figures. */
export function cameThen({id, asOf: day}: Pick<Origin, "id" | "asOf">, ...metrics: string[]): HTMLElement {
  const commands = metrics.map((metric) => element("p", {}, element("code", {}, explainThenCommand(metric, id, day))));
  return element(
    "details",
    {class: "figures came"},
    element("summary", {}, say.summary),
    element("p", {}, explainedThen(day)),
    ...commands
  );
}

type Figure = Explained["figures"][number];

/** What opens how the figures of some metrics came about: formula with numbers, what they are made of, and records. It is loaded when asked for. */
export function cameAbout(origin: Origin, ...metrics: string[]): HTMLElement {
  const details = element("details", {class: "figures came"}, element("summary", {}, say.summary));
  details.addEventListener("toggle", () => void fill(details, origin, metrics), {once: true});
  return details;
}

async function fill(details: HTMLElement, origin: Origin, metrics: readonly string[]): Promise<void> {
  const waiting = element("p", {role: "status"}, say.loading);
  details.append(waiting);
  const found = await load(origin).catch(() => null);
  const figures = metrics.flatMap((metric) => found?.figures.filter((f) => f.metric === metric) ?? []);
  const notes = found?.as_of && found.as_of !== origin.asOf ? [element("p", {}, otherDay(found.as_of))] : [];
  waiting.replaceWith(
    ...notes,
    ...(figures.length
      ? figures.flatMap((figure) => figureNodes(figure, origin))
      : [command(notLoaded, {metric: metrics[0]!, row: ""}, origin)])
  );
}

/** Of a built site, or of pages that are being edited. */
async function load(origin: Origin): Promise<Explained | null> {
  const of = !seesRecords(origin) ? "formulas" : origin.id === null ? "portfolio" : {id: origin.id};
  for (const address of explainedAddresses(of)) {
    const response = await fetch(address);
    if (response.ok) return (await response.json()) as Explained;
  }
  return null;
}

/** Records are shown where the partners' pages are, whose records they are. */
const seesRecords = ({records}: Origin): boolean => records && hasPartnerPages();

function figureNodes(figure: Figure, origin: Origin): Node[] {
  const {question, definition, formulas, made_of: made, partners, settings, records} = figure;
  return [
    element("p", {}, element("strong", {}, question), " ", metricLink(figure.metric), ` ${figure.row}`),
    element("p", {}, definition),
    ...(figure.values.length ? [element("p", {}, figure.values.join(", "))] : []),
    ...(formulas.length
      ? [heading(formulas.some(({steps}) => steps.length > 1) ? say.formula : say.bareFormula), formulaList(formulas)]
      : []),
    ...(made.length ? [heading(say.madeOf), madeList(made)] : []),
    ...(partners.first.length ? [heading(partnersText(partners.count, partners.first.length)), partnerList(partners.first)] : []),
    ...(settings.length ? [element("p", {}, `${say.settings}: ${settings.join(", ")}`)] : []),
    ...records.map(recordsTable),
    seesRecords(origin) ? command(allRecords, figure, origin) : element("p", {}, say.noRecords)
  ];
}

const heading = (text: string) => element("p", {class: "part"}, text);

const metricLink = (metric: string): Node | string =>
  hasMethod()
    ? element("a", {href: siteLink(`./method#${metric}`), "aria-label": `${say.definition}: ${metric}`}, metric)
    : metric;

/** Without a partner, a figure is asked for by what tells its row. */
const command = (before: string, {metric, row}: Pick<Figure, "metric" | "row">, {id}: Origin): HTMLElement =>
  element(
    "p",
    {},
    before,
    element("code", {}, explainCommand(metric, id ?? row.split(", ").map((part) => part.split(" ").at(-1) ?? "")))
  );

const partnerList = (partners: Figure["partners"]["first"]): HTMLElement =>
  element(
    "ul",
    {},
    ...partners.map(({id, name, says}) =>
      element("li", {}, element("a", {href: partnerLink(id)}, element("bdi", {}, name)), ` ${says}`)
    )
  );

const formulaList = (formulas: Figure["formulas"]): HTMLElement =>
  element(
    "dl",
    {class: "formulas"},
    ...formulas.flatMap(({column, steps}) => [
      element("dt", {}, column),
      ...steps.map((step) => element("dd", {}, element("code", {}, `= ${step}`)))
    ])
  );

const madeList = (made: Figure["made_of"]): HTMLElement =>
  element("ul", {}, ...made.flatMap(({metric, rows}) => rows.map((row) => element("li", {}, metricLink(metric), ` ${row}`))));

function recordsTable({which, count, newest}: Figure["records"][number]): HTMLElement {
  const head = say.columns.map((label) => element("th", {scope: "col"}, label));
  const rows = newest.map(({key, says, place}) =>
    element("tr", {}, ...[key, says, place].map((text) => element("td", {}, element("bdi", {}, text))))
  );
  return element(
    "div",
    {class: "table", tabindex: "0", role: "region", "aria-label": which},
    element(
      "table",
      {},
      element("caption", {class: "said"}, recordsText(which, count, newest.length)),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows)
    )
  );
}
