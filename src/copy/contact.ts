import type {About, Answer, File, Sentence} from "../contract/index.js";
import {allOf, capital, counted, first, firstCounted, percent, period, plural, some, whole} from "../shared/formats.js";
import {mutedRule, others, servedApart} from "./derive.js";
import type {Facts, PartnerFacts} from "./facts.js";
import {incomplete, moneyUnknown, revenueName, summedShares, withRateOnly} from "./money.js";
import {answer, nothing, paragraph, partner, say, strong} from "./say.js";
import {notRecorded, unusableOf} from "./recorded.js";

/* Hours and contact against value: whether we are in contact with the partners that are not in group A. */

/** Where nobody is over-served: some may still use more than their revenue share, by fewer hours than the limit. */
const noneOver = "no partner is over-served";

/** Why a rule that most would meet lists nobody. */
export const moreThanHalf = "more than half, which says more about the data than about them";

/** Whether any hours with partners are known of the window: where none are, nobody is over-served and nobody is not. */
export const hoursKnown = ({partners}: Pick<Facts, "partners">): boolean => partners.some((row) => row.service_share !== null);

export const noHours = ({about}: Pick<Facts, "about">): string =>
  `no hours with partners are recorded in ${period(about.window_days)}`;

/** Who uses far more support than its revenue share, also where more than half would and none is listed. */
export function overText(f: Pick<Facts, "about" | "partners" | "muted_rules">): string {
  if (!hoursKnown(f)) return noHours(f);
  const muted = mutedRule(f, "over_served");
  if (muted)
    return `${whole(muted.met)} of ${counted(muted.population, "partner")} ${plural(muted.met, "uses", "use")} far more support than ${plural(muted.met, "its", "their")} revenue share`;
  const over = servedApart(f.partners, "over").length;
  return over
    ? `${counted(over, "partner")} ${plural(over, "uses", "use")} far more support than ${plural(over, "its", "their")} revenue share`
    : noneOver;
}

const question = "Are we in contact with the others?";

/** What the last day of a partner is called: without recorded contacts it is that of a deal, referral or ticket. */
export const lastSeen = ({activities}: Pick<About["recorded"], "activities">): string =>
  activities ? "Last contact" : "Last business";

export function attentionAnswer(f: Facts): Answer {
  const {tickets, activities} = f.about.recorded;
  if (!tickets && !activities)
    return answer(question, notRecorded(f.about, ["tickets", "activities"], say`Hours and contacts are not recorded`), [
      unusableOf(f.about, ["tickets", "activities"]).length
        ? nothing
        : say`An export of support tickets or activities would show here who gets our time, against revenue.`
    ]);
  return answer(question, attentionFinding(f), [paragraph(examples(f)), paragraph(contact(f))], {
    to: "./segments#attention",
    label: "Attention against value"
  });
}

function attentionFinding(f: Facts): Sentence {
  if (moneyUnknown(f.about)) return incomplete(f.about);
  const over = servedApart(f.partners, "over");
  const hours = over.reduce((sum, row) => sum + (row.service_share ?? 0), 0);
  const brings = over.reduce((sum, row) => sum + (row.value_share ?? 0), 0);
  const active = others(f.partners);
  const none = f.about.recorded.activities ? active.filter((row) => row.ignored).length : 0;
  const together = (share: number) => (over.length > 1 ? summedShares(share, f.about) : percent(share));
  const start = over.length
    ? say`${firstCounted(over.length, "partner")} ${plural(over.length, "uses", "use")} ${together(hours)} of our hours with partners for ${together(brings)} of ${revenueName(f.about)}`
    : nothing;
  const days = counted(f.settings.no_contact_days, "day");
  const silent = f.about.recorded.activities ? mutedRule(f, "no_contact") : undefined;
  if (silent && !over.length) return say`${silentText(silent)} had no contact for ${days}`;
  if (over.length && none) return say`${start}; ${counted(none, "other")} had no contact for ${days}`;
  if (over.length) return start;
  if (none && active.length === 1) return say`The only active partner outside group A had no contact for ${days}`;
  if (none) return say`${first(none)} of ${counted(active.length, "active partner")} outside group A had no contact for ${days}`;
  return say`${capital(overText(f))}`;
}

const silentText = ({met, population}: Facts["muted_rules"][number]): string =>
  population === 1
    ? "The only active partner"
    : met === population
      ? `${allOf(population)} active partners`
      : `${first(met)} of ${counted(population, "active partner")}`;

function examples(f: Facts): Sentence {
  if (moneyUnknown(f.about)) return nothing;
  const [over, under] = [servedApart(f.partners, "over")[0], servedApart(f.partners, "under")[0]];
  const told = (row: PartnerFacts) =>
    say`${partner(row)} uses ${strong(percent(row.service_share))} of our hours with partners and brings ${strong(percent(row.value_share))} of ${revenueName(f.about)}.`;
  return paragraph(over ? told(over) : nothing, under ? told(under) : nothing);
}

function contact(f: Facts): Sentence {
  if (!f.about.recorded.activities)
    return say`${notRecorded(f.about, ["activities"], say`Calls, visits and emails are not recorded`)}.`;
  const silent = mutedRule(f, "no_contact");
  if (silent)
    return servedApart(f.partners, "over").length
      ? say`${silentText(silent)} had no contact for ${counted(f.settings.no_contact_days, "day")}: ${moreThanHalf}, so none is listed.`
      : say`That is ${moreThanHalf}, so none is listed.`;
  const active = others(f.partners);
  if (!active.length) return nothing;
  const none = active.filter((row) => row.ignored).length;
  const days = counted(f.settings.no_contact_days, "day");
  const partners = counted(active.length, "active partner");
  if (active.length === 1)
    return say`The only active partner outside group A had ${none ? `no contact for ${days}` : `contact within ${days}`}.`;
  return none
    ? say`Of ${partners} outside group A, ${some(none)} had no contact for ${days}.`
    : say`${allOf(active.length)} active partners outside group A had contact within ${days}.`;
}

type Weighed = File<"overview">["weighed"];

/** The partner that uses most beyond its revenue share; else the one with the widest gap. */
export function hoursTitle(rows: Weighed, about: Facts["about"]): string {
  if (moneyUnknown(about)) return withRateOnly;
  const gap = (row: Weighed[number]) => row.service_share - row.value_share;
  const most = [...rows].sort((a, b) => gap(b) - gap(a))[0];
  const row = most && gap(most) > 0 ? most : [...rows].sort((a, b) => gap(a) - gap(b))[0];
  return row
    ? `${row.name} uses ${percent(row.service_share)} of our hours with partners and brings ${percent(row.value_share)} of ${revenueName(about)}`
    : "";
}

/** Partners that the picture of hours draws at most in each direction: more hours than revenue, and more revenue than hours. */
export const weighedDrawn = 4;
export const hoursCaption = `Share of our hours with partners against share of partner revenue, where they lie furthest apart, at most ${whole(weighedDrawn)} each way.`;

/** Of those drawn: how many had no contact for longer than the limit. @param sampled whether there are more than are drawn */
export function contactTitle(
  rows: readonly {name: string; days: number | null; ignored: boolean}[],
  {limit, sampled}: {limit: number; sampled: boolean}
): string {
  const known = rows.flatMap(({name, days}) => (days === null ? [] : [{name, days}]));
  const longest = known.reduce<(typeof known)[number] | null>((a, b) => (a === null || b.days > a.days ? b : a), null);
  const late = rows.filter((row) => row.ignored).length;
  const only = rows.length === 1;
  const days = counted(longest?.days ?? 0, "day");
  const whose = !longest || sampled ? "" : only ? `: ${longest.name}, ${days} ago` : `; ${longest.name} the longest ago, ${days}`;
  const of = sampled ? `the ${whole(rows.length)} with the most revenue` : whole(rows.length);
  return late
    ? `${only ? "The only one" : late === rows.length && !sampled ? allOf(rows.length) : `${first(late)} of ${of}`} had no contact for ${counted(limit, "day")}${whose}`
    : `${sampled ? `All of ${of}` : only ? "The only one" : allOf(rows.length)} had contact within ${counted(limit, "day")}${whose}`;
}

/** Partners that the picture of contacts draws at most. */
export const contactsDrawn = 300;

export const contactCaption = (sampled: boolean): string =>
  `Days since the last contact of active partners outside group A.${sampled ? ` A sample: the ${whole(contactsDrawn)} with the most revenue.` : ""}`;
