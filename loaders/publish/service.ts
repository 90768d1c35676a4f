import {Service} from "../../src/contract/service.ts";
import {byColumn} from "./byColumn.ts";
import type {Answer, File, Sentence} from "../../src/contract/index.ts";
import {capital, counted, decimal, inWords, percent, plural, whole} from "../../src/shared/format.ts";
import {attentionAnswer} from "./answers/segments.ts";
import {weighed} from "./pictures.ts";
import type {Portfolio} from "./portfolio.ts";
import {nothing, paragraph, say, strong} from "./say.ts";

/** Service: who gets our time, whether deliveries go without trouble, who rescues, and when we last sat down together. */
export const service = (p: Portfolio): File<"service"> => ({
  about: p.about,
  words: {
    headline: {...attentionAnswer(p), question: null, way: null},
    hours: hoursAnswer(p),
    trouble_free: troubleFreeAnswer(p),
    rescues: rescuesAnswer(p),
    reviews: reviewsAnswer(p)
  },
  weighed: weighed(p),
  trouble_free: p.trouble_free,
  rescues: p.rescues,
  hours: byColumn(
    Service.shape.hours,
    p.partners
      .filter((row) => (row.hours ?? 0) > 0 || row.last_contact_on !== null)
      .sort((a, b) => (b.hours ?? 0) - (a.hours ?? 0))
  ),
  reviews: byColumn(Service.shape.reviews, p.about.recorded.activities ? p.reviews : [])
});

const answer = (question: string, finding: Sentence, ...paragraphs: Sentence[]): Answer => ({
  question,
  finding,
  paragraphs: paragraphs.filter((s) => s.length),
  way: null
});

function hoursAnswer(p: Portfolio): Answer {
  const question = "Who gets our time?";
  const {tickets, activities} = p.about.recorded;
  if (!tickets && !activities) return answer(question, say`Our time is not recorded`);
  const hours = p.partners.reduce((sum, row) => sum + (row.hours ?? 0), 0);
  return answer(question, say`${whole(hours)} hours in the window, of tickets, calls and visits`);
}

/** Do partners' customers start without trouble? */
function troubleFreeAnswer(p: Portfolio): Answer {
  const question = "Do deliveries go without trouble?";
  const all = (by: "partner" | "direct") => p.trouble_free.find((row) => row.id === null && row.introduced_by === by);
  const [partner, direct] = [all("partner"), all("direct")];
  if (!partner || partner.share === null) return answer(question, say`There are no new customers to tell from`);
  const said = (row: NonNullable<typeof partner>) => `${percent(row.share)} (${percent(row.lower)} to ${percent(row.upper)})`;
  const worse = direct?.lower !== undefined && direct.lower !== null && partner.upper !== null && partner.upper < direct.lower;
  const better = direct?.upper !== undefined && direct.upper !== null && partner.lower !== null && partner.lower > direct.upper;
  return answer(
    question,
    better
      ? say`Partners’ customers start with less trouble than our own`
      : worse
        ? say`Partners’ customers start with more trouble than our own`
        : say`Partners’ customers start about as well as our own`,
    paragraph(
      say`Of ${whole(partner.customers)} customers that a partner introduced ${strong(said(partner))} had no installation ticket in the first 90 days.`,
      direct ? say`Of ${whole(direct.customers)} without a partner it was ${strong(said(direct))}.` : nothing
    )
  );
}

const owners: Record<string, string> = {us: "we alone", partner: "the partner alone", both: "both together"};

/** Are joint rescues worth it? */
function rescuesAnswer(p: Portfolio): Answer {
  const question = "Who rescues, and how fast?";
  const both = p.rescues.find((row) => row.owner === "both");
  if (!p.rescues.length) return answer(question, say`Tickets are not recorded`);
  const fastest = [...p.rescues].filter((row) => row.days !== null).sort((a, b) => (a.days ?? 0) - (b.days ?? 0))[0];
  return answer(
    question,
    both
      ? say`${capital(counted(both.tickets, "ticket"))} ${plural(both.tickets, "was", "were")} solved together`
      : say`No ticket was solved together`,
    fastest ? say`Fastest: ${owners[fastest.owner] ?? fastest.owner}, in ${decimal(fastest.days ?? 0)} days on average.` : nothing
  );
}

/** When did we last sit down together? */
function reviewsAnswer(p: Portfolio): Answer {
  const question = "When did we last plan together?";
  if (!p.about.recorded.activities) return answer(question, say`Joint reviews are not recorded`);
  const stale = p.reviews.filter((row) => row.stale);
  const never = stale.filter((row) => row.last_review_on === null).length;
  return answer(
    question,
    stale.length
      ? say`${capital(inWords(stale.length))} of ${p.reviews.length} partners ${plural(stale.length, "is", "are")} due for a joint review`
      : say`Every partner had a joint review of late`,
    never ? say`With ${inWords(never)} of them none is recorded at all.` : nothing
  );
}
