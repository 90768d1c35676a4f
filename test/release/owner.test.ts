import {existsSync, mkdirSync, readlinkSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {ensureBuildNote} from "../../loaders/keep/build.ts";
import {receive} from "../../loaders/receive/receive.ts";
import {checkOwner, claimSite, sampleRules} from "../../loaders/release/owner.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {pageWith, publishStandIn, swapOptions} from "./standIn.ts";

let folder: string;
let site: string;
let build: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  [site, build] = [path.join(folder, "site"), path.join(folder, "build")];
});
afterEach(() => removeFolder(folder));

const rebuild = (...args: string[]) => handshake(["rebuild", "--build", build, "--site", site, ...args]);
const served = () => readlinkSync(path.join(site, "current"));
const received = (drops: string) =>
  receive({drops, store: path.join(build, "store"), ledger: path.join(build, "ledger.jsonl"), today: "2026-07-01"});

describe("the invented company", () => {
  test("never replaces a company's release, not even when it is asked for", {timeout: 900_000}, async () => {
    await publishStandIn(site, pageWith(1), swapOptions(), "drops");
    const before = served();
    const {exitCode, stderr} = await rebuild("--sample");
    expect([exitCode, served()]).toEqual([78, before]);
    expect(stderr).toContain("the invented company never replaces it");
    expect((await rebuild("--drops", "data/sample")).exitCode).toBe(78);
  });

  test("never replaces the release of one of a company's audiences", async () => {
    await publishStandIn(path.join(site, "board"), pageWith(1), swapOptions(), "drops, 0123456789abcdef");
    await expect(checkOwner(site, {id: null, build, sample: true, takeOver: true})).rejects.toThrow("never replaces it");
  });

  test("gives way to a company, and to itself from another build folder", async () => {
    await publishStandIn(site, pageWith(1), swapOptions(), sampleRules);
    for (const sample of [true, false]) await checkOwner(site, {id: null, build, sample, takeOver: false});
  });

  test("stays out of a build folder that holds a company's deliveries", {timeout: 900_000}, async () => {
    await writeFiles(path.join(folder, "drops"), {"partners_2026-06-30.csv": "partner_id,name\nP1,Ann\n"});
    await received(path.join(folder, "drops"));
    const {exitCode, stderr} = await rebuild("--sample");
    expect(exitCode).toBe(78);
    expect(stderr).toContain("holds a company's deliveries");
  });

  test("is not shown instead of a drops folder that holds nothing", {timeout: 900_000}, async () => {
    mkdirSync(path.join(folder, "drops"));
    const {exitCode, stderr} = await rebuild("--drops", path.join(folder, "drops"));
    expect([exitCode, existsSync(path.join(site, "current"))]).toEqual([66, false]);
    expect(stderr).toContain("--sample");
  });

  test("and another folder can't be asked for at once", {timeout: 900_000}, async () => {
    expect((await rebuild("--sample", "--drops", folder)).exitCode).toBe(64);
  });
});

describe("a drops folder that had drops before", () => {
  const drops = () => path.join(folder, "drops");
  beforeEach(async () => {
    await writeFiles(drops(), {"partners_2026-06-30.csv": "partner_id,name\nP1,Ann\n"});
    await received(drops());
  });

  test.each([
    ["was emptied", () => rmSync(path.join(drops(), "partners_2026-06-30.csv"))],
    [
      "holds a note and a hidden file only",
      () => {
        rmSync(path.join(drops(), "partners_2026-06-30.csv"));
        for (const name of [".keep", "README.md"]) writeFileSync(path.join(drops(), name), "");
      }
    ]
  ])("and %s is an error, unless it is accepted", async (_, change) => {
    change();
    const options = {
      drops: drops(),
      store: path.join(build, "store"),
      ledger: path.join(build, "ledger.jsonl"),
      today: "2026-07-02"
    };
    await expect(receive(options)).rejects.toMatchObject({
      exitCode: 66,
      message: expect.stringContaining("1 delivery was received before") as string
    });
    expect((await receive({...options, acceptEmpty: true})).received).toHaveLength(1);
  });

  test("and is gone is an error", async () => {
    rmSync(drops(), {recursive: true});
    await expect(received(drops())).rejects.toMatchObject({exitCode: 66});
  });
});

describe("a site", () => {
  const publisher = (id: string | null) => ({id, build, sample: false, takeOver: false});

  test("belongs to the build folder that published there; another is refused unless told", async () => {
    const {id} = await ensureBuildNote(build);
    await claimSite(site, {...publisher(id), id});
    await checkOwner(site, publisher(id));
    for (const other of ["another", null])
      await expect(checkOwner(site, publisher(other))).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining("--take-over-site") as string
      });
    await checkOwner(site, {...publisher("another"), takeOver: true});
    await claimSite(site, {...publisher("another"), id: "another", takeOver: true});
    await expect(checkOwner(site, publisher(id))).rejects.toThrow("belongs to the build folder");
  });

  test("whose owner can't be read belongs to nobody that may guess", async () => {
    mkdirSync(site, {recursive: true});
    writeFileSync(path.join(site, "owner.json"), "{");
    await expect(checkOwner(site, publisher("x"))).rejects.toThrow("owner.json is damaged");
    await checkOwner(site, {...publisher("x"), takeOver: true}).catch((error: unknown) => expect(error).toBeUndefined());
  });
});
