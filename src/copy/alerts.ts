import type {Alert, Answer, Sentence} from "../contract/index.js";
import {counted, decimal, firstCounted, longDate, money, plural, whole} from "../shared/formats.js";
import type {AlertFacts, Facts} from "./facts.js";
import {answer, nothing, paragraph, say} from "./say.js";

/* The page of what needs attention, and its part of the overview. */

export function alertsHeadline(f: Pick<Facts, "history">, list: readonly Pick<Alert, "status">[]): Answer {
  const of = (status: Alert["status"]) => list.filter((alert) => alert.status === status).length;
  const open = list.length - of("resolved");
  const compared = f.history.before?.as_of ?? null;
  return answer(
    null,
    open
      ? say`${firstCounted(open, "alert")} ${plural(open, "needs", "need")} attention, the largest amount at stake first`
      : say`Nothing needs attention now`,
    [
      paragraph(
        compared === null
          ? say`This is the first publication, so no alert is marked as new.`
          : say`Since the publication of ${longDate(compared)}: ${of("new")} new, ${of("continuing")} continuing, ${of("resolved")} resolved.`,
        open ? say`At stake: the expected loss if nothing is done.` : nothing
      )
    ],
    {to: "./method#alerts", label: "How alerts are found and ranked"}
  );
}

/** @param shown the alerts that the overview lists; @param all how many are open */
export function attentionNowAnswer(shown: readonly Pick<Alert, "level">[], all: number): Answer {
  const alarms = shown.filter((a) => a.level === "alarm").length;
  const watches = shown.length - alarms;
  const kinds: [count: number, one: string, many: string][] = [
    [alarms, "alarm", "alarms"],
    [watches, "watch", "watches"]
  ];
  const told = kinds.filter(([count]) => count > 0).map((kind, i) => (i === 0 ? firstCounted : counted)(...kind));
  return answer(
    "What needs attention now?",
    told.length ? say`${told.join(" and ")}, by amount at stake` : say`Nothing needs attention now`,
    [],
    all > shown.length ? {to: "./alerts", label: `All ${whole(all)} alerts`} : null
  );
}

/** Of the test for quiet partners, and of no other: how many watches it has, and how many chance alone would give. */
export function falseWatches(f: Facts): Sentence {
  const tested = f.partners.filter((row) => row.p_quiet !== null).length;
  const watched = f.history.now.alerts.filter((row) => row.kind === "quiet" && row.level === "watch").length;
  if (!tested || !watched) return nothing;
  return say`Of the watches, ${watched} ${plural(watched, "comes", "come")} from testing ${counted(tested, "partner")} for referrals below normal pace, where chance alone would give about ${decimal(tested * f.settings.watch_max_p)}.`;
}

/** Its size in referrals, money, hours or points. */
export function sizeText({size, size_unit}: Pick<AlertFacts, "size" | "size_unit">, currency: string | null): string {
  if (size === null) return "–";
  if (size_unit === "money") return money(size, currency);
  const unit = size_unit === "leads" ? "referrals" : size_unit;
  const shown = decimal(size);
  return `${shown} ${shown === "1" ? unit.replace(/s$/, "") : unit}`;
}
