import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {cleanSite, retain} from "../../loaders/release/keep.ts";
import {checkLayout, currentName, releasesIn} from "../../loaders/release/layout.ts";
import {rollback} from "../../loaders/release/rollback.ts";
import {activate} from "../../loaders/release/swap.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {pageWith, publishStandIn, standIn, swapOptions} from "./standIn.ts";

let site: string;
beforeEach(async () => void (site = await temporaryFolder()));
afterEach(() => removeFolder(site));

const read = (file: string) => readFileSync(path.join(site, file), "utf8");
const current = () => path.basename(readlinkSync(path.join(site, "current")));
const data = (n: number) => `current/_file/data/figures.${String(n).padStart(8, "0")}.json`;
const on = (day: number) => `2026-07-${String(day).padStart(2, "0")}T00:00:00.000Z`;
const publish = (n: number, day = n) => publishStandIn(site, pageWith(n), swapOptions(on(day)));

test("a folder of releases that can't be looked into is not taken for an empty one: what is known of them stays", async () => {
  const {name} = await publish(1);
  renameSync(path.join(site, "releases"), path.join(site, "elsewhere"));
  symlinkSync("releases", path.join(site, "releases"));
  for (const look of [() => cleanSite(site), () => releasesIn(site), () => currentName(site)])
    await expect(look()).rejects.toThrow("ELOOP");
  expect(readdirSync(path.join(site, "about"))).toEqual([`${name}.json`]);
});

describe("a release", () => {
  test("is named by its content: the same files have the same name in any folder and order", async () => {
    const {name} = await publish(1);
    const other = path.join(site, "other");
    const turned = Object.fromEntries(Object.entries(pageWith(1)).reverse());
    expect((await publishStandIn(other, turned)).name).toBe(name);
    expect((await publishStandIn(other, pageWith(2))).name).not.toBe(name);
  });

  test("may be read by who may read the one before it, whatever the umask of the run that makes it", async () => {
    await publish(1);
    const before = process.umask(0o077);
    try {
      await publish(2);
      const files = readdirSync(path.join(site, "current"), {recursive: true, encoding: "utf8"});
      const closed = ["", ...files].filter((file) => !(statSync(path.join(site, "current", file)).mode & 0o004));
      expect(closed).toEqual([]);
      expect(statSync(path.join(site, "current/_file")).mode & 0o777).toBe(0o755);
    } finally {
      process.umask(before);
    }
  });

  test("that nobody else may read, and none before it, stays closed", async () => {
    const before = process.umask(0o077);
    try {
      for (const n of [1, 2]) await publish(n);
      expect(statSync(path.join(site, "current/")).mode & 0o077).toBe(0);
    } finally {
      process.umask(before);
    }
  });

  test("that readers have already changes nothing", async () => {
    await publish(1);
    const before = lstatSync(path.join(site, "current")).ino;
    expect(await publish(1, 2)).toMatchObject({published: false});
    expect(lstatSync(path.join(site, "current")).ino).toBe(before);
    expect(readdirSync(site).filter((f) => f.startsWith("."))).toEqual([]);
  });

  test("that was kept is taken again where its content comes back", async () => {
    const {name} = await publish(1);
    await publish(2);
    expect(await publish(1, 3)).toEqual({name, published: true});
    expect(readdirSync(path.join(site, "releases"))).toHaveLength(2);
  });

  test("that was damaged on the disk is not taken again: its content goes beside it", async () => {
    const {name} = await publish(1);
    writeFileSync(path.join(site, "releases", name, "index.html"), "damaged");
    expect(await publish(1, 2)).toEqual({name: `${name}-2`, published: true});
    expect(read("current/index.html")).toBe(pageWith(1)["index.html"]);
  });

  test("is not put in once the lock is lost", async () => {
    const {name} = await publish(1);
    const made = await standIn(site, pageWith(2));
    const lost = {...swapOptions(), stillOurs: () => Promise.reject(new Error("lost"))};
    await expect(activate(site, made, lost)).rejects.toThrow("lost");
    expect(current()).toBe(name);
  });
});

describe("files of earlier releases", () => {
  test("stay reachable for so many days after the swap, and no longer", async () => {
    await publish(1, 1);
    await publish(2, 3);
    await publish(3, 9);
    expect(existsSync(path.join(site, data(1)))).toBe(true);
    await publish(4, 11);
    expect([2, 3, 4].map((n) => existsSync(path.join(site, data(n))))).toEqual([true, true, true]);
    expect(existsSync(path.join(site, data(1)))).toBe(false);
  });

  test("stay reachable when the release that they came with is removed, and after a rollback", async () => {
    await publish(1);
    await publish(2);
    await publish(3);
    await retain(site, {count: 2, days: 90, now: new Date(on(3))});
    expect(readdirSync(path.join(site, "releases"))).toHaveLength(2);
    expect([1, 2, 3].map((n) => existsSync(path.join(site, data(n))))).toEqual([true, true, true]);
    await rollback(site, undefined, swapOptions(on(4)));
    expect(read("current/index.html")).toContain("<p>2</p>");
    expect([1, 2, 3].map((n) => existsSync(path.join(site, data(n))))).toEqual([true, true, true]);
  });

  test("don't count for the name", async () => {
    await publish(1);
    const {name} = await publish(2);
    expect((await publishStandIn(path.join(site, "other"), pageWith(2))).name).toBe(name);
  });

  test("are not carried to a release made by other rules of who may see what", async () => {
    await publish(1);
    await publishStandIn(site, pageWith(2), swapOptions(on(2)), "partners coded");
    expect(existsSync(path.join(site, data(1)))).toBe(false);
    await expect(rollback(site, undefined, swapOptions(on(3)))).rejects.toThrow("other rules");
  });

  test("are not carried where they are of a page that was taken from its readers, or of a metric whose columns have another class now", async () => {
    const named = (hash: string, ...files: string[]) =>
      Object.fromEntries(files.map((file) => [`_file/${file.replace("#", hash)}`, hash]));
    const put = async (files: Record<string, string>, own: string[], day: number) => {
      const made = await standIn(site, {"index.html": `<p>${day}</p>`, ...files});
      await activate(site, {...made, about: {...made.about, own}}, swapOptions(on(day)));
      return readdirSync(path.join(site, "current/_file"), {recursive: true, encoding: "utf8"})
        .filter((f) => /1{8}/.test(f))
        .sort();
    };
    const all = ["data/trust.#.json", "data/own_metrics.#.json", "data/tables/wins.#.arrow", "data/tables/trust.#.arrow"];
    const first = named("1".repeat(8), ...all, "pages/goals.#.csv");
    const withoutGoals = [...all].sort().map((file) => file.replace("#", "1".repeat(8)));
    await put(first, ["wins.net count"], 1);
    expect(await put(named("2".repeat(8), ...all), ["wins.net count", "wins.won count"], 2)).toEqual(withoutGoals);
    expect(await put(named("3".repeat(8), ...all), ["wins.net money", "wins.won count"], 3)).toEqual([
      "data/tables/trust.11111111.arrow",
      "data/trust.11111111.json"
    ]);
  });

  test("are not carried into an edition from one that an earlier version made, which told more", async () => {
    const put = async (n: number, about: {tells?: number}) => {
      const made = await standIn(site, {"index.html": `<p>${n}</p>`, [`_file/data/trust.${`${n}`.repeat(8)}.json`]: `${n}`});
      await activate(site, {...made, about: {...made.about, ...about}}, swapOptions(on(n)));
      return readdirSync(path.join(site, "current/_file/data")).filter((f) => f.endsWith(".json"));
    };
    await put(1, {});
    expect(await put(2, {tells: 2})).toEqual(["trust.22222222.json"]);
    expect(await put(3, {tells: 2})).toEqual(["trust.22222222.json", "trust.33333333.json"]);
  });

  test("are pages never: a page has one address in all releases", async () => {
    await publishStandIn(site, {"index.html": "a", "gone.html": "b"});
    await publish(2);
    expect(existsSync(path.join(site, "current/gone.html"))).toBe(false);
  });
});

describe("what is kept", () => {
  test("is so many releases, the current one and the one before it whatever their age", async () => {
    for (let n = 1; n <= 5; n++) await publish(n);
    await retain(site, {count: 3, days: 90, now: new Date(on(5))});
    expect((await releasesIn(site)).map((r) => r.published_at)).toEqual([on(5), on(4), on(3)]);
    await retain(site, {count: 3, days: 1, now: new Date("2027-07-01")});
    expect((await releasesIn(site)).map((r) => r.published_at)).toEqual([on(5), on(4)]);
  });

  test("is not what a stopped run left", async () => {
    await publish(1);
    await standIn(site, pageWith(2));
    symlinkSync("releases/none", path.join(site, ".current-1-ab"));
    mkdirSync(path.join(site, ".trash-1-ab/x"), {recursive: true});
    writeFileSync(path.join(site, "about", "0123456789abcdef.json"), "{}");
    await cleanSite(site);
    expect(readdirSync(site).sort()).toEqual(["about", "current", "releases"]);
    expect(readdirSync(path.join(site, "about"))).toEqual([`${current()}.json`]);
  });
});

describe("rollback", () => {
  test("goes to the release before, or to the one that is named by its beginning", async () => {
    const [first, second] = [(await publish(1)).name, (await publish(2)).name];
    await rollback(site, undefined, swapOptions(on(3)));
    expect(current()).toBe(first);
    await rollback(site, second.slice(0, 6), swapOptions(on(4)));
    expect(current()).toBe(second);
  });

  test("goes to the release before also where the clock was ahead when an earlier one was published", async () => {
    await publish(1);
    const ahead = await publish(2, 31);
    const {name} = await publish(3, 3);
    // the release of the wrong day is as old as it is
    expect((await releasesIn(site)).map((r) => r.name).slice(0, 2)).toEqual([name, ahead.name]);
    await publish(4, 4);
    await rollback(site, undefined, swapOptions(on(5)));
    expect(current()).toBe(name);
  });

  test("says which there are where the name fits none, and changes nothing", async () => {
    const {name} = await publish(1);
    await expect(rollback(site, "zz", swapOptions())).rejects.toThrow(name);
    await expect(rollback(site, undefined, swapOptions())).rejects.toThrow("no release before");
    expect(current()).toBe(name);
  });

  test("refuses a release that is damaged", async () => {
    const {name} = await publish(1);
    const {name: second} = await publish(2);
    rmSync(path.join(site, "releases", name, "index.html"));
    await expect(rollback(site, name, swapOptions())).rejects.toThrow("damaged (index.html)");
    expect(current()).toBe(second);
  });
});

describe("a site folder of another kind is refused and left as it is", () => {
  test.each([
    ["a plain site", () => writeFileSync(path.join(site, "index.html"), "old"), "holds a site of its own"],
    ["a folder called current", () => mkdirSync(path.join(site, "current")), "current is a folder"],
    ["a file called current", () => writeFileSync(path.join(site, "current"), ""), "current is a file"]
  ])("%s", async (_, make, message) => {
    make();
    const before = readdirSync(site);
    await expect(checkLayout(site)).rejects.toMatchObject({exitCode: 78, message: expect.stringContaining(message) as string});
    expect(readdirSync(site)).toEqual(before);
  });

  test("but a folder with other things in it, or a link that leads nowhere, is taken", async () => {
    writeFileSync(path.join(site, "notes.txt"), "mine");
    symlinkSync("releases/0123456789abcdef", path.join(site, "current"));
    await checkLayout(site);
    await publish(1);
    expect(read("current/index.html")).toContain("<p>1</p>");
    expect(read("notes.txt")).toBe("mine");
  });
});
