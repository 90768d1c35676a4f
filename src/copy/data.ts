import type {Answer, File} from "../contract/index.js";
import {counted, first, firstCounted, listed, longDate, plural, whole, span} from "../shared/formats.js";
import {beginsSentence, staleSentence} from "./begins.js";
import type {Facts} from "./facts.js";
import {excludedSentence} from "./money.js";
import {answer, nothing, paragraph, say} from "./say.js";

/* The data page: deliveries, freshness, rejected records, reconciliation. */

type Freshness = File<"data">["freshness"];

export function dataHeadline(f: Facts): Answer {
  const {totals, files} = f.report;
  const delivered = new Set(files.map((file) => file.path)).size;
  const taken = totals.accepted + totals.deduplicated + totals.superseded + totals.quarantined;
  const left = totals.records - taken;
  const {quarantined} = totals;
  return answer(
    null,
    quarantined
      ? say`Data to ${longDate(f.about.as_of)}; ${quarantined} of ${counted(totals.records, "record")} ${plural(quarantined, "is", "are")} rejected`
      : left > 0
        ? say`Data to ${longDate(f.about.as_of)}; ${whole(left)} of ${counted(totals.records, "record")} ${plural(left, "is", "are")} in files that were not taken`
        : say`Data to ${longDate(f.about.as_of)}; no record is rejected`,
    [
      paragraph(
        !delivered
          ? say`No file was delivered.`
          : say`${firstCounted(delivered, "file")} delivered, with ${counted(totals.records, "record")}: ${totals.accepted} accepted, ${whole(totals.deduplicated)} ${plural(totals.deduplicated, "duplicate")}, ${totals.superseded} superseded by a newer version, ${quarantined} rejected${left > 0 ? `, ${whole(left)} in files that were not taken` : ""}.`,
        staleSentence(f.about),
        beginsSentence(f.about),
        excludedSentence(f.about)
      )
    ]
  );
}

/** Which tables are as fresh as the setting wants them. */
export function freshnessAnswer(f: Facts, freshness: Freshness): Answer {
  const days = counted(f.settings.cadence_days, "day");
  const recorded = freshness.filter((t) => t.records > 0);
  const stale = recorded.filter((t) => t.stale);
  return answer(
    "How fresh is it?",
    !recorded.length
      ? say`No records`
      : stale.length
        ? say`No delivery for ${days}: ${listed(stale.map((t) => t.table.replaceAll("_", " ")))}`
        : recorded.some((t) => t.age_days !== null && t.age_days > f.settings.cadence_days)
          ? say`Every table that systems export was delivered within the last ${span(days)}`
          : say`Every table with records was delivered within the last ${span(days)}`
  );
}

export function filesAnswer(f: Facts): Answer {
  const {files} = f.report;
  const odd = files.filter((file) => file.outcome !== "accept").length;
  return answer(
    "What was delivered?",
    odd
      ? say`${first(odd)} of ${counted(files.length, "file")} ${plural(odd, "was", "were")} not taken as delivered`
      : files.length
        ? say`Every file was taken as delivered`
        : say`No file was delivered`
  );
}

export function rejectedAnswer(f: Facts): Answer {
  const n = f.report.quarantine.length;
  return answer("Which records are rejected, and why?", n ? say`${firstCounted(n, "reason")}` : say`No record is rejected`, [
    n
      ? say`A record that can’t be read without guessing is kept in quarantine and left out of every figure until it is fixed at its source. Its content is never shown here.`
      : nothing
  ]);
}

/** Ids that seem to be the same; nothing is merged without somebody's decision. */
export function nearMissesAnswer({report}: Pick<Facts, "report">): Answer {
  const {total} = report.near_misses;
  return answer(
    "Which ids may be the same partner, customer or person?",
    total ? say`${firstCounted(total, "pair")} of ids ${plural(total, "looks", "look")} the same` : say`No two ids look the same`,
    [
      total
        ? say`They count as different until somebody decides: npx handshake match writes them into aliases.csv for review.`
        : say`Looked for: similar names, web domains and e-mail addresses between sources; within one source, companies of the same name.`
    ]
  );
}

/** The checks of metrics that fail; there is at least one. */
export function checksAnswer(failed: NonNullable<File<"data">["report"]["checks"]>): Answer {
  const metrics = [...new Set(failed.map(({metric}) => metric))];
  return answer(
    "Do the metrics pass their checks?",
    say`${firstCounted(failed.length, "check")} ${plural(failed.length, "fails", "fail")}; treat the figures of ${listed(metrics.map((m) => m.replaceAll("_", " ")))} with care`,
    failed.map(({metric, check}) => say`${metric.replaceAll("_", " ")}: expected ${check.replaceAll("_", " ")}.`)
  );
}
