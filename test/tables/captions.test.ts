import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";

test("every table says first what it shows, for readers who hear it", () => {
  const files = readdirSync("src", {recursive: true, encoding: "utf8"}).filter((file) => file.endsWith(".ts"));
  const tables = files.flatMap((file) =>
    [...readFileSync(path.join("src", file), "utf8").matchAll(/element\(\s*"table",\s*\{[^}]*\},\s*(\S+)/g)].map(([, next]) => [
      file,
      next
    ])
  );
  expect(tables.length).toBeGreaterThanOrEqual(5);
  expect(tables.filter(([, next]) => !/^(element\("caption"|caption\b)/.test(next!))).toEqual([]);
});
