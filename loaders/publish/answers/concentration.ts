import type {Answer, Sentence} from "../../../src/contract/index.ts";
import {
  capital,
  counted,
  decimal,
  inWords,
  listed,
  money,
  monthYear,
  percent,
  period,
  plural
} from "../../../src/shared/format.ts";
import {badYear, concentrationNow, partnerRevenue} from "../derive.ts";
import type {Portfolio} from "../portfolio.ts";
import {nothing, paragraph, partner, say, strong} from "../say.ts";

const question = "What is lost if one leaves?";

const equal = (n: number) => (n < 1.5 ? "one partner" : `${inWords(Math.round(n))} equal partners`);

/** What is lost if one leaves? */
export function concentrationAnswer(p: Portfolio): Answer {
  const now = concentrationNow(p, "partner");
  if (!now || now.effective_n === null || now.total <= 0)
    return {
      question,
      finding: say`No revenue came through partners in ${period(p.about.window_days)}`,
      paragraphs: [directSentence(p)].filter((s) => s.length),
      way: null
    };
  return {
    question,
    finding: say`Revenue behaves as if it came from ${equal(now.effective_n)}`,
    paragraphs: [paragraph(largest(p), disclosed(p)), paragraph(yearInTwenty(p), was(p))].filter((s) => s.length),
    way: {to: "./concentration", label: "What if one leaves?"}
  };
}

export function largest(p: Portfolio): Sentence {
  const first = p.partners.find((row) => row.share !== null && row.revenue > 0);
  return first
    ? say`${partner(first)} alone brings ${strong(percent(first.share))} of ${money(partnerRevenue(p), p.about.currency)}.`
    : nothing;
}

/** The names that accounts must show (ASC 280). */
export function disclosed(p: Portfolio): Sentence {
  const at = percent(p.settings.disclosure_share);
  if (!p.disclosures.length) return say`Nobody brings ${at} of all revenue, so no name has to stand in the accounts.`;
  const shown = p.disclosures
    .slice(0, 4)
    .map((d) => `${d.dimension === "customer" ? "the customer " : ""}${disclosedName(p, d)} ${percent(d.share)}`);
  return say`To be named in the accounts (${at} of all revenue or more): ${listed(shown)}.`;
}

/** Companies under one parent count as one; the parent itself is often no partner, so its companies are named. */
export function disclosedName(p: Portfolio, d: Portfolio["disclosures"][number]): string {
  if (d.members < 2) return d.name;
  const names = p.members.filter((m) => m.dimension === d.dimension && m.group_id === d.group_id).map((m) => m.name);
  return `${listed(names.length > 3 ? [...names.slice(0, 2), `${inWords(names.length - 2)} more`] : names)} together`;
}

export function yearInTwenty(p: Portfolio): Sentence {
  const share = badYear(p);
  return share === null
    ? nothing
    : say`In one year of twenty we lose ${strong(percent(share))} of partner revenue or more, if partners leave independently; in a bad year they may leave together, so this is the mild case.`;
}

function was(p: Portfolio): Sentence {
  const rows = p.concentration.filter((row) => row.dimension === "partner" && row.effective_n !== null);
  const [first, now] = [rows[0], rows.at(-1)];
  if (!first || !now || first === now || first.effective_n === null) return nothing;
  return say`In ${monthYear(first.as_of)} it was as if from ${inWords(Math.round(first.effective_n))}.`;
}

export function directSentence(p: Portfolio): Sentence {
  const direct = p.revenue.find((row) => row.kind === "direct");
  return direct && direct.deals > 0
    ? say`Another ${money(direct.net, p.about.currency)} came direct and is outside these shares.`
    : nothing;
}

const bandWords = {low: "low", moderate: "moderate", high: "high"};
const dimensionWords = {partner: "partners", customer: "customers", rep: "our reps"};

/** How evenly is it spread, over partners, customers and our reps? */
export function spreadAnswer(p: Portfolio): Answer {
  const known = p.concentration.filter((row) => row.is_current && row.effective_n !== null && row.n > 0);
  const narrowest = [...known].sort((a, b) => (b.hhi ?? 0) - (a.hhi ?? 0))[0];
  const base = {question: "How evenly is it spread?", way: null};
  if (!narrowest) return {...base, finding: say`There is no revenue to spread`, paragraphs: []};
  const bands = known.map(
    (row) =>
      `${dimensionWords[row.dimension]} ${row.band ? bandWords[row.band] : "not graded"} (as if ${decimal(row.effective_n ?? 0)} of ${row.n})`
  );
  return {
    ...base,
    finding: say`${capital(dimensionWords[narrowest.dimension])} are the narrowest point`,
    paragraphs: [
      say`Concentration by the usual bands: ${listed(bands)}. The bands are borrowed from merger control, where five equal ones already count as high; so read the number of equal ones first.`,
      disclosed(p)
    ]
  };
}

/** Is it getting better? */
export function spreadHistoryAnswer(p: Portfolio): Answer {
  const rows = p.concentration.filter((row) => row.dimension === "partner" && row.effective_n !== null);
  const [first, now] = [rows[0], rows.at(-1)];
  const base = {question: "Is it getting better?", way: null};
  if (!first || !now || first === now) return {...base, finding: say`There is no history yet to compare with`, paragraphs: []};
  const [a, b] = [Math.round(first.effective_n ?? 0), Math.round(now.effective_n ?? 0)];
  const trend = b > a ? "Broader than" : b < a ? "Narrower than" : "As broad as";
  return {
    ...base,
    finding: say`${trend} in ${monthYear(first.as_of)}`,
    paragraphs: [
      say`Then revenue behaved as if it came from ${counted(a, "equal partner")}, today from ${inWords(b)} of ${now.n}.`
    ]
  };
}

/** Which silence would cost most? */
export function silenceAnswer(p: Portfolio): Answer {
  const costly = p.partners
    .filter((row) => (row.expected_loss ?? 0) > 0)
    .sort((a, b) => (b.expected_loss ?? 0) - (a.expected_loss ?? 0));
  const [first, second] = costly;
  const finding = !first
    ? say`No partner’s silence would cost anything now`
    : !second
      ? say`${partner(first)} is the costliest silence to expect`
      : say`${partner(first)} and ${partner(second)} are the costliest silences to expect`;
  return {
    question: "What does each partner bring, and what would its silence cost?",
    finding,
    paragraphs: first
      ? [
          say`The chance of silence is that of no won deal in a year, from each partner’s own pace of deals and how long it has been with us; ${plural(costly.length, "its", "their")} expected loss is that chance times revenue.`
        ]
      : [],
    way: null
  };
}
