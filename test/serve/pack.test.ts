import {describe, expect, test} from "vitest";
import {partnersWished} from "../../loaders/serve/pack.ts";

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
