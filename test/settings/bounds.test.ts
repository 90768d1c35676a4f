import {expect, test} from "vitest";
import type {SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";

const refusal = (settings: object): string[] => {
  try {
    parseSettings(settings, "handshake.config.ts");
    return [];
  } catch (error) {
    return (error as Error).message.split("\n").slice(1, -1);
  }
};

test.each<[SettingsInput, string]>([
  [{hhi_low_max: 0.3}, "hhi_low_max: hhi_low_max is 0.3, expected at most hhi_moderate_max, which is 0.18"],
  [
    {downgrade_enter_max: 0.4},
    "downgrade_leave_min: downgrade_leave_min is 0.3, expected at least downgrade_enter_max, which is 0.4"
  ],
  [
    {at_risk_max: 0.55, at_risk_keep_max: 0.55},
    "above_average_min: above_average_min is 0.5, expected at least at_risk_max, which is 0.55"
  ],
  [
    {trusted_min: 0.4, trusted_keep_min: 0.4},
    "above_average_min: above_average_min is 0.5, expected at most trusted_min, which is 0.4"
  ],
  [{trusted_keep_min: 0.1}, "trusted_keep_min: trusted_keep_min is 0.1, expected at least at_risk_max, which is 0.2"],
  [{trusted_keep_min: 0.9}, "trusted_keep_min: trusted_keep_min is 0.9, expected at most trusted_min, which is 0.8"]
])("bounds of which one excludes what the other names are refused together: %j", (settings, said) => {
  expect(refusal(settings)).toEqual([`  ${said}`]);
});

test("a margin that no probability could cross is refused, with the largest that one can", () => {
  expect(refusal({above_average_min: 0.7, above_average_margin: 0.31})).toEqual([
    "  above_average_margin: above_average_margin is 0.31, expected at most 0.3 with above_average_min 0.7: a partner becomes above average at their sum and stops being so below their difference, which must be from 0 to 1"
  ]);
  expect(refusal({above_average_min: 0.7, above_average_margin: 0.3})).toEqual([]);
});

test("bounds that are equal hold together", () => {
  expect(refusal({hhi_low_max: 0.18, downgrade_enter_max: 0.3, trusted_min: 0.6, above_average_min: 0.6})).toEqual([]);
});

test("what a setting may be is said in words, with the number that was found, and of an unknown one which was likely meant", () => {
  expect(refusal({reporting_currency: "eur"})).toEqual(["  reporting_currency: expected three capital letters, such as EUR"]);
  expect(refusal({site_url: "health.example"})[0]).toContain("expected an address with https:// or http://");
  expect(refusal({window_days: 0})).toEqual(["  window_days: Too small: expected number to be >=1, found 0"]);
  expect(refusal({company: "  "})[0]).toContain("company: ");
  expect(refusal({windw_days: 180})).toEqual(['  (file): there is no setting "windw_days". Did you mean window_days?']);
  expect(refusal({language: "de"})).toEqual(['  (file): there is no setting "language"']);
  expect(refusal({audiences: {Board: {}}})[0]).toContain('audiences.Board: the name must be of lower-case letters, digits, "-"');
});
