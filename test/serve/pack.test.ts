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

  test("of a name that several partners have is refused with the ids of these", () => {
    const namesakes = {
      id: ["T1", "T2", "T3"],
      name: ["Trias GmbH (T1)", "Trias AG", "Trias GmbH (T3)"],
      manager: [null, null, null]
    };
    expect(() => partnersWished(namesakes, {partner: "trias gmbh", manager: null})).toThrow(
      '2 partners of the site are called "trias gmbh": T1, T3. Give the id of the one that you mean.'
    );
    expect(partnersWished(namesakes, {partner: "Trias AG", manager: null})).toEqual([{id: "T2", name: "Trias AG"}]);
  });

  test("of nobody is refused with the names that are like it", () => {
    expect(() => partnersWished(partners, {partner: "Bellaqua", manager: null})).toThrow(
      'The site has no partner "Bellaqua". Did you mean Bellacqua? Give one of the 3 that it has.'
    );
    expect(() => partnersWished(partners, {partner: null, manager: "Ida Hom"})).toThrow(/Did you mean Ida Holm\?/);
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
