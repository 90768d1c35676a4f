import {expect, test} from "vitest";
import {check} from "../../loaders/run/check.ts";
import {dayThere} from "../../loaders/run/dayThere.ts";
import {removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

test.each([
  ["UTC", "2026-11-30T11:30:00Z", "2026-11-30"],
  ["Pacific/Auckland", "2026-11-30T11:30:00Z", "2026-12-01"],
  ["Pacific/Auckland", "2026-11-30T10:30:00Z", "2026-11-30"],
  // the clocks went back an hour on 25 October
  ["Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25"],
  ["Europe/Berlin", "2026-10-25T22:30:00Z", "2026-10-25"],
  ["America/Los_Angeles", "2026-11-30T02:00:00Z", "2026-11-30"]
])("in %s at %s the day of a run is %s: the day there once it has begun, and never one before UTC's", (zone, now, day) => {
  expect(dayThere(now.slice(0, 10), zone, new Date(now))).toBe(day);
});

test("an export of the day that has begun where the company is, is no future drop", async () => {
  const folder = await temporaryFolder();
  const zone = "Pacific/Kiritimati";
  const today = new Date().toISOString().slice(0, 10);
  const day = dayThere(today, zone);
  await writeFiles(folder, {
    "settings.ts": `export default {reporting_time_zone: "${zone}"};\n`,
    [`drops/partners_${day}.csv`]: "partner_id,name\nP1,One\n"
  });
  const {exitCode, report} = await check({
    ...{drops: `${folder}/drops`, sample: false, build: `${folder}/build`, keep: true, settingsFile: `${folder}/settings.ts`},
    ...{mappings: [`${root}/loaders/mappings`], acceptVolume: [], asOf: undefined, today, style: "silent"}
  });
  expect([exitCode, report.as_of]).toEqual([0, day]);
  await removeFolder(folder);
});
