import {readlinkSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {pinnedNames} from "../../loaders/release/pin.ts";
import {rollbackAll} from "../../loaders/release/rollback.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {pageWith, publishStandIn, swapOptions} from "./standIn.ts";

let site: string;
beforeEach(async () => void (site = await temporaryFolder()));
afterEach(() => removeFolder(site));

const on = (day: number) => swapOptions(`2026-07-0${day}T00:00:00.000Z`);
const publish = async (name: string, ...numbers: number[]) => {
  for (const n of numbers) await publishStandIn(path.join(site, name), pageWith(n), on(n));
};
const current = (name: string) => path.basename(readlinkSync(path.join(site, name, "current")));
const both = ["board", "outside"];

describe("a rollback of several audiences that the disk stops after the first", () => {
  let before: string[];
  let wanted: string[];
  let message: string;
  beforeEach(async () => {
    for (const name of both) await publish(name, 1);
    wanted = both.map(current);
    for (const name of both) await publish(name, 3);
    before = both.map(current);
    let asked = 0;
    const full = () => (++asked > 1 ? Promise.reject(new Error("ENOSPC: no space left on device")) : Promise.resolve());
    const stopped = rollbackAll(site, both, undefined, {...on(4), stillOurs: full});
    message = await stopped.then(
      () => "",
      (error: unknown) => (error as Error).message
    );
  });

  test("is finished by the next one: no reader gets again what was taken back", async () => {
    expect(both.map(current)).toEqual([wanted[0], before[1]]);
    const {back, kept} = await rollbackAll(site, both, undefined, on(5));
    expect(both.map(current)).toEqual(wanted);
    expect(await pinnedNames(site)).toEqual({board: wanted[0], outside: wanted[1]});
    expect(back.map((one) => path.basename(one.site))).toEqual(["outside"]);
    expect(kept.map(({reason}) => reason)).toEqual(["an earlier rollback has pinned it"]);
  });

  test("says who has the earlier release already, that rebuilds publish nothing, and what to do", () => {
    expect(message).toBe(
      `The rollback was stopped at ${site}/outside, and rebuilds publish nothing until it is finished: run npx handshake rollback again. Readers of ${site}/board have the earlier release already.\nThe disk is full. Make room and run this again.\nENOSPC: no space left on device`
    );
  });
});

test("a second rollback without a name changes nothing: the release published before is the one that the first took back", async () => {
  await publish("", 1, 2, 3);
  await rollbackAll(site, [""], undefined, on(4));
  const back = current("");
  await expect(rollbackAll(site, [""], undefined, on(5))).rejects.toThrow(/was rolled back already and is pinned.*rollback ID/);
  expect([current(""), await pinnedNames(site)]).toEqual([back, {"": back}]);
});

test("after a rollback of one audience, one of all takes back the others' publication of the same run", async () => {
  await publish("board", 1, 3);
  await publish("outside", 2, 3);
  const bad = current("outside");
  await rollbackAll(site, ["board"], undefined, on(4));
  const board = current("board");
  await rollbackAll(site, both, undefined, on(5));
  expect(current("board")).toBe(board);
  expect(current("outside")).not.toBe(bad);
});
