import type {Answer} from "../contract/index.js";
import type {Facts} from "./facts.js";
import {listed} from "../shared/formats.js";
import {answer, say} from "./say.js";
import {trustFinding} from "./trust.js";
import {whyNotRated} from "./whyNotRated.js";

/** The list of all partners. */
export const partnersHeadline = (f: Facts): Answer =>
  answer(null, trustFinding(f), [
    f.partners.length
      ? (whyNotRated(f) ??
        say`Each with its ${listed(["trust score and 90% interval", ...(f.about.recorded.deals ? ["revenue"] : []), ...(f.about.recorded.referrals ? ["referrals both ways"] : [])])}. Choose a name for the partner’s own page.`)
      : []
  ]);
