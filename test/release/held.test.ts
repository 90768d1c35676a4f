import {existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {toHandshakeError} from "../../loaders/errors.ts";
import {lastPublication} from "../../loaders/history/journal.ts";
import {heldIn, hold, releaseHeld} from "../../loaders/release/held.ts";
import {Audience} from "../../loaders/disclosure/audience.ts";
import {rulesOf} from "../../loaders/release/rules.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {pageWith, publishStandIn, standIn, swapOptions} from "./standIn.ts";

let folder: string;
let site: string;
let build: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  [site, build] = [path.join(folder, "site"), path.join(folder, "build")];
});
afterEach(() => removeFolder(folder));

const publication = {
  as_of: "2026-06-30",
  settings: {},
  definitions: "0123456789abcdef",
  headlines: {n: 1},
  scores: {},
  cases: []
};
const current = (name = "") => path.basename(readlinkSync(path.join(site, name, "current")));
const held = async (n: number, name = "") => ({
  made: await standIn(path.join(site, name), pageWith(n), rulesOf(false, name, Audience.parse({}))),
  site: path.join(site, name)
});
const release = (id: string, mayBeEarlier = false, settings = parseSettings({}, "test")) =>
  releaseHeld(site, id, {...swapOptions(), journalIn: build, mayBeEarlier, settings});

test("what is held is not what readers get, until it is released; then it is in the journal too", async () => {
  const {name} = await publishStandIn(site, pageWith(1), swapOptions(), "drops");
  const id = await hold(site, [await held(2)], publication);
  expect([current(), await heldIn(site)]).toEqual([name, [id]]);
  expect(await lastPublication(path.join(build, "history"))).toBeNull();
  expect(await release(id.slice(0, 6))).toEqual({released: [{site, name: id}], sample: false});
  expect([current(), await heldIn(site)]).toEqual([id, []]);
  expect(await lastPublication(path.join(build, "history"))).toEqual(publication);
});

test("the sites of all audiences are released together, and by a second try where the first was stopped between them", async () => {
  const id = await hold(site, [await held(1, "board"), await held(2, "outside")], publication);
  let asked = 0;
  const stopped = () => (++asked > 1 ? Promise.reject(new Error("stopped")) : Promise.resolve());
  const settings = parseSettings({audiences: {board: {}, outside: {}}}, "test");
  const options = {...swapOptions(), stillOurs: stopped, journalIn: build, mayBeEarlier: false, settings};
  await expect(releaseHeld(site, id, options)).rejects.toThrow("stopped");
  expect([existsSync(path.join(site, "board", "current")), existsSync(path.join(site, "outside", "current"))]).toEqual([
    true,
    false
  ]);
  await release(id, false, settings);
  expect([current("board"), current("outside")]).toEqual([id, expect.stringMatching(/^[0-9a-f]{16}$/)]);
});

test("a release that the disk stops says who has it already and what goes on with it, not that nothing was published", async () => {
  const id = await hold(site, [await held(1, "board"), await held(2, "outside")], publication);
  const settings = parseSettings({audiences: {board: {}, outside: {}}}, "test");
  let asked = 0;
  const full = () => (++asked > 1 ? Promise.reject(new Error("ENOSPC: no space left on device")) : Promise.resolve());
  const options = {...swapOptions(), journalIn: build, mayBeEarlier: false, settings};
  const message = (stillOurs: () => Promise<void>) =>
    releaseHeld(site, id, {...options, stillOurs}).then(
      () => "released",
      (error: unknown) => toHandshakeError(error).message
    );
  expect(await message(full)).toBe(
    `The held site ${id}: ${site}/outside was not released. Readers of ${site}/board have it already. Release it again: npx handshake release ${id}\nThe disk is full. Make room and run this again.\nENOSPC: no space left on device`
  );
  // a file where the journal has its folder
  mkdirSync(build, {recursive: true});
  writeFileSync(path.join(build, "history"), "");
  expect(await message(() => Promise.resolve())).toMatch(
    /: the journal of publications could not be written\. Readers of \S+outside have it already\. Release it again: npx handshake release/
  );
  rmSync(path.join(build, "history"));
  expect(await message(() => Promise.resolve())).toBe("released");
  expect(await lastPublication(path.join(build, "history"))).toEqual(publication);
});

test("a held site that was damaged, or is for an earlier day than what readers have, is not released", async () => {
  const id = await hold(site, [await held(2)], publication);
  const later = await standIn(site, pageWith(1), "drops");
  await publishMade(later);
  await expect(release(id)).rejects.toThrow("its figures are for 2026-06-30, those that readers have now for 2026-07-31");
  writeFileSync(path.join(site, "held", id, "index.html"), "damaged");
  await expect(release(id, true)).rejects.toThrow("is damaged (index.html)");
  expect(await heldIn(site)).toEqual([id]);
});

test("a held site is not released over one of the same day that was made after it, unless that is wanted", async () => {
  await publishStandIn(site, pageWith(1), swapOptions(), rulesOf(false, "", Audience.parse({})));
  const first = await hold(site, [await held(2)], publication);
  const second = await hold(site, [await held(3)], publication);
  await release(second);
  await expect(release(first)).rejects.toThrow(
    `The held site ${first} is not released: readers have ${second} of the same day, which was made after it. Nothing was changed. If it is right, add --accept-earlier.`
  );
  await release(first, true);
  expect(current()).toBe(first);
});

test("a held site that a rebuild has published since is released: readers have it, and it waits no longer", async () => {
  await publishStandIn(site, pageWith(1), swapOptions(), rulesOf(false, "", Audience.parse({})));
  const id = await hold(site, [await held(2)], publication);
  await publishStandIn(site, pageWith(2), swapOptions(), rulesOf(false, "", Audience.parse({})));
  await release(id);
  expect([current(), await heldIn(site)]).toEqual([id, []]);
});

test("of two that are held, the later may follow the earlier", async () => {
  await publishStandIn(site, pageWith(1), swapOptions(), rulesOf(false, "", Audience.parse({})));
  const [first, second] = [await hold(site, [await held(2)], publication), await hold(site, [await held(3)], publication)];
  await release(first);
  await release(second);
  expect(current()).toBe(second);
});

async function publishMade(made: Awaited<ReturnType<typeof standIn>>): Promise<void> {
  const {activate} = await import("../../loaders/release/swap.ts");
  await activate(site, {...made, about: {...made.about, as_of: "2026-07-31"}}, swapOptions());
}

test("a site that was held before the settings took something from its readers is not released, nor one of an audience that is gone", async () => {
  const id = await hold(site, [await held(1, "board"), await held(2, "outside")], publication);
  const coded = {partners: "coded", customers: "left_out", people: "left_out", money: "banded"} as const;
  const under = (audiences: Parameters<typeof parseSettings>[0]) => release(id, true, parseSettings(audiences, "test"));
  await expect(under({audiences: {board: {}, outside: coded}})).rejects.toThrow(
    'its site for "outside" was made by other rules of who may see what than the settings have now. Nothing was changed.'
  );
  await expect(under({audiences: {board: {}}})).rejects.toThrow(
    'it has a site for "outside", which is no audience of the settings now'
  );
  expect(existsSync(path.join(site, "board", "current"))).toBe(false);
  const everybody = await hold(site, [await held(3)], publication);
  await expect(release(everybody, true, parseSettings({audiences: {board: {}}}, "test"))).rejects.toThrow("a site for everybody");
  await under({audiences: {board: {}, outside: {}}});
  expect(existsSync(path.join(site, "outside", "current"))).toBe(true);
});

test("what a run that was killed while it held has left is removed by the next one that holds, and nothing that is held", async () => {
  const first = await hold(site, [await held(1, "board"), await held(2, "outside")], publication);
  const lost = path.join(site, "outside", "held", "0123456789abcdef");
  mkdirSync(lost);
  const second = await hold(site, [await held(3, "board"), await held(2, "outside")], publication);
  expect(existsSync(lost)).toBe(false);
  expect((await heldIn(site)).sort()).toEqual([first, second].sort());
  expect(readdirSync(path.join(site, "board", "held")).sort()).toEqual([first, second].sort());
  expect(readdirSync(path.join(site, "outside", "held"))).toHaveLength(1);
});

test("an id that is not held is an error that lists those that are, and only the last three stay", async () => {
  await expect(release("abc")).rejects.toMatchObject({exitCode: 66});
  for (const n of [1, 2, 3, 4]) {
    await hold(site, [await held(n)], publication);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await heldIn(site)).toHaveLength(3);
  expect(readdirSync(path.join(site, "held")).filter((f) => !f.endsWith(".json"))).toHaveLength(3);
  await expect(release("")).rejects.toThrow("There are: ");
});
