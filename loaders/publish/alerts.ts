import type {Alert, File} from "../../src/contract/index.ts";
import {alertsHeadline, sizeText} from "../../src/copy/alerts.ts";
import {alertText} from "../../src/copy/alertTexts.ts";
import type {AlertRow} from "../history/publication.ts";
import {previousQuarter} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";

/** Of one kind at most so many are shown on the overview beside its alarms, and so many alerts in all. */
const ofKind = 2;
const shown = 10;

/** Every alert of now, the largest amount at stake first, and after them those resolved since the last publication. */
export function allAlerts(p: Portfolio): Alert[] {
  const {now, before} = p.history;
  const known = new Set(before?.alerts.map((row) => row.alert_id));
  const still = new Set(now.alerts.map((row) => row.alert_id));
  const gone = (before?.alerts ?? []).filter((row) => !still.has(row.alert_id));
  return [
    ...now.alerts.map((row) => alertOf(row, before === null || known.has(row.alert_id) ? "continuing" : "new", p)),
    ...gone.map((row) => alertOf(row, "resolved", p))
  ];
}

const alertOf = (row: AlertRow, status: Alert["status"], p: Portfolio): Alert => ({
  id: row.alert_id,
  kind: row.kind,
  status,
  partner: row.partner_id,
  level: row.level,
  ...alertText(row, p),
  since: row.since,
  size: sizeText(row, p.about.currency),
  stake: row.at_stake
});

/** Those on the overview: all alarms and of every kind the weightiest few, by the amount at stake. */
export function alerts(p: Portfolio): Alert[] {
  const watches = new Map<string, number>();
  const few = allAlerts(p).filter((alert) => {
    if (alert.status === "resolved") return false;
    if (alert.level === "alarm") return true;
    const n = (watches.get(alert.kind) ?? 0) + 1;
    watches.set(alert.kind, n);
    return n <= ofKind;
  });
  const kept = new Set([...few.filter((a) => a.level === "alarm"), ...few.filter((a) => a.level === "watch")].slice(0, shown));
  return few.filter((a) => kept.has(a));
}

/** Every alert, the largest amount at stake first. */
export function alertsFile(p: Portfolio): File<"alerts"> {
  const list = allAlerts(p);
  return {
    about: p.about,
    words: {headline: alertsHeadline(p, list)},
    since: previousQuarter(p),
    compared: p.history.before?.as_of ?? null,
    alerts: list
  };
}
