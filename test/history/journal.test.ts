import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {z} from "zod";
import {dropBefore} from "../../loaders/history/drop.ts";
import {definitionsOf, keepPublication, publicationBefore, redefinedOn} from "../../loaders/history/journal.ts";
import {changedSettings, definitionsHash, type Publication} from "../../loaders/history/publication.ts";
import {writeVersioned} from "../../loaders/keep/versioned.ts";
import {metricTexts} from "../../loaders/metrics/files.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "handshake-journal-"))));
afterEach(() => rmSync(folder, {recursive: true}));

const published = (as_of: string, trusted: number): Publication => ({
  as_of,
  settings: {half_life_days: 365},
  definitions: "0123456789abcdef",
  headlines: {trusted},
  scores: {a: 50},
  cases: []
});
const [june, july, july2] = [published("2025-06-30", 1), published("2025-07-31", 2), published("2025-07-31", 3)];
const kept = () => readdirSync(folder).filter((f) => f.endsWith(".json"));

describe("the journal of publications", () => {
  it("has nothing to compare the first one with", async () => {
    expect(await publicationBefore(folder, june)).toBeNull();
    expect(await publicationBefore(path.join(folder, "not yet there"), june)).toBeNull();
  });

  it("compares with the last one that says something else", async () => {
    await keepPublication(folder, june);
    await keepPublication(folder, july);
    expect(await publicationBefore(folder, july2)).toEqual(july);
  });

  it("compares what is published again with the same one as then, and keeps it once", async () => {
    await keepPublication(folder, june);
    expect(await publicationBefore(folder, july)).toEqual(june);
    await keepPublication(folder, july);
    await keepPublication(folder, july);
    expect(await publicationBefore(folder, july)).toEqual(june);
    expect(kept()).toEqual(["000001.json", "000002.json"]);
  });

  it("keeps a figure that came back, and compares it with the one between", async () => {
    for (const one of [july, july2, july]) await keepPublication(folder, one);
    expect(kept()).toHaveLength(3);
    expect(await publicationBefore(folder, july)).toEqual(july2);
  });

  it("never compares with a later day", async () => {
    await keepPublication(folder, july);
    expect(await publicationBefore(folder, june)).toBeNull();
  });

  it("knows each day since which other settings or definitions hold, also when the last is published again", async () => {
    const weeks = {...july, settings: {half_life_days: 7}};
    const years = {...published("2025-08-31", 2), settings: {half_life_days: 7}, definitions: "fedcba9876543210"};
    expect(await redefinedOn(folder, june)).toEqual([]);
    for (const one of [june, july, weeks]) await keepPublication(folder, one);
    expect(await redefinedOn(folder, weeks)).toEqual(["2025-07-31"]);
    expect(await redefinedOn(folder, years)).toEqual(["2025-07-31", "2025-08-31"]);
    expect(await redefinedOn(folder, {...years, definitions: june.definitions})).toEqual(["2025-07-31"]);
    expect(await redefinedOn(folder, june)).toEqual([]);
  });

  it("reads an entry again only where its file is not as it was: a year of nights has one for each", async () => {
    const memory = path.join(folder, "cache", "history.json");
    const weeks = {...july, settings: {half_life_days: 7}};
    for (const one of [june, weeks]) await keepPublication(folder, one);
    expect(await redefinedOn(folder, july2, memory)).toEqual(["2025-07-31"]);
    const text = readFileSync(memory, "utf8");
    expect(Object.keys((JSON.parse(text) as {value: object}).value)).toEqual(["000001.json", "000002.json"]);
    // what is remembered counts, as it was not read again
    const {value} = JSON.parse(text) as {value: Record<string, {basis: {settings: object}}>};
    value["000001.json"]!.basis.settings = {half_life_days: 7};
    await writeVersioned(memory, {name: "bases", format: 1, schema: z.any(), migrations: {}}, value);
    expect(await redefinedOn(folder, {...july2, settings: {half_life_days: 7}}, memory)).toEqual([]);
    writeFileSync(path.join(folder, "000001.json"), readFileSync(path.join(folder, "000001.json"), "utf8").replace("365", "364"));
    await expect(redefinedOn(folder, july2, memory)).rejects.toThrow("000001.json is damaged (its checksum differs)");
  });

  it("knows that the reporting currency or time zone was changed, and nothing of it where it was not kept", () => {
    const of = (settings: Publication["settings"]) => ({settings: {half_life_days: 365, ...settings}});
    const [dollars, euros] = [of({reporting_currency: "USD"}), of({reporting_currency: "EUR"})];
    expect(changedSettings(dollars, euros)).toEqual(["reporting_currency"]);
    expect(changedSettings(of({}), euros)).toEqual([]);
    expect(changedSettings(of({reporting_time_zone: "UTC"}), of({reporting_time_zone: "Asia/Tokyo"}))).toEqual([
      "reporting_time_zone"
    ]);
    expect(changedSettings({settings: {half_life_days: 7}}, {settings: {}})).toEqual(["half_life_days"]);
  });

  it("keeps the texts of the metrics, once for all publications made with them", async () => {
    const definitions = definitionsHash(metricTexts());
    await keepPublication(folder, {...june, definitions});
    await keepPublication(folder, {...july, definitions});
    expect(readdirSync(path.join(folder, "definitions"))).toHaveLength(1);
    expect(await definitionsOf(folder, {...june, definitions})).toEqual(metricTexts());
    // held before a metric was edited, and released after: the texts of now did not make it
    await keepPublication(folder, july2);
    expect(await definitionsOf(folder, july2)).toBeNull();
    expect(await definitionsOf(folder, {...june, definitions: "not kept"})).toBeNull();
  });

  it("names the file that can't be read, and what to do", async () => {
    await keepPublication(folder, june);
    writeFileSync(path.join(folder, "000001.json"), readFileSync(path.join(folder, "000001.json"), "utf8").slice(0, 40));
    await expect(publicationBefore(folder, july)).rejects.toThrow(/000001\.json is damaged.*restore DIR/s);
  });

  it("tells a figure that was changed, and an entry that is missing among others", async () => {
    for (const one of [june, july, july2]) await keepPublication(folder, one);
    const file = path.join(folder, "000002.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace('"trusted":2', '"trusted":9'));
    await expect(redefinedOn(folder, july2)).rejects.toThrow("000002.json is damaged (its checksum differs)");
    rmSync(file);
    await expect(publicationBefore(folder, july2)).rejects.toThrow("000002.json is damaged (it is missing)");
  });

  it("reads an entry of the first version, which had neither format nor checksum", async () => {
    writeFileSync(path.join(folder, "000001.json"), `${JSON.stringify(june)}\n`);
    expect(await publicationBefore(folder, july)).toEqual(june);
  });

  it("takes no notice of a file that a killed run left beside", async () => {
    await keepPublication(folder, june);
    writeFileSync(path.join(folder, "000002.json.99.part"), "{");
    expect(await publicationBefore(folder, july)).toEqual(june);
  });
});

describe("the drop before", () => {
  const file = (drop_date: string | null, outcome = "accept", table: string | null = "deals") => ({drop_date, outcome, table});

  it("is the second newest day of the files that were taken", () => {
    const files = [file("2025-05-31", "known"), file("2025-06-30"), file("2025-06-30"), file("2025-06-15", "refuse")];
    expect(dropBefore(files)).toBe("2025-05-31");
    expect(dropBefore([file("2025-06-30"), file("2025-06-01", "accept", null)])).toBeNull();
  });
});
