import type {Answer} from "../contract/index.js";
import {counted, percent, percentRange, signedPoints} from "../shared/formats.js";
import type {Facts} from "./facts.js";
import {answer, say, strong} from "./say.js";
import {notRecorded} from "./recorded.js";

/* Whether a referral that we send brings one back. */

/** Is a referral followed by one in return, beyond what comes anyway? */
export function lagAnswer(f: Facts): Answer {
  const asked = "Does sending a referral bring one back?";
  if (!f.about.recorded.referrals) return answer(asked, notRecorded(f.about, ["referrals"], say`Referrals are not recorded`));
  const [lag] = f.exchange_portfolio;
  if (
    !lag ||
    lag.lag_given === 0 ||
    lag.lag_rate === null ||
    lag.lag_expected === null ||
    lag.lag_lower === null ||
    lag.lag_upper === null ||
    lag.lag_excess_lower === null ||
    lag.lag_excess_upper === null
  )
    return answer(asked, say`Too few referrals were sent long enough ago`);
  const {lag_rate: rate, lag_expected: expected, lag_lower: lower, lag_upper: upper} = lag;
  const [least, most] = [lag.lag_excess_lower, lag.lag_excess_upper];
  const finding =
    least > 0
      ? say`Yes: one follows more often than chance explains`
      : most < 0
        ? say`No: one follows less often than chance explains`
        : say`Can’t tell yet whether sending a referral brings one back`;
  return answer(asked, finding, [
    say`After ${strong(percentRange(rate, lower, upper))} of ${counted(lag.lag_given, "referral")} sent, the partner sent one within ${counted(f.settings.response_days, "day")}. At each partner’s own pace, ${strong(percent(expected))} would have been followed by one anyway; only a difference is reciprocity.`,
    say`Counted by partner, as one referral received can follow several sent, the difference lies between ${signedPoints(least)} and ${signedPoints(most)} (90% interval).`
  ]);
}
