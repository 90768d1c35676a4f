import {paretoAnswer, segmentsHeadline, segmentsTableAnswer, valueTrustAnswer} from "../../src/copy/segments.ts";
import {attentionAnswer} from "../../src/copy/contact.ts";
import {movesSince} from "../../src/copy/derive.ts";
import {firstDealsAnswer} from "../../src/copy/firstDeals.ts";
import {Segments} from "../../src/contract/segments.ts";
import {byColumn} from "./byColumn.ts";
import type {File} from "../../src/contract/index.ts";
import {marks, pareto, weighed} from "./pictures.ts";
import type {Portfolio} from "./portfolio.ts";

/** Groups A, B and C, who could join A, and whether the others are in contact. */
export function segments(p: Portfolio): File<"segments"> {
  const split = p.segmentation[0];
  return {
    about: p.about,
    words: {
      headline: segmentsHeadline(p),
      pareto: paretoAnswer(p),
      value_trust: valueTrustAnswer(p),
      attention: {...attentionAnswer(p), way: null},
      first: firstDealsAnswer(p),
      partners: segmentsTableAnswer(p)
    },
    no_contact_days: p.settings.no_contact_days,
    k80: split?.k80 ?? null,
    k_a: split?.k_a ?? null,
    k_ab: split?.k_ab ?? null,
    marks: marks(p),
    pareto: pareto(p, 400),
    weighed: weighed(p),
    partners: rows(p),
    moves: movesSince(p) === null ? [] : p.segment_moves,
    first_deals: p.first_deals
  };
}

const rows = (p: Portfolio): File<"segments">["partners"] =>
  byColumn(
    Segments.shape.partners,
    p.partners.flatMap((row) =>
      row.rank !== null && row.abc !== null && row.label !== null
        ? [{...row, rank: row.rank, abc: row.abc, label: row.label, value_share: row.value_share ?? 0}]
        : []
    )
  );
