import {existsSync, readdirSync, readlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {lastPublication} from "../../loaders/history/journal.ts";
import {heldIn, hold, releaseHeld} from "../../loaders/release/held.ts";
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
  made: await standIn(path.join(site, name), pageWith(n), "drops"),
  site: path.join(site, name)
});
const release = (id: string, mayBeEarlier = false) => releaseHeld(site, id, {...swapOptions(), journalIn: build, mayBeEarlier});

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
  const options = {...swapOptions(), stillOurs: stopped, journalIn: build, mayBeEarlier: false};
  await expect(releaseHeld(site, id, options)).rejects.toThrow("stopped");
  expect([existsSync(path.join(site, "board", "current")), existsSync(path.join(site, "outside", "current"))]).toEqual([
    true,
    false
  ]);
  await release(id);
  expect([current("board"), current("outside")]).toEqual([id, expect.stringMatching(/^[0-9a-f]{16}$/)]);
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

async function publishMade(made: Awaited<ReturnType<typeof standIn>>): Promise<void> {
  const {activate} = await import("../../loaders/release/swap.ts");
  await activate(site, {...made, about: {...made.about, as_of: "2026-07-31"}}, swapOptions());
}

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
