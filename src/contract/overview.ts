import {z} from "zod";
import {About} from "./about.ts";
import {Case} from "./attention.ts";
import {Change, Trend} from "./changes.ts";
import {columns, count, flag, fraction, number, pick, rank, rows, score} from "./columns.ts";
import {CurvePoint, Member} from "./concentration.ts";
import {partners} from "./partners.ts";
import {exchanged} from "./reciprocity.ts";
import {pipelineTotals} from "./pipeline.ts";
import {Forecast, Group, Period} from "./revenue.ts";
import {Mark, Weighed, pareto, segmentation} from "./segments.ts";
import {GradeCount, dot} from "./trust.ts";
import {Answer, Sentence} from "./words.ts";

export const Overview = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  /** Whether its readers may see the records behind figures. */
  records_shown: z.boolean(),
  numbers: z.array(z.strictObject({value: z.string(), unit: z.string(), note: Sentence, to: z.string()})),
  /** The dates that there are figures of, oldest first, now last. */
  days: z.array(z.iso.date()),
  /** Partner revenue by fiscal quarter, the last nine and the running one. */
  quarters: z.array(Period),
  /** Partner revenue of the window by grade. */
  groups: z.array(Group),
  pipeline: rows(pipelineTotals),
  forecasts: z.array(Forecast),
  average: score("score of the average partner").nullable(),
  grades: z.array(GradeCount),
  /** Every partner, up to 200 of them; beyond, the scores in `grades` stand for them. */
  dots: columns(dot),
  exchange: columns(exchanged),
  /** At index s, the smallest number on one side that is clearly more than s on the other. */
  callable: z.array(count("referrals")),
  members: z.array(Member),
  member_count: rank("partners with revenue"),
  effective_n: number("effective number of partners", "partners", "share").nullable(),
  curve: z.array(CurvePoint),
  var95: fraction("part of partner revenue that a bad year loses", {tells: "share"}).nullable(),
  loss_alone: flag("whether that is of inactivity alone, as no past year tells how much partners buy less"),
  pareto,
  ...pick(segmentation, "k80", "k_a", "k_ab"),
  marks: z.array(Mark),
  weighed: z.array(Weighed),
  contact: columns({
    ...pick(partners, "id", "name"),
    days: partners.row.days_since_contact,
    ignored: flag("no contact for longer than the setting allows")
  }),
  no_contact_days: count("the setting", {unit: "days", tells: "open"}),
  changes: z.array(Change),
  trends: z.array(Trend),
  /** What leadership decides now. */
  decide: z.array(Case),
  /** The day of the publication that the news is told from. */
  compared: z.iso.date().nullable()
});
