import {dependencyAnswer, matrixAnswer, peopleHeadline} from "../../src/copy/people.ts";
import {alliancesAnswer} from "../../src/copy/reciprocity.ts";
import {People} from "../../src/contract/people.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {alliances} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";

/** People: informal alliances, dependency of our reps, and which people exchange referrals. */
export const people = (p: Portfolio): File<"people"> => ({
  about: p.about,
  words: {headline: peopleHeadline(p), alliances: alliancesAnswer(p), reps: dependencyAnswer(p), matrix: matrixAnswer(p)},
  alliances: alliances(p),
  reps: byColumn(People.shape.reps, p.reps),
  matrix: byColumn(People.shape.matrix, p.matrix),
  dependency_share: p.settings.dependency_share,
  adoption: byColumn(People.shape.adoption, p.adoption)
});
