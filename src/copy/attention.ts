import type {Answer, Case, Sentence} from "../contract/index.js";
import {counted, firstCounted, listed, longDate, money, percent, period, plural, some, whole} from "../shared/formats.js";
import {isRedefined, redefinedCases} from "./changes.js";
import type {Facts} from "./facts.js";
import {noneAbove} from "./money.js";
import {somebody} from "./names.js";
import {answer, lowered, nothing, paragraph, say} from "./say.js";
import {togetherSentence} from "./together.js";
import {notRecorded, rejectedOf, unusableOf, unusableSentence} from "./recorded.js";

/* The page of what needs attention, and its part of the overview. */

type Listed = Pick<Case, "lane" | "news" | "status" | "shown" | "owner">;

/** Whether a case is on a list: not taken off it by a decision, nor resolved. */
export const isStanding = ({news, status}: Pick<Case, "news" | "status">): boolean =>
  news !== "resolved" && (status === "open" || status === "acknowledged" || status === "returned");

const inLane = (list: readonly Listed[], lane: Case["lane"]) => list.filter((c) => c.lane === lane && isStanding(c));

export function attentionHeadline(f: Pick<Facts, "about" | "history">, list: readonly Listed[]): Answer {
  const [decide, todo] = [inLane(list, "decide").length, inLane(list, "do").length];
  return answer(
    null,
    decide + todo
      ? say`${firstCounted(decide, "case")} for leadership to decide, ${some(todo)} for account managers`
      : say`Nothing needs attention now`,
    [
      newsSentence(f, list),
      unseenSentence(f),
      decide + todo
        ? say`At stake: the expected loss by inactivity in a year, and the expected value of open deals in conflict. Hours and referrals are not turned into money.`
        : nothing
    ],
    {to: "./method#cases", label: "How cases are found, ranked and closed"}
  );
}

/** Where nothing of a table could be used: that no case can be of it. Tickets that name customers alone are used as what they are. */
const unseenSentence = ({about}: Pick<Facts, "about">): Sentence => {
  const unusable = unusableSentence(rejectedOf(about));
  return unusable.length ? say`Cases may be missing: ${lowered(unusable)}.` : nothing;
};

function newsSentence(f: Pick<Facts, "history">, list: readonly Pick<Case, "news">[]): Sentence {
  const before = f.history.before;
  if (!before?.cases) return say`This is the first publication with cases: a baseline, so none is marked as new.`;
  const of = (news: Case["news"]) => list.filter((c) => c.news === news).length;
  return say`Since the publication of ${longDate(before.as_of)}: ${of("new")} new, ${of("changed")} changed, ${of("resolved")} resolved.${isRedefined(f.history) ? ` ${redefinedCases}` : ""}`;
}

/**
 * What leadership decides now; the overview's first section.
 * @param page where it is shown: the headline of the page of cases has told already which may be missing
 */
export function decideAnswer(f: Facts, list: readonly Listed[], page: "overview" | "attention" = "overview"): Answer {
  const decide = inLane(list, "decide");
  const todo = inLane(list, "do");
  return answer(
    "What to decide now?",
    decide.length ? say`${firstCounted(decide.length, "case")} for you to decide` : say`Nothing for you to decide now`,
    [
      togetherSentence(f),
      page === "overview" ? unseenSentence(f) : nothing,
      paragraph(restSentence(f), todo.length ? doSentence(todo, decide.length > 0) : nothing)
    ],
    {to: "./attention", label: "All cases, by account manager"}
  );
}

/** "25 cases are with 11 account managers; 2 have no account manager." */
function doSentence(todo: readonly Listed[], more: boolean): Sentence {
  const owners = managersOf(todo);
  const [owned, unowned] = [todo.filter((c) => c.owner !== null).length, todo.filter((c) => c.owner === null).length];
  const cases = (n: number) => `${firstCounted(n, more ? "more case" : "case")} ${plural(n, "is", "are")}`;
  if (!owners) return say`${cases(todo.length)} for account managers, who are not recorded.`;
  return say`${cases(owned)} with ${owners}${unowned ? `; ${whole(unowned)} ${plural(unowned, "has", "have")} no account manager` : ""}.`;
}

/** How many account managers have cases; without a number where they may not be told apart, and null where there is none. */
function managersOf(list: readonly Pick<Case, "owner">[]): string | null {
  const names = new Set(list.flatMap((c) => c.owner ?? []));
  if (names.has(somebody)) return "account managers";
  return names.size ? counted(names.size, "account manager") : null;
}

/** What leadership's list leaves out, with the largest of it; nothing where it shows all. */
export function restSentence(f: Pick<Facts, "about" | "case_summary" | "settings">): Sentence {
  const now = f.case_summary.find((row) => row.is_current);
  if (!now?.not_shown) return nothing;
  const {currency} = f.about;
  const worth =
    now.not_shown_largest === null
      ? ", without money at stake"
      : `: ${money(now.not_shown_at_stake, currency)} at stake${now.not_shown > 1 ? ` together, ${noneAbove(now.not_shown_largest, f.about)}` : ""}`;
  return say`Shown: the ${counted(f.settings.decide_max, "largest case", "largest")}; ${whole(now.not_shown)} more${worth}.`;
}

/** How many cases account managers have, and what their pages leave out of them. */
export function doAnswer(f: Pick<Facts, "settings">, list: readonly Listed[]): Answer {
  const todo = inLane(list, "do");
  const owners = managersOf(todo);
  const unowned = todo.filter((c) => c.owner === null).length;
  const more = todo.filter((c) => !c.shown).length;
  return answer(
    "What do account managers do?",
    todo.length
      ? owners
        ? say`${firstCounted(todo.length, "case")}${unowned ? `: ${whole(todo.length - unowned)}` : ""} for ${owners}${unowned ? `, ${whole(unowned)} without one` : ""}`
        : say`${firstCounted(todo.length, "case")}; no account manager is recorded`
      : say`No case for account managers`,
    [
      more && owners
        ? say`Each of them sees ${whole(f.settings.do_max)} at most on their own page; ${counted(more, "case")} ${plural(more, "is", "are")} beyond that and only in the table below.`
        : nothing
    ]
  );
}

export function worklistsAnswer(f: Pick<Facts, "worklist" | "settings" | "about">): Answer {
  const of = (kind: string) => f.worklist.filter((row) => row.kind === kind).length;
  const {reviews, contacts} = f.about.recorded;
  const [late, without] = [of("review_overdue"), of("customer_no_contact")];
  const found = [
    {known: reviews, n: late, one: "business review", what: "overdue"},
    {known: contacts, n: without, one: "customer", what: `without contact for ${counted(f.settings.no_contact_days, "day")}`}
  ]
    .filter(({known}) => known)
    .map(({n, one, what}, i) => `${i ? counted(n, one) : firstCounted(n, one)} ${plural(n, "is", "are")} ${what}`);
  const missing = [reviews ? "" : "plan reviews with partners", contacts ? "" : "contacts with customers"].filter(Boolean);
  return answer(
    "What is due?",
    found.length
      ? say`${found.join(", and ")}`
      : notRecorded(f.about, ["activities"], say`Business reviews and contacts are not recorded`),
    [
      found.length ? say`These lists are for planning. They raise no alert and are in no mail.` : nothing,
      reviews
        ? say`A business review is overdue ${counted(f.about.window_days + f.settings.review_grace_days, "day")} after the last one, or else after the start, with a partner that had a won deal in ${period(f.about.window_days)}.`
        : nothing,
      missing.length && !unusableOf(f.about, ["activities"]).length
        ? say`An export of ${listed(missing)} as activities would show here what is due.`
        : nothing
    ]
  );
}

/** How the list itself does: standing, new, age, decided, and how often it was right. */
export function accountAnswer(f: Pick<Facts, "case_summary" | "case_precision" | "settings">): Answer {
  const question = "How well does this list work?";
  const now = f.case_summary.find((row) => row.is_current);
  const all = f.case_precision.find((row) => row.kind === "all");
  if (!now) return answer(question, say`No history yet`);
  const finding = !all
    ? say`Too early to say whether cases were right`
    : all.cases === 1
      ? say`The only case old enough to judge was ${all.precision === 1 ? "right" : "not right"}, looking back`
      : say`${percent(all.precision)} of ${whole(all.cases)} cases were right, looking back`;
  return answer(question, finding, [
    all
      ? say`Right: still a case ${counted(f.settings.precision_days, "day")} after it was raised, acted on, or about a deal that was lost (90% interval ${percent(all.lower)} to ${percent(all.upper)}). The others went away by themselves.`
      : say`A case is judged ${counted(f.settings.precision_days, "day")} after it was raised.`,
    paragraph(
      now.median_age_days === null
        ? nothing
        : Math.floor(now.median_age_days) === 0
          ? say`At least half of the cases are new as of this date.`
          : say`Half of the cases were first raised at least ${counted(Math.floor(now.median_age_days), "day")} ago, for this or an earlier reason.`,
      now.decided_share === null ? nothing : say`Decided: ${percent(now.decided_share)}.`
    )
  ]);
}

const ruleNames: Record<string, string> = {
  one_sided: "one-sided",
  over_served: "over-served",
  under_served: "under-served",
  no_contact: "without contact",
  customer_no_contact: "without contact"
};

/** What the data keep from this page, each in one line. */
export function dataNotices(f: Pick<Facts, "muted_rules" | "partners">): Sentence[] {
  const without = f.partners.filter((row) => row.manager === null).length;
  return [
    ...f.muted_rules.map(
      ({rule, met, population}) =>
        say`${rule === "customer_no_contact" ? "No customer" : "Nobody"} is listed as ${ruleNames[rule] ?? rule.replaceAll("_", " ")}: ${whole(met)} of ${whole(population)} would be, which is more than half and says more about the data than about them.`
    ),
    ...(without
      ? [
          say`${firstCounted(without, "partner")} ${plural(without, "has", "have")} no account manager in the data, so ${plural(without, "its", "their")} cases have no owner. Deliver manager_id with the partners.`
        ]
      : [])
  ];
}
