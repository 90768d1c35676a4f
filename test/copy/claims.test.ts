import {readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {Settings} from "../../loaders/settings.ts";
import {claims} from "../../src/copy/claims.ts";

const root = path.join(import.meta.dirname, "../..");
const list = claims(Settings.parse({}));

describe("what the site claims, and how it knows", () => {
  test.each(list)(
    "“$claim” is held by a test that exists, and defined by a metric that exists",
    ({metric, test: [file, title]}) => {
      expect(readFileSync(path.join(root, file), "utf8")).toContain(title);
      if (metric !== null) expect(readCatalogue().map(({name}) => name)).toContain(metric);
    }
  );

  test("names each kind of statement once, with a rule", () => {
    expect(new Set(list.map(({claim}) => claim)).size).toBe(list.length);
    for (const {rule} of list) expect(rule).toMatch(/^[A-Z].*\.$/);
  });
});
