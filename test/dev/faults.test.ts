import {afterEach, expect, test, vi} from "vitest";
import {faultList} from "../../loaders/dev/faults.ts";

afterEach(() => vi.restoreAllMocks());

test("a mistake that several parts come upon is shown and printed once, by the part that says most of it", () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  const faults = faultList();
  const said = {
    where: "notebooks",
    text: 'pages/a.md has front matter that is not YAML: bad indentation (2:5). Fix the lines between the two "---".'
  };
  const bare = {where: "project", text: "bad indentation (2:5):\n\n 1 | title: a"};
  faults.note("menu", [said]);
  faults.note("pages", [bare]);
  faults.note("pages/a.md", [{...said, where: "pages/a.md"}]);
  expect(faults.all()).toEqual([said]);
  expect(printed).toHaveBeenCalledTimes(1);
  // once it is gone where it was told, it is told where it still is
  faults.note("menu", []);
  faults.note("pages/a.md", []);
  expect(faults.all()).toEqual([bare]);
  const other = {where: "pages/b.md", text: "pages/b.md: a cell fails: x is not defined"};
  faults.note("cells of /b", [other]);
  expect(faults.all()).toEqual([bare, other]);
});
