import {describe, expect, test} from "vitest";
import {byName, foundBy} from "../../src/shared/fold.ts";
import {matching} from "../../src/ui/filters.ts";

const names = [
  "İstanbul Çağdaş Bilişim",
  "Société Générale",
  "Ünïcödé Straße GmbH",
  "ＡＣＭＥ",
  "Ácme",
  "acme",
  "  Spaced   Out  ",
  "株式会社日本情報",
  "が",
  "شركة الخليج",
  "Łódź Łąka"
];
const found = (wanted: string) =>
  matching(
    names.map((name) => ({name})),
    {wanted, chosen: {}, sorted: "", down: false},
    [],
    ({name}) => name
  ).map(({name}) => name);

describe("a name that is looked for", () => {
  test.each([
    ["istanbul cagdas", ["İstanbul Çağdaş Bilişim"]],
    ["İSTANBUL", ["İstanbul Çağdaş Bilişim"]],
    ["societe", ["Société Générale"]],
    ["sOCIÉTÉ", ["Société Générale"]],
    ["unicode strasse", ["Ünïcödé Straße GmbH"]],
    ["acme", ["ＡＣＭＥ", "Ácme", "acme"]],
    ["spaced out", ["  Spaced   Out  "]],
    ["日本", ["株式会社日本情報"]],
    ["か", []],
    ["الخليج", ["شركة الخليج"]],
    ["lodz laka", ["Łódź Łąka"]],
    ["", names]
  ])("is found whatever its case, accents, width and spaces: %s", (wanted, expected) => {
    expect(found(wanted)).toEqual(expected);
  });

  test("is found in an index of words by what it folds to, and from any letter of a run without spaces", () => {
    expect(foundBy("Société Générale")).toBe("societe generale");
    expect(foundBy("日本情報")).toBe("日本情報 本情報 情報");
    expect(["Acme Ltd", "شركة الخليج", "  Spaced   Out  "].map(foundBy)).toEqual(["", "", ""]);
  });

  test("stands in a list beside those that differ by case or accents only", () => {
    expect(["eBay", "Zeta", "acme", "Ünic", "Acme", "Unix", "Ácme"].sort(byName)).toEqual([
      ...["acme", "Acme", "Ácme", "eBay", "Ünic", "Unix", "Zeta"]
    ]);
  });
});
