import type {Answer, Edition, Kind} from "../contract/index.js";
import {drawing} from "../charts/drawing.js";
import {monthsOf, scoreHistory} from "../charts/scoreHistory.js";
import {upDownBars, type Step} from "../charts/upDownBars.js";
import * as say from "../copy/edition.js";
import {owedWords, referralsWords, registrationsWords} from "../copy/editionExchange.js";
import {agreedWords, settleWords} from "../copy/editionPack.js";
import {inBands} from "../copy/money.js";
import {dealNames, scoresTitle, ticketNames} from "../copy/partnerPictures.js";
import {byMonth, byQuarter, partsNote, evidenceWindow, type Interval} from "../shared/periods.js";
import {rowsOf} from "../shared/rows.js";
import {mediansTable, ownDealsTable, referralsTable, registrationsTable} from "../tables/editionTables.js";
import {monthsTable, pairsTable, stepsTable} from "../tables/partnerTables.js";
import {periodsTable} from "../tables/revenueTables.js";
import {element} from "./dom.js";
import {figure} from "./figure.js";
import {keyNumbers} from "./keyNumbers.js";
import {monthsBefore} from "./partnerStory.js";
import {reviewSection, reviewTable} from "./reviewPack.js";

/** The title of an edition for some partners. */
export const editionOpening = (edition: Edition): Node =>
  element(
    "div",
    {},
    element("p", {class: "dated"}, say.openingLine(edition)),
    element("h1", {}, element("bdi", {}, say.editionTitle(edition)))
  );

/** The most partners with pictures; those of more would make a page of many megabytes, and tables say the same. */
const drawn = 12;

/** All that the edition has of its partners, one after the other. */
export function editionStories(edition: Edition): Node {
  const partners = rowsOf(edition.partners);
  const pictures = partners.length <= drawn;
  return element("div", {}, ...partners.flatMap((row) => story(row, edition, {named: partners.length > 1, pictures})));
}

function story(row: say.EditionPartner, edition: Edition, {named, pictures}: {named: boolean; pictures: boolean}): Node[] {
  const own = <R extends {id: string}>(rows: readonly R[]) => rows.filter(({id}) => id === row.id);
  const registrations = own(edition.registrations);
  const referrals = own(edition.referrals);
  const pairs = own(rowsOf(edition.pairs));
  const [quarters, deals] = [own(rowsOf(edition.quarters)), own(rowsOf(edition.deals))];
  const {currency} = edition.about;
  const months = monthsOf({months: edition.months, average: []}, own(rowsOf(edition.history))[0]);
  return [
    named ? element("h2", {}, element("bdi", {}, row.name)) : null,
    element("p", {class: "dated"}, [say.factsLine(row), say.contactLine(row, edition)].filter(Boolean).join(" · ")),
    keyNumbers(say.editionFigures(row, edition)),
    section(agreedWords(row, edition)),
    section(
      say.revenueWords(quarters, edition),
      quarters.length ? periodsTable(quarters.slice(-8), currency, {bands: inBands(edition.about)}) : null
    ),
    section(say.openDealsWords(deals, edition), deals.length ? ownDealsTable(deals, edition.about) : null),
    section(owedWords(row, registrations, referrals, edition)),
    reviewTable(registrationsWords(registrations), registrations.length ? registrationsTable(registrations) : ""),
    reviewTable(
      referralsWords(referrals, row, edition),
      referrals.length ? referralsTable(referrals, row.name, edition.about.company) : "",
      pairs.length ? pairsTable(pairs, 10, say.pairHeads(row, edition)) : ""
    ),
    section(say.outcomesWords(own(rowsOf(edition.kinds)), edition), ...(pictures ? outcomePictures(row, edition) : [])),
    months.length > 1 ? section(say.historyWords(months), pictures ? scorePicture(months) : monthsTable(months)) : null,
    section(say.medianWords(edition), mediansTable(row, edition)),
    section(settleWords(row, {registrations, referrals, deals}, edition))
  ].filter((node) => node !== null);
}

const section = (text: Answer, ...beside: (Node | null)[]): Node => reviewSection(text, ...beside.map((node) => node ?? ""));

const scorePicture = (months: ReturnType<typeof monthsOf>): Node =>
  figure(
    drawing((size) => scoreHistory(months, size)),
    {
      title: scoresTitle(months),
      caption: say.historyCaption,
      figures: monthsTable(months)
    }
  );

function outcomePictures(row: say.EditionPartner, edition: Edition): Node[] {
  const {id} = row;
  const asOf = edition.about.as_of;
  const quarters = rowsOf(edition.outcomes).filter((q) => q.id === id);
  const steps = (kind: Kind): Step[] =>
    quarters.filter((q) => q.kind === kind).map((q) => ({date: q.quarter, up: q.kept, down: q.broken}));
  const referrals = rowsOf(edition.exchange)
    .filter((m) => m.id === id)
    .map((m): Step => ({date: m.month, up: m.received, down: m.given}));
  const evidence = evidenceWindow(edition.about);
  const months: [string, string] = [monthsBefore(asOf, 23), asOf];
  return [
    bars(referrals, {interval: byMonth, span: months, names: say.referralNames(row, edition), title: say.barTitles.referral}),
    bars(steps("deal"), {interval: byQuarter(edition.about), span: evidence, names: dealNames, title: say.barTitles.deal}),
    bars(steps("ticket"), {interval: byQuarter(edition.about), span: evidence, names: ticketNames, title: say.barTitles.ticket})
  ].filter((node) => node !== null);
}

interface Bars {
  interval: Interval;
  span: [string, string];
  names: [string, string];
  title: string;
}

function bars(steps: Step[], {interval, span, names, title}: Bars): Node | null {
  if (!steps.length) return null;
  return figure(
    drawing((size) => upDownBars(steps, {...size, interval, names, span, known: span})),
    {
      title,
      caption: `${say.barsCaption(names)}${partsNote(interval, span)}`,
      figures: stepsTable(steps, names, "outcomes", {interval, known: span})
    }
  );
}
