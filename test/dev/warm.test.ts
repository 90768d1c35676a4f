import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {publishAgain, refreshAfterSettings, unlessOvertaken, warmUp, type Warm} from "../../loaders/dev/warm.ts";
import type {RunOptions} from "../../loaders/run/run.ts";
import {removeFolder, root, temporaryFolder} from "../support/pipeline.ts";

/* What the preview keeps warm, of the invented company. */

let folder: string;
let warm: Warm;
beforeAll(async () => {
  folder = await temporaryFolder();
  warm = await warmUp(optionsOf("edited", {}));
});
afterAll(async () => {
  warm.db.close();
  await removeFolder(folder);
});

/** A run of its own folder with these settings. */
function optionsOf(name: string, settings: object): RunOptions {
  const at = path.join(folder, name);
  mkdirSync(at, {recursive: true});
  const settingsFile = path.join(at, "handshake.config.mjs");
  writeFileSync(settingsFile, `export default ${JSON.stringify(settings)};\n`);
  return {
    drops: path.join(root, "data/sample"),
    sample: true,
    build: path.join(at, "build"),
    keep: false,
    settingsFile,
    mappings: [],
    acceptVolume: [],
    today: "2026-11-01",
    style: "silent"
  };
}

/** Every published file by its name, as text; but how figures came about, which only a whole run traces. */
function publishedIn({options: {build}}: Warm): Map<string, string> {
  const at = path.join(build, "published");
  const files = readdirSync(at, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  const all = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  const names = all.filter((name) => !path.relative(at, name).startsWith(`explained${path.sep}`));
  return new Map(names.map((name) => [path.relative(at, name), readFileSync(name, "latin1")]));
}

/** Names of files that are not the same in both. */
const different = (a: Map<string, string>, b: Map<string, string>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));

describe("what the preview publishes", () => {
  test("is the same though it is published again before anything was edited", async () => {
    const before = publishedIn(warm);
    await publishAgain(warm);
    expect(different(before, publishedIn(warm))).toEqual([]);
  });

  test(
    "after edits of settings, there and back, has the bytes of a whole run with the settings of the last one",
    {timeout: 600_000},
    async () => {
      const whole = publishedIn(warm);
      const edits = [{window_days: 80}, {window_days: 80, early_win_days: 50}, {half_life_days: 200}, {window_days: 300}];
      for (const settings of edits) {
        optionsOf("edited", settings);
        expect(await refreshAfterSettings(warm)).not.toEqual([]);
      }
      const last = {...edits.at(-1), company: "Other & Co"};
      optionsOf("edited", last);
      // the name is read by what is published alone
      expect(await refreshAfterSettings(warm)).toEqual([]);
      const fresh = await warmUp(optionsOf("whole", last));
      fresh.db.close();
      expect(different(publishedIn(warm), publishedIn(fresh))).toEqual([]);
      expect(different(whole, publishedIn(fresh))).toContain("overview.json");
      optionsOf("edited", {});
      await refreshAfterSettings(warm);
      expect(different(publishedIn(warm), whole)).toEqual([]);
    }
  );
});

describe("what an edit asks for", () => {
  const failing = (during: () => void) => () => {
    during();
    return Promise.reject(new Error("its header declares months"));
  };

  test("says nothing where it fails on a file that was saved meanwhile, and what is wrong where none was", async () => {
    let text = "one";
    const files = () => text;
    expect(await unlessOvertaken(failing(() => (text = "two")), files)).toBeNull(); // prettier-ignore
    await expect(unlessOvertaken(failing(() => undefined), files)).rejects.toThrow("its header declares months"); // prettier-ignore
    expect(await unlessOvertaken(() => Promise.resolve(["risk"]), files)).toEqual({done: ["risk"]});
  });
});
