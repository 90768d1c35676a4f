import {expect, test} from "vitest";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {terms} from "../../src/copy/terms.ts";

test("each word that is explained leads to a metric that is defined", () => {
  const known = new Set(readCatalogue().map(({name}) => name));
  expect(Object.entries(terms).filter(([, {metric}]) => !known.has(metric))).toEqual([]);
});
