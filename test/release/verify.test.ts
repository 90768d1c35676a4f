import {mkdtempSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {siteFaults} from "../../loaders/release/check.ts";
import {hardenPage} from "../../loaders/release/harden.ts";
import {unfit} from "../../loaders/release/verify.ts";

let site: string;
beforeEach(() => void (site = mkdtempSync(path.join(tmpdir(), "handshake-verify-"))));
afterEach(() => rmSync(site, {recursive: true}));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(site, name)), {recursive: true});
    writeFileSync(path.join(site, name), text);
  }
}

/** A page as the build leaves it, with this in it. */
const page = (body: string) =>
  hardenPage(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body><main><p>x</p>${body}</main></body></html>`
  );

describe("what a site may not have", () => {
  test("passes links to pages, to files, to other hosts and within a page", () => {
    write({
      "index.html": page(
        '<a href="./trust">t</a><a href="./trust?x=1#y">t</a><a href="https://example.org/">e</a><a href="#here">h</a><img src="data:,"><link href="./a.css">'
      ),
      "trust.html": page('<a href="./">home</a><a href="./notebooks/">n</a>'),
      "notebooks/index.html": page('<a href="../trust">t</a>'),
      "a.css": ""
    });
    expect(siteFaults(site)).toEqual([]);
  });

  test("refuses an error box and names its page", () => {
    write({"trust.html": page('<div class="observablehq observablehq--error">SyntaxError: bad</div>')});
    expect(siteFaults(site)).toEqual([expect.stringMatching(/trust\.md: error box "SyntaxError: bad"/)]);
  });

  test("does not take a word in a text for an error box", () => {
    write({"trust.html": page("<p>Error: observablehq--error</p>")});
    expect(siteFaults(site)).toEqual([]);
  });

  test.each([
    ['<img src="https://example.org/a.png">', "https://example.org/a.png"],
    ['<img src="data:," srcset="a.png 1x, //example.org/b.png 2x">', "//example.org/b.png"],
    ['<script src="//example.org/a.js"></script>', "//example.org/a.js"],
    ['<link rel="stylesheet" href="http://example.org/a.css">', "http://example.org/a.css"],
    ['<p style="background: url(https://example.org/a.png)">', "https://example.org/a.png"],
    ['<script type="text/plain" data-cells="idle">import x from "https://example.org/x.js";</script>', "https://example.org/x.js"]
  ])("refuses what would be loaded from another host: %s", (html, address) => {
    write({"a.png": "", "index.html": page(html)});
    expect(siteFaults(site)).toContainEqual(expect.stringContaining(`loads ${address} from another host`));
  });

  test("refuses a missing import and a missing attached file", () => {
    write({
      "index.html": page(
        '<script type="module">\nimport {define} from "./_observablehq/client.js";\nregisterFile("./data/x.json", {"name":"./data/x.json","path":"./_file/data/x.json"});\n</script>'
      )
    });
    expect(siteFaults(site)).toEqual([
      expect.stringContaining("client.js is missing from the build"),
      expect.stringContaining("x.json is missing from the build")
    ]);
    expect(unfit(siteFaults(site)).message).toContain("2 faults in its pages");
  });
});
