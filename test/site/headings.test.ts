import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {siteOfSample} from "../support/site.ts";

const levelsIn = (html: string): number[] =>
  [...html.slice(html.indexOf("<main"), html.indexOf("</main>")).matchAll(/<h([1-6])[\s>]/g)].map((m) => Number(m[1]));

/** What is wrong with the order of a page's headings; none where one of the first level leads, and none is left out on the way down. */
function faultsOf(levels: readonly number[]): string[] {
  const skipped = levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1);
  const first = levels.filter((level) => level === 1).length;
  return [
    ...(levels[0] === 1 && first === 1 ? [] : [`${first} of the first level, and h${levels[0]} at the top`]),
    ...skipped.map((level) => `h${level} below none of the level above`)
  ];
}

test("every page has one heading of the first level, at its top, and leaves out no level on the way down", async () => {
  const site = await siteOfSample();
  const files = readdirSync(site, {recursive: true, encoding: "utf8"}).filter((f) => f.endsWith(".html"));
  const pages = files.filter((f) => readFileSync(path.join(site, f), "utf8").includes("<main"));
  expect(pages.length).toBeGreaterThan(70);
  const faults = pages.flatMap((f) =>
    faultsOf(levelsIn(readFileSync(path.join(site, f), "utf8"))).map((what) => `${f}: ${what}`)
  );
  expect(faults).toEqual([]);
});

test("headings in the wrong order are found out", () => {
  expect(faultsOf([1, 2, 3, 2, 3])).toEqual([]);
  expect([faultsOf([2, 1]), faultsOf([1, 1]), faultsOf([1, 3]), faultsOf([])].every((found) => found.length > 0)).toBe(true);
});
