import {expect, test} from "vitest";
import {short, shortAmong} from "../../src/charts/chart.ts";

test("names that begin alike are cut in the middle, others at their end, short ones nowhere", () => {
  const names = [
    "Brightmoor Consulting Nordics",
    "Brightmoor Consulting Iberia",
    "Halvard Systemhaus Kirschgarten",
    "Dunmere IT"
  ];
  const cut = shortAmong(names, 16);
  expect(names.map(cut)).toEqual(["Brightmo…Nordics", "Brightmo…Iberia", "Halvard Systemh…", "Dunmere IT"]);
  expect(Math.max(...names.map((name) => cut(name).length))).toBe(16);
});

test("a name is cut between letters as a reader sees them, and goes on to the left where it runs to the left", () => {
  const family = "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}";
  expect(short(`Rocket ${family} & Sons`, 10)).toBe("Rocket …");
  expect(short(`Rocket ${family} & Sons`, 16)).toBe(`Rocket ${family}…`);
  expect(short("Cafe\u0301 des Amis", 5)).toBe("Caf…");
  expect(short("حلول تقنية", 6)).toBe("حلول …");
  expect(short("حلول تقنية", 8)).toBe("حلول تق…\u200f");
  const cut = shortAmong([`Sons of ${family} A`, `Sons of ${family} B`], 12);
  // half a pair can't be encoded
  expect(() => encodeURIComponent(cut(`Sons of ${family} A`) + cut(`Sons of ${family} B`))).not.toThrow();
});
