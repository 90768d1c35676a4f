import type {Answer, File} from "../../src/contract/index.ts";
import {capital, counted, listed, longDate, plural, whole} from "../../src/shared/format.ts";
import type {Portfolio} from "./portfolio.ts";
import {nothing, paragraph, say} from "./say.ts";

/** The data behind the figures: drops, freshness, what was held back and why, and whether the money adds up. */
export const data = (p: Portfolio): File<"data"> => ({
  about: p.about,
  words: {headline: headline(p), freshness: freshnessAnswer(p), files: filesAnswer(p), quarantine: quarantineAnswer(p)},
  cadence_days: p.settings.cadence_days,
  report: p.report,
  freshness: freshness(p),
  revenue: p.revenue
});

const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);

function freshness(p: Portfolio): File<"data">["freshness"] {
  return Object.entries(p.report.tables).map(([table, t]) => {
    const age = t.newest_drop === null ? null : Math.max(0, days(t.newest_drop, p.about.as_of));
    return {
      table,
      records: t.final,
      newest_drop: t.newest_drop,
      age_days: age,
      stale: age === null || age > p.settings.cadence_days,
      quarantined: t.quarantined
    };
  });
}

function headline(p: Portfolio): Answer {
  const {totals, files} = p.report;
  const delivered = new Set(files.map((f) => f.path)).size;
  const taken = totals.accepted + totals.deduplicated + totals.superseded + totals.quarantined;
  const left = totals.records - taken;
  const held = totals.quarantined
    ? `${whole(totals.quarantined)}\u00a0of\u00a0${whole(totals.records)} records ${plural(totals.quarantined, "is", "are")} held back`
    : `all ${whole(totals.records)} records were taken`;
  const dated = say`Data to ${longDate(p.about.as_of)}; ${held}`;
  return {
    question: null,
    finding: dated,
    paragraphs: [
      paragraph(
        say`${capital(counted(delivered, "file"))} ${plural(delivered, "was", "were")} delivered.`,
        say`${whole(totals.accepted)} records were accepted, ${whole(totals.deduplicated)} repeated another, ${whole(totals.superseded)} were superseded by a newer version and ${whole(totals.quarantined)} ${plural(totals.quarantined, "is", "are")} held back: together ${whole(taken)}, as many as the files taken hold.`,
        left > 0 ? say`Another ${whole(left)} stand in files that were not taken.` : nothing
      )
    ],
    way: null
  };
}

/** Which tables are as fresh as the setting wants them. */
function freshnessAnswer(p: Portfolio): Answer {
  const days = p.settings.cadence_days;
  const recorded = freshness(p).filter((t) => t.records > 0);
  const stale = recorded.filter((t) => t.stale);
  return {
    question: "How fresh is it?",
    finding: !recorded.length
      ? say`Nothing is recorded`
      : stale.length
        ? say`No drop in ${days} days: ${listed(stale.map((t) => t.table.replaceAll("_", " ")))}`
        : say`Every table with records had a drop in the last ${days} days`,
    paragraphs: [],
    way: null
  };
}

function filesAnswer(p: Portfolio): Answer {
  const odd = p.report.files.filter((f) => f.outcome !== "accept");
  return {
    question: "What was delivered?",
    finding: odd.length
      ? say`${capital(counted(odd.length, "file"))} of ${p.report.files.length} ${plural(odd.length, "was", "were")} not taken as delivered`
      : say`Every file was taken as delivered`,
    paragraphs: [],
    way: null
  };
}

function quarantineAnswer(p: Portfolio): Answer {
  const {quarantine} = p.report;
  return {
    question: "What is held back, and why?",
    finding: quarantine.length
      ? say`${capital(counted(quarantine.length, "reason"))}, the most frequent first`
      : say`Nothing is held back`,
    paragraphs: quarantine.length
      ? [
          say`A record that can’t be read without guessing is held back and left out of every figure until it is mended at its source. What it holds is never shown here.`
        ]
      : [],
    way: null
  };
}
