import type {About, FileName} from "../../src/contract/index.ts";
import {readCatalogue, type MetricDefinition} from "../metrics/catalogue.ts";
import type {Settings} from "../settings.ts";
import {effectiveSettings, type EffectiveSetting, type Scalar} from "../settingsValues.ts";
import type {Published} from "./write.ts";

/** The metrics that each page's figures come from; a file that is not named here is about all of them. */
const pageMetrics: Partial<Record<FileName, readonly string[]>> = {
  trust: ["trust", "trust_kinds", "grade_moves"],
  reciprocity: ["reciprocity", "reciprocity_portfolio", "one_sided", "alliances"],
  concentration: ["concentration", "disclosures", "loss", "yearly_loss", "loss_curve", "what_if", "regions", "retention"],
  segments: ["segments", "segmentation", "segment_moves", "attention", "first_deal", "early_wins"],
  revenue: ["revenue_comparison", "revenue_groups", "pipeline_totals", "pipeline", "forecast", "forecast_tests", "retention"],
  deals: [
    "leadership",
    "leadership_sizes",
    "registrations",
    "registration_conflicts",
    "partner_effect",
    "preferences",
    "maturity"
  ],
  people: ["alliances", "people_pairs", "rep_concentration", "own_pipeline"],
  service: ["attention", "trouble_free", "joint_tickets", "reviews"],
  data: ["revenue"]
};

/** Settings that no metric reads and that figures of a page follow from: what is stale, and which files and records are taken. */
const pageSettings: Partial<Record<FileName, readonly string[]>> = {
  data: ["cadence_days", "amount_max", "bad_rows_share", "bad_rows_min", "volume_share", "volume_min_rows"]
};

/** The settings that metrics and all that they are made of read. */
export function settingsBehind(names: readonly string[] | undefined, metrics: readonly MetricDefinition[]): Set<string> {
  const catalogue = new Map(metrics.map((m) => [m.name, m]));
  const found = new Set(names ?? catalogue.keys());
  for (const name of found) catalogue.get(name)?.needs.forEach((need) => found.add(need));
  return new Set([...found].flatMap((name) => catalogue.get(name)?.settings ?? []));
}

/** Settings that differ from their defaults. */
export const changed = (settings: Settings): EffectiveSetting[] =>
  effectiveSettings(settings).filter((setting) => setting.value !== setting.default);

/** Puts into every file the changed settings that its own figures follow from. */
export function withChangedSettings<P extends Partial<Published>>(published: P, settings: Settings): P {
  const differing = changed(settings);
  if (!differing.length) return published;
  const metrics = readCatalogue();
  const files = Object.entries(published).map(([name, content]) => {
    if (!("about" in content)) return [name, content];
    const behind = settingsBehind(pageMetrics[name as FileName], metrics);
    for (const setting of pageSettings[name as FileName] ?? []) behind.add(setting);
    const changed_settings: About["changed_settings"] = differing
      .filter(({name: setting}) => behind.has(setting))
      .map((setting) => ({name: setting.name, value: valueText(setting.value), default: valueText(setting.default)}));
    return [name, {...content, about: {...content.about, changed_settings}}];
  });
  return Object.fromEntries(files) as P;
}

/** A setting's value as it is written. */
export const valueText = (value: Scalar): string => (value === null ? "not set" : String(value));
