import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {pagesNotThere} from "../../loaders/release/workspace.ts";
import {noPage} from "../../loaders/run/sites.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

test("a page that an audience is to get and that is not there is named, with the one that was meant", async () => {
  const src = await temporaryFolder();
  mkdirSync(path.join(src, "partner"));
  for (const file of ["index.md", "trust.md", "partner/[id].md", "style.css"]) writeFileSync(path.join(src, file), "");
  expect(await pagesNotThere(src, ["index", "trsut", "partner", "style"])).toEqual({
    missing: ["trsut", "style"],
    there: ["index", "partner", "trust"]
  });
  await removeFolder(src);
  expect(noPage("board", "trsut", ["index", "trust"])).toBe(
    'audiences.board.pages in handshake.config.ts has "trsut", but no page is called so: its readers get none in its place. Did you mean "trust"?'
  );
  expect(noPage("board", "money", ["index", "trust"])).toMatch(/Expected one of index, trust\.$/);
});
