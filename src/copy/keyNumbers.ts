import type {Sentence} from "../contract/index.js";
import {atLeast, counted, monthYear, percent, period, plural, whole} from "../shared/formats.js";
import {hoursKnown, moreThanHalf, noHours, overText} from "./contact.js";
import {isExceeded} from "./concentration.js";
import {equalOnes} from "./spread.js";
import {
  badYear,
  concentrationNow,
  isRated,
  largestOnes,
  lossByInactivityAlone,
  mutedRule,
  others,
  movesSince,
  referralTotals,
  servedApart
} from "./derive.js";
import type {Facts} from "./facts.js";
import {incomplete, moneyUnknown} from "./money.js";
import {lowered, partners, say} from "./say.js";
import {notRecorded} from "./recorded.js";

/* The five key numbers of the overview, one a question. */

export interface KeyNumber {
  value: string;
  unit: string;
  note: Sentence;
  to: string;
}

/** Five numbers, one a question. */
export const keyNumbers = (f: Facts): KeyNumber[] => [trusted(f), referrals(f), largest(f), few(f), withoutContact(f)];

const unknown = (to: string, note: Sentence): KeyNumber => ({value: "–", unit: "", note, to});

function trusted(f: Facts): KeyNumber {
  const to = "./trust";
  const n = f.partners.length;
  if (!n) return unknown(to, lowered(notRecorded(f.about, ["partners"], say`no partners in the data`)));
  const rated = f.partners.filter(isRated);
  if (!rated.length) return unknown(to, say`no partner can be rated`);
  const risky = rated.filter((row) => row.grade === "at_risk").length;
  return {
    value: whole(rated.filter((row) => row.grade === "trusted").length),
    unit: `of ${whole(n)} trusted`,
    note: say`${risky} at risk; ${n - rated.length} with too little data to rate`,
    to
  };
}

function referrals(f: Facts): KeyNumber {
  const to = "./reciprocity";
  if (!f.about.recorded.referrals)
    return unknown(to, lowered(notRecorded(f.about, ["referrals"], say`referrals are not recorded`)));
  const {received, given} = referralTotals(f);
  const owe = f.partners.filter((row) => row.verdict === "they_owe").length;
  return {
    value: `${whole(received)} : ${whole(given)}`,
    unit: "",
    note: say`referrals received and sent in ${period(f.about.window_days)}; ${owe ? `${counted(owe, "partner")} ${plural(owe, "returns", "return")} clearly fewer` : "no partner returns clearly fewer"}`,
    to
  };
}

function largest(f: Facts): KeyNumber {
  const to = "./concentration";
  const all = largestOnes(f.partners);
  const [most] = all;
  const now = concentrationNow(f, "partner");
  if (moneyUnknown(f.about)) return unknown(to, lowered(incomplete(f.about)));
  if (!most || !now?.effective_n) return unknown(to, say`no partner revenue in ${period(f.about.window_days)}`);
  const bad = badYear(f);
  const exceeded =
    f.loss_backtest[0]?.origins === 1
      ? ", and the one past year with a forecast lost more than its own"
      : ", and past years lost more than theirs";
  const cost =
    bad === null
      ? ""
      : `; ${lossByInactivityAlone(f) ? "by inactivity alone " : ""}a bad year (1 in 20) loses ${atLeast(bad)}${isExceeded(f) ? exceeded : ""}`;
  return {
    value: percent(most.share),
    unit: all.length > 1 ? `from each of the ${whole(all.length)} largest` : "from the largest",
    note: say`${partners(all)}; equivalent to ${equalOnes(now.effective_n)}${cost}`,
    to
  };
}

function few(f: Facts): KeyNumber {
  const to = "./segments";
  const k80 = f.segmentation[0]?.k80;
  if (moneyUnknown(f.about)) return unknown(to, lowered(incomplete(f.about)));
  if (!k80) return unknown(to, say`no partner revenue to divide`);
  const entered = f.segment_moves.filter((m) => m.move === "entered");
  const left = f.segment_moves.filter((m) => m.move === "left");
  const since = movesSince(f);
  const note: Sentence =
    since === null
      ? say`no earlier quarter to compare with`
      : entered.length
        ? say`${partners(entered, 1)} entered group A`
        : left.length
          ? say`${partners(left, 1)} left group A`
          : say`group A is unchanged since ${monthYear(since)}`;
  return {value: whole(k80), unit: `${plural(k80, "brings", "bring")} at least ${percent(0.8)}`, note, to};
}

function withoutContact(f: Facts): KeyNumber {
  const to = "./segments#attention";
  const over = servedApart(f.partners, "over").length;
  const much = overText(f);
  const {tickets, activities} = f.about.recorded;
  if (moneyUnknown(f.about) && (tickets || activities)) return unknown(to, lowered(incomplete(f.about)));
  const silent = mutedRule(f, "no_contact");
  if (activities && silent)
    return {
      value: whole(silent.met),
      unit: `of ${whole(silent.population)} without contact`,
      note: say`for ${counted(f.settings.no_contact_days, "day")}, of active partners: ${moreThanHalf}; ${much}`,
      to
    };
  if (activities) {
    const active = others(f.partners);
    if (!active.length) return unknown(to, say`no partner outside group A is active`);
    const none = active.filter((row) => row.ignored).length;
    return {
      value: whole(none),
      unit: `of ${whole(active.length)} without contact`,
      note: say`for ${counted(f.settings.no_contact_days, "day")}, of active partners outside group A; ${much}`,
      to
    };
  }
  if (tickets && !hoursKnown(f)) return unknown(to, say`${noHours(f)}; contacts are not recorded`);
  if (!tickets)
    return unknown(to, lowered(notRecorded(f.about, ["tickets", "activities"], say`hours and contacts are not recorded`)));
  return {
    value: whole(mutedRule(f, "over_served")?.met ?? over),
    unit: "over-served",
    note: say`${much}; contacts are not recorded`,
    to
  };
}
