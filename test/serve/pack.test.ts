import {readdirSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {partnersWished, readPartners} from "../../loaders/serve/pack.ts";
import {publishStandIn} from "../release/standIn.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const partners = {
  id: ["P1", "P2", "P3"],
  name: ["Acme", "Bellacqua", "Corvane"],
  manager: ["Ida Holm", "Ida Holm", null]
};

describe("a review pack", () => {
  test("is of the partner with that id, or that name in capitals or not", () => {
    expect(partnersWished(partners, {partner: "P3", manager: null})).toEqual([{id: "P3", name: "Corvane"}]);
    expect(partnersWished(partners, {partner: "acme", manager: null})).toEqual([{id: "P1", name: "Acme"}]);
  });

  test("of an account manager is one for each of that person's partners", () => {
    expect(partnersWished(partners, {partner: null, manager: "ida holm"}).map((p) => p.id)).toEqual(["P1", "P2"]);
  });

  test("of nobody is refused, with names that there are", () => {
    expect(() => partnersWished(partners, {partner: "Zed", manager: null})).toThrow(/no partner "Zed".*Acme, Bellacqua, Corvane/);
    expect(() => partnersWished(partners, {partner: null, manager: "Zed"})).toThrow(/no account manager "Zed".*Ida Holm/);
  });
});

test("packs are of the partners of the current release, and not of an earlier one whose files it carries for open tabs", async () => {
  const site = await temporaryFolder();
  const page = (n: number, names: string[]) => ({
    "index.html": String(n),
    [`_file/data/partners.0000000${n}.json`]: JSON.stringify({partners: {name: names}})
  });
  const names = async () => (await readPartners(site)).partners.name;
  await publishStandIn(site, page(2, ["North"]));
  await publishStandIn(site, page(1, ["North", "East"]));
  expect(await names()).toEqual(["North", "East"]);
  await publishStandIn(site, page(3, ["West"]));
  expect(readdirSync(path.join(site, "current", "_file", "data")).length).toBe(3);
  expect(await names()).toEqual(["West"]);
  await removeFolder(site);
});
