import {alliancesAnswer, oneSidedAnswer, reciprocityHeadline} from "../../src/copy/reciprocity.ts";
import {lagAnswer} from "../../src/copy/responses.ts";
import {Reciprocity} from "../../src/contract/reciprocity.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {alliances, callable} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";

/** Reciprocity: referrals both ways, one-sided partners, whether sending one brings one back, informal alliances. */
export function reciprocity(p: Portfolio): File<"reciprocity"> {
  return {
    about: p.about,
    words: {
      headline: reciprocityHeadline(p),
      one_sided: oneSidedAnswer(p),
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
    one_sided: byColumn(Reciprocity.shape.one_sided, p.one_sided),
    alliances: alliances(p)
  };
}
