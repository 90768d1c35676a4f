import type {Alert, Answer, Sentence} from "../../../src/contract/index.ts";
import {counted, inWords, percent, plural, whole} from "../../../src/shared/format.ts";
import {badYear, concentrationNow, others, weighedApart} from "../derive.ts";
import type {Portfolio} from "../portfolio.ts";
import {partner, partners, say} from "../say.ts";

/** At most this share of the judged partners at risk is "sound on the whole". */
export const soundTo = 0.15;

/** "62 partnerships, sound on the whole; leads from Brightmoor have stopped". */
export function headline(p: Portfolio, list: Alert[]): Answer {
  return {question: null, finding: finding(p, list), paragraphs: [], way: null};
}

function finding(p: Portfolio, list: Alert[]): Sentence {
  const n = p.partners.length;
  if (!n) return say`No partners are in the data yet`;
  const judged = p.partners.filter((row) => row.grade !== null && row.grade !== "unproven");
  const risky = judged.filter((row) => row.grade === "at_risk").length;
  const state = !judged.length
    ? "too little recorded to judge"
    : 2 * judged.length < n
      ? "too little recorded to judge most of them"
      : risky <= soundTo * judged.length
        ? "sound on the whole"
        : `${inWords(risky)} of them at risk`;
  const first = list.find((a) => a.level === "alarm");
  const start = `${n === 1 ? "One partnership" : `${whole(n)} partnerships`}, ${state}`;
  return first ? say`${start}; ${lowered(first.about)}` : say`${start}`;
}

/** A sentence that goes on: its first letter small, unless it is a name. */
const lowered = ([first, ...rest]: Sentence): Sentence =>
  typeof first === "string"
    ? [first.charAt(0).toLowerCase() + first.slice(1), ...rest]
    : first === undefined
      ? []
      : [first, ...rest];

interface KeyNumber {
  value: string;
  unit: string;
  note: Sentence;
  to: string;
}

/** The five numbers, one a question. */
export const keyNumbers = (p: Portfolio): KeyNumber[] => [trusted(p), exchange(p), largest(p), few(p), looked(p)];

function trusted(p: Portfolio): KeyNumber {
  const of = (grade: string) => p.partners.filter((row) => row.grade === grade).length;
  if (!p.partners.length) return {value: "–", unit: "", note: say`no partners in the data`, to: "./trust"};
  return {
    value: String(of("trusted")),
    unit: `of ${whole(p.partners.length)} trusted`,
    note: say`${of("at_risk")} at risk; of ${of("unproven")} too little is known`,
    to: "./trust"
  };
}

function exchange(p: Portfolio): KeyNumber {
  const to = "./reciprocity";
  if (!p.about.recorded.referrals) return {value: "–", unit: "", note: say`leads received and given are not recorded`, to};
  const sum = (key: "received" | "given") => p.partners.reduce((total, row) => total + row[key], 0);
  const owe = p.partners.filter((row) => row.verdict === "they_owe").length;
  const note = owe
    ? say`leads received and given; ${counted(owe, "partner")} ${plural(owe, "owes", "owe")} us`
    : say`leads received and given; no partner clearly owes us`;
  return {value: `${whole(sum("received"))} : ${whole(sum("given"))}`, unit: "", note, to};
}

function largest(p: Portfolio): KeyNumber {
  const to = "./concentration";
  const [first] = p.partners;
  const now = concentrationNow(p, "partner");
  if (!first || first.share === null || first.revenue <= 0 || !now?.effective_n)
    return {value: "–", unit: "", note: say`no revenue through partners in the window`, to};
  const bad = badYear(p);
  const cost = bad === null ? "" : `; one year in twenty costs ${percent(bad)}`;
  return {
    value: percent(first.share),
    unit: "if the largest leaves",
    note: say`${partner(first)}; as if ${counted(Math.round(now.effective_n), "equal partner")}${cost}`,
    to
  };
}

function few(p: Portfolio): KeyNumber {
  const to = "./segments";
  const k80 = p.segmentation[0]?.k80;
  if (!k80) return {value: "–", unit: "", note: say`no revenue to share out`, to};
  const came = p.segment_moves.filter((m) => m.move === "entered");
  const left = p.segment_moves.filter((m) => m.move === "left");
  const note: Sentence = came.length
    ? say`${partners(came, 1)} came in`
    : left.length
      ? say`${partners(left, 1)} dropped out`
      : say`the vital few are the same as last quarter`;
  return {value: whole(k80), unit: `${plural(k80, "brings", "bring")} 80\u202f%`, note, to};
}

function looked(p: Portfolio): KeyNumber {
  const to = "./segments#attention";
  const over = weighedApart(p, "over").length;
  const much = over
    ? `${inWords(over)} ${plural(over, "takes", "take")} more than their weight`
    : "no one takes more than their weight";
  if (p.about.recorded.activities) {
    const regulars = others(p);
    const silent = regulars.filter((row) => row.ignored).length;
    return {
      value: whole(silent),
      unit: `of ${whole(regulars.length)} others`,
      note: say`not spoken to in ${p.settings.ignored_days} days; ${much}`,
      to
    };
  }
  if (!p.about.recorded.tickets) return {value: "–", unit: "", note: say`our time is not recorded`, to};
  return {value: whole(over), unit: "over-served", note: say`${much}; visits and calls are not recorded`, to};
}
