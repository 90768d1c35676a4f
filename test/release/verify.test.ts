import {mkdtempSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {verifySite} from "../../loaders/release/verify.ts";

let site: string;
beforeEach(() => void (site = mkdtempSync(path.join(tmpdir(), "handshake-verify-"))));
afterEach(() => rmSync(site, {recursive: true}));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(site, name)), {recursive: true});
    writeFileSync(path.join(site, name), text);
  }
}

describe("verifySite", () => {
  test("passes links to pages, to files, to other hosts and within a page", () => {
    write({
      "index.html":
        '<a href="./trust">t</a><a href="./trust?x=1#y">t</a><a href="https://example.org/">e</a><a href="#here">h</a><img src="data:,"><link href="./a.css">',
      "trust.html": '<a href="./">home</a><a href="./notebooks/">n</a>',
      "notebooks/index.html": '<a href="../trust">t</a>',
      "a.css": ""
    });
    expect(() => verifySite(site)).not.toThrow();
  });

  test("refuses an error box and names its page", () => {
    write({"trust.html": '<div class="observablehq observablehq--error">SyntaxError: bad</div>'});
    expect(() => verifySite(site)).toThrow(/trust\.md: error box "SyntaxError: bad"/);
  });

  test("does not take a word in a text for an error box", () => {
    write({"trust.html": "<p>Error: observablehq--error</p>"});
    expect(() => verifySite(site)).not.toThrow();
  });

  test.each([
    ['<img src="https://example.org/a.png">', "https://example.org/a.png"],
    ['<img src="data:," srcset="a.png 1x, //example.org/b.png 2x">', "//example.org/b.png"],
    ['<script src="//example.org/a.js"></script>', "//example.org/a.js"],
    ['<link rel="stylesheet" href="http://example.org/a.css">', "http://example.org/a.css"],
    ['<p style="background: url(https://example.org/a.png)">', "https://example.org/a.png"],
    ['<script type="text/plain" data-cells="idle">import x from "https://example.org/x.js";</script>', "https://example.org/x.js"]
  ])("refuses what would be loaded from another host: %s", (html, address) => {
    write({"a.png": "", "index.html": html});
    expect(() => verifySite(site)).toThrow(`loads ${address} from another host`);
  });

  test("refuses a missing import and a missing attached file", () => {
    write({
      "index.html":
        '<script type="module">\nimport {define} from "./_observablehq/client.js";\nregisterFile("./data/x.json", {"name":"./data/x.json","path":"./_file/data/x.json"});\n</script>'
    });
    expect(() => verifySite(site)).toThrow(/two|2 faults/);
    expect(() => verifySite(site)).toThrow(/client\.js is missing from the build/);
    expect(() => verifySite(site)).toThrow(/x\.json is missing from the build/);
  });
});
