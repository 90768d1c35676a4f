import {Reciprocity} from "../../src/contract/reciprocity.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {capital, inWords, period} from "../../src/shared/format.ts";
import {alliancesAnswer, lagAnswer, reciprocityAnswer} from "./answers/reciprocity.ts";
import {alliances, callable} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";
import {say} from "./say.ts";

/** Give and get: leads both ways, who owes whom, whether giving brings something back, who works together. */
export function reciprocity(p: Portfolio): File<"reciprocity"> {
  const answer = reciprocityAnswer(p);
  return {
    about: p.about,
    words: {
      headline: {question: null, finding: answer.finding, paragraphs: answer.paragraphs, way: null},
      takers: {
        question: "Who takes and does not give?",
        finding: p.takers.length
          ? say`${capital(inWords(p.takers.length))} of ${p.partners.length} partners, over ${period(p.about.evidence_days)}`
          : say`No partner does, over ${period(p.about.evidence_days)}`,
        paragraphs: [
          say`A partner stands here when what it received from us is clearly more than what it gave, or when it had five leads or more and sent none.`
        ],
        way: null
      },
      lag: lagAnswer(p),
      alliances: alliancesAnswer(p)
    },
    portfolio: p.about.recorded.referrals ? (p.exchange_portfolio[0] ?? null) : null,
    history: p.about.recorded.referrals ? p.exchange_history : [],
    partners: byColumn(
      Reciprocity.shape.partners,
      p.partners.filter((row) => row.received + row.given > 0)
    ),
    callable: callable(p),
    takers: byColumn(Reciprocity.shape.takers, p.takers),
    alliances: alliances(p)
  };
}
