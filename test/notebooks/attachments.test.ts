import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, expect, test} from "vitest";
import {attachmentFaults} from "../../loaders/release/notebooks/attachments.ts";

const folder = mkdtempSync(path.join(tmpdir(), "attachments-"));
afterAll(() => rmSync(folder, {recursive: true}));

function put(file: string, text = ""): void {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), {recursive: true});
  writeFileSync(place, text);
}

test("a picture that a loader makes is refused for readers with a restriction, one that somebody put there is not", () => {
  put("src/pages/logo.svg");
  put("src/pages/sales.svg.js");
  put("site/_file/pages/logo.0a1b2c3d.svg");
  put("site/_file/pages/sales.4e5f6a7b.svg");
  put("site/_file/style.0a1b2c3d.css");
  put("site/_file/data/overview.0a1b2c3d.json");
  put("site/pages/board.html", '<img src="../_file/pages/sales.4e5f6a7b.svg">');
  const faults = attachmentFaults(path.join(folder, "site"), path.join(folder, "src"));
  expect(faults).toEqual([
    expect.stringMatching(
      /board\.md: attaches pages\/sales\.svg, a picture that a loader makes, to which no audience's rules are applied\. Query a published table/
    )
  ]);
});
