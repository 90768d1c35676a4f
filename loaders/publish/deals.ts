import {Deals} from "../../src/contract/deals.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {
  effectAnswer,
  dealsHeadline,
  discountsAnswer,
  ledAnswer,
  maturityAnswer,
  registrationsAnswer
} from "../../src/copy/deals.ts";
import type {Portfolio} from "./portfolio.ts";

/** Deals: who led them, registrations, with partners against without, discounts over the years. */
export const deals = (p: Portfolio): File<"deals"> => ({
  about: p.about,
  words: {
    headline: dealsHeadline(p),
    led: ledAnswer(p),
    registrations: registrationsAnswer(p),
    effect: effectAnswer(p),
    maturity: maturityAnswer(p),
    discounts: discountsAnswer(p)
  },
  led: p.led_sizes,
  led_partners: wrongLeadPartners(p),
  registrations: p.registrations.flatMap((row) => (row.id === null ? [] : [{...row, id: row.id, name: row.name ?? row.id}])),
  decision_times: byColumn(Deals.shape.decision_times, p.decision_times),
  effect: p.effect,
  discounts: byColumn(Deals.shape.discounts, p.discounts),
  maturity: p.maturity
});

/** Partners with a deal whose lead broke the rule of engagement, the most such deals first. */
function wrongLeadPartners(p: Portfolio): File<"deals">["led_partners"] {
  const names = new Map(p.partners.map((row) => [row.id, row.name]));
  return p.led
    .flatMap((row) => (row.id === null || row.wrong_lead === 0 ? [] : [{...row, id: row.id, name: names.get(row.id) ?? row.id}]))
    .sort((a, b) => b.wrong_lead - a.wrong_lead || (a.name < b.name ? -1 : 1));
}
