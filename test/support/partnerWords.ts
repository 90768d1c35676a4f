import type {Partner} from "../../src/contract/index.ts";
import {caseText} from "../../src/copy/caseTexts.ts";
import type {Facts} from "../../src/copy/facts.ts";
import type {CaseFacts} from "../../src/copy/caseFacts.ts";
import * as say from "../../src/copy/partner.ts";
import * as answers from "../../src/copy/partnerAnswers.ts";
import {questionsWords} from "../../src/copy/reviewQuestions.ts";
import {plain} from "../../src/copy/say.ts";

/** What a partner's page and review say of it: the verdict, the numbers under it, each answer, and each case with its advice. */
export function wordsOn(row: Partner, cases: readonly CaseFacts[], f: Pick<Facts, "about" | "settings">): string[] {
  const about = f.about;
  const told = cases.map((c) => ({...caseText(c, f), news: "continuing" as const, status: c.status}));
  const given = [
    answers.trustWords(row, [], 60, about),
    answers.exchangeWords(row, about),
    answers.serviceWords(row, undefined, about),
    answers.lossWords(row, about),
    answers.nextWords(row),
    questionsWords(row, told)
  ];
  return [
    say.verdict(row, told),
    ...say.figures(row, about, 60).map(({value, unit, note}) => `${value} ${unit}: ${plain(note)}`),
    ...given.flatMap(({finding, paragraphs}) => [finding, ...paragraphs].map(plain)),
    ...told.flatMap(({about, why, todo}) => [about, why, todo].map(plain))
  ];
}

/** Pairs of which only one can be true of one partner at one day. */
const opposites: [one: RegExp, other: RegExp][] = [
  [/receives clearly more than it sends/, /They send clearly more referrals|No clear imbalance|We return clearly fewer/],
  [/We return clearly fewer referrals/, /We send clearly more referrals|No clear imbalance|Can’t tell yet: too few referrals/],
  [/agree what each side brings/, /thank them|Where can we refer customers/],
  [/find a referral for them/, /What prevents referrals to us/],
  [/\buses far more support/, /not over-served|less than its revenue share/],
  [/is in group A with a weak grade/, /^(?:Trusted|Above average), trust score/],
  [/has fallen from \S+(?: \S+)? to at risk/, /^(?!At risk)[A-Z][a-z ]+, trust score/],
  [/has fallen from \S+(?: \S+)? to below average/, /^(?!Below average)[A-Z][a-z ]+, trust score/],
  [/has fallen from .+ to trusted|has fallen from at risk/, /./],
  [/No open case\./, /: (?:call|review|agree|find|ask|approve|decide|propose|look into)\b/],
  [/Better than the average partner/, /Worse than the average partner|^At risk/],
  [/No contact with .+ for as long as is recorded/, /Last contact on/]
];

/** Numbers that both name, which have to be the same. */
const shared: [one: RegExp, other: RegExp][] = [
  [/No contact with .+ for (\d+) days?/, /Last contact on .+, (\d+) days? before/],
  [/Trust score (\d+), \d+ points? below its highest/, /^[A-Z][a-z ]+, trust score (\d+)/],
  [/^About ([\d.]+) expected in \d+ days, .+ received\. It brings/, /^About ([\d.]+) expected in \d+ days; .+ received\.$/]
];

/** Every two statements of one partner's page that contradict each other, a line each. */
export function opposed(texts: readonly string[]): string[] {
  const first = (shape: RegExp) => texts.map((text) => shape.exec(text)).find((found) => found !== null);
  return [
    ...opposites.flatMap(([one, other]) => {
      const [a, b] = [first(one), first(other)];
      return a && b ? [`“${a.input}” and “${b.input}”`] : [];
    }),
    ...shared.flatMap(([one, other]) => {
      const [a, b] = [first(one), first(other)];
      return a && b && a[1] !== b[1] ? [`“${a.input}” and “${b.input}”`] : [];
    })
  ];
}
