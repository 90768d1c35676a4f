import {capital, counted, decimal, first, firstCounted, percent, period, plural, some, whole} from "../shared/formats.js";
import {missingNote, recordedPeriod} from "./begins.js";
import {
  ownerOf,
  customer,
  named,
  isOfGroup,
  brings,
  alikeInGroup,
  worth,
  gradeOf,
  points,
  closesOnceClear,
  actions,
  todoWhile,
  tense,
  paces,
  type CaseText,
  type Context,
  type Teller
} from "./caseParts.js";
import {concentration} from "./concentrationCase.js";
import type {CaseFacts} from "./caseFacts.js";
import {revenueName} from "./money.js";
import {nothing, paragraph, say} from "./say.js";
import {signalName, signalsOf} from "./signals.js";

/** One test for referrals received, deals opened and deals won; credits of deals that partners share are parts of deals. */
const belowPace =
  ({things, from, came}: (typeof paces)[keyof typeof paces]): Teller =>
  (row, f) => {
    const [seen, expected] = [row.seen ?? 0, row.expected ?? 0];
    const [length = "0", level, season] = (row.detail ?? "").split(" ");
    const days = counted(Number(length), "day");
    const over = level === "none";
    const late = missingNote(row.kind, f.about);
    const time = season ? " at this time of year" : "";
    // where hardly any are expected, none says nothing new: it says that the case is not over
    const before =
      level === "off"
        ? say`Few are expected in ${days}${time}, and none`
        : say`About ${decimal(expected)} expected in ${days}${time}, ${seen ? decimal(seen) : "none"}`;
    // the figures are those of one of them
    const which = isOfGroup(row) ? ` ${from} ${row.partner ?? "an unnamed partner"}` : "";
    if (late)
      return {
        about: say`${capital(things)} ${from} ${named(row)} may be below normal pace`,
        why: paragraph(say`${before} delivered${which}; ${late}.`, brings(row, f)),
        todo: say`${ownerOf(row)}: check what was not delivered before you call.`
      };
    return {
      about:
        seen === 0 && !isOfGroup(row)
          ? say`No ${things} ${from} ${named(row)} for ${days}`
          : say`${capital(things)} ${from} ${named(row)} ${over ? "were" : "are"} below normal pace`,
      why: paragraph(
        say`${before} ${came}${which}.`,
        level === "off" ? say`It was below its pace when more were expected.` : nothing,
        over ? closesOnceClear({...row, met: false}) : nothing,
        brings(row, f)
      ),
      todo: over ? todoWhile({...row, met: false}, f, "") : say`${ownerOf(row)}: call this week and ask what changed.`
    };
  };

/** Grades from the lowest to the highest. */
const heights = ["at_risk", "below_typical", "candidate", "trusted"];

const downgrade: Teller = (row, f) => {
  const [from = "", to = ""] = (row.detail ?? "").split(" ");
  const lost = Math.round(row.size ?? 0);
  return {
    about:
      heights.indexOf(to) < heights.indexOf(from)
        ? say`${named(row)} has fallen from ${gradeOf(from)} to ${gradeOf(to)}`
        : say`The trust score of ${named(row)} has not clearly recovered`,
    why: paragraph(
      say`Trust score ${whole(row.seen ?? 0)}${lost ? `, ${points(lost)} below its highest at a quarter’s end` : ""}.`,
      brings(row, f)
    ),
    todo: say`${ownerOf(row)}: ${actions.downgrade!}.`
  };
};

/** A grade follows the months before: who is graded low may have the average partner's score today, or a better one. */
const weakScore: Teller = (row, f) => {
  const grade = gradeOf(row.detail ?? "");
  const apart = row.met && row.seen !== null && row.expected !== null && row.seen >= row.expected;
  return {
    about: say`${named(row)} ${tense(row, "is", "was")} in group A with a weak grade`,
    why: paragraph(
      apart
        ? say`Graded ${grade} by the months before; its trust score of today, ${whole(row.seen ?? 0)}, is not below the average.`
        : say`Trust score ${whole(row.seen ?? 0)}, ${grade}.`,
      closesOnceClear(row),
      brings(row, f)
    ),
    todo: apart
      ? say`${ownerOf(row)}: wait to see whether the grade follows before you act on it.`
      : todoWhile(row, f, actions.weak_score!)
  };
};

const oneSided: Teller = (row, f) => ({
  about: say`${named(row)} ${tense(row, "receives clearly more than it sends", "received clearly more than it sent")}`,
  why: paragraph(
    say`${firstCounted(row.expected ?? 0, "referral")} sent to it in ${recordedPeriod(f.settings.evidence_days, f.about)}, ${some(row.seen ?? 0)} received.`,
    closesOnceClear(row)
  ),
  todo: todoWhile(row, f, actions.one_sided!)
});

const weReturnFewer: Teller = (row, f) => ({
  about: say`We ${tense(row, "return", "returned")} clearly fewer referrals than ${named(row)} ${tense(row, "sends", "sent")}`,
  why: paragraph(
    say`${firstCounted(row.seen ?? 0, "referral")} received in ${period(f.about.window_days)}, ${some(row.expected ?? 0)} sent.`,
    closesOnceClear(row),
    brings(row, f)
  ),
  todo: todoWhile(row, f, actions.we_return_fewer!)
});

const registrationOverdue: Teller = (row, f) => ({
  about: say`Deal registration of ${named(row)} is overdue`,
  why: say`The deal with ${customer(row)}${worth(row, f)} has been undecided for ${counted(row.seen ?? 0, "day")} past the second business day.`,
  todo: say`${ownerOf(row)}: ${actions.registration_overdue!}.`
});

const conflict: Teller = (row, f) => ({
  about: say`Channel conflict with ${named(row)}`,
  why: say`The deal that it registered with ${customer(row)}${worth(row, f)} ${row.detail === "both_sides" ? "met a direct deal that was already open" : "had a direct deal opened against it"}.`,
  todo: say`${ownerOf(row)}: ${actions.conflict!}.`
});

const wrongLead: Teller = (row, f) => ({
  about: say`The lead of ${tense(row, "most", "many")} recorded deals with ${named(row)} ${tense(row, "breaks", "broke")} the rule of engagement`,
  why: paragraph(
    say`${first(row.size ?? 0)} of ${counted(row.expected ?? 0, "deal")} with a recorded lead, closed in ${recordedPeriod(f.settings.evidence_days, f.about)}, broke it; ${some(row.seen ?? 0)} of these ${plural(row.seen ?? 0, "was", "were")} won.`,
    closesOnceClear(row)
  ),
  todo: todoWhile(row, f, actions.wrong_lead!)
});

const noContact: Teller = (row, f) => {
  const late = missingNote(row.kind, f.about);
  const days = row.seen === null ? "as long as is recorded" : counted(row.seen, "day");
  return {
    about: say`No contact with ${named(row)} ${late ? "was delivered " : ""}for ${days}`,
    why: paragraph(late ? say`${capital(late)}.` : nothing, brings(row, f)),
    todo: say`${ownerOf(row)}: ${late ? "check what was not delivered before you call" : actions.no_contact!}.`
  };
};

const overServed: Teller = (row, f) => ({
  about: say`${named(row)} ${tense(row, "uses", "used")} far more support than its revenue share`,
  why: paragraph(
    say`It has ${percent(row.seen)} of our hours with partners and ${percent(row.share ?? 0)} of ${revenueName(f.about)}: ${counted(Math.round(row.size ?? 0), "hour")} beyond ${f.settings.over_served_ratio === 2 ? "twice" : `${decimal(f.settings.over_served_ratio)} times`} that share.`,
    closesOnceClear(row)
  ),
  todo: todoWhile(row, f, actions.over_served!)
});

const formalAgreement: Teller = (row) => ({
  about: say`${named(row)} is ready for a formal agreement`,
  why: say`${firstCounted(row.size ?? 0, "person", "people")} of ours ${plural(row.size ?? 0, "exchanges", "exchange")} referrals with it, and there is no formal agreement.`,
  todo: say`${ownerOf(row)}: ${actions.formal_agreement!}.`
});

const tellers: Record<string, Teller> = {
  below_pace: belowPace(paces.below_pace),
  deals_below_pace: belowPace(paces.deals_below_pace),
  wins_below_pace: belowPace(paces.wins_below_pace),
  downgrade,
  conflict,
  no_contact: noContact,
  concentration,
  registration_overdue: registrationOverdue,
  wrong_lead: wrongLead,
  one_sided: oneSided,
  over_served: overServed,
  we_return_fewer: weReturnFewer,
  weak_score: weakScore,
  formal_agreement: formalAgreement
};

/** The text of a case, with its further signals named; of a kind that has none yet, its kind and subject. */
export function caseText(row: CaseFacts, f: Context): CaseText {
  const told = tellers[row.kind]?.(row, f) ?? {
    about: say`${capital(signalName(row.kind))}: ${named(row)}`,
    why: nothing,
    todo: say`${ownerOf(row)}: look into it.`
  };
  const [, ...others] = signalsOf(row).map(signalName);
  return {...told, why: paragraph(told.why, alikeInGroup(row, f), others.length ? say`Also: ${others.join(", ")}.` : nothing)};
}
