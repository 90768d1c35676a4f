import {createHash} from "node:crypto";
import {describe, expect, test} from "vitest";
import {hardenPage} from "../../loaders/release/harden.ts";

const page = (body: string, head = "") =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">${head}</head><body>${body}</body></html>`;
const policyOf = (html: string) => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
const hash = (code: string) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;

describe("a hardened page", () => {
  test("says its language and may be zoomed", () => {
    const html = hardenPage(page("<p>x</p>"));
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('content="width=device-width, initial-scale=1"');
  });

  test("lets run the scripts that it came with and no other", () => {
    const [a, b] = ["\nconst a = 1 < 2 && 3 > 2;\n", "{b()}"];
    const policy = policyOf(
      hardenPage(page(`<script type="module">${a}</script><script>${b}</script><script src="./c.js"></script>`))
    );
    expect(policy).toContain(`script-src 'self' ${hash(a)} ${hash(b)};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe-eval");
  });

  test("keeps in a list only its items: the sidebar's button stands beside it", () => {
    const button = '<label id="observablehq-sidebar-close" for="t"></label>';
    expect(hardenPage(page(`<nav><ol>${button}<li>a</li></ol><ol><li>b</li></ol></nav>`))).toContain(
      `<nav><ol><li>a</li></ol>${button}<ol><li>b</li></ol></nav>`
    );
  });

  test("has its policy before anything that could run", () => {
    const html = hardenPage(page("", '<script src="./early.js"></script>'));
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("early.js"));
  });

  test("may compile WebAssembly only where it loads DuckDB, and evaluate code only in a notebook", () => {
    const duckdb = '<link rel="modulepreload" href="./_npm/@duckdb/duckdb-wasm@1.29.0/x.js">';
    expect(policyOf(hardenPage(page("", duckdb)))).toContain("'wasm-unsafe-eval'");
    expect(policyOf(hardenPage(page(""), {notebook: true}))).toContain("'unsafe-eval'");
  });

  test("shows an answer where the script will put it, foreign names as text in <bdi>", () => {
    const place = '<div data-words="trust.headline"><observablehq-loading></observablehq-loading><!--:1:--></div>';
    const answer = {
      question: null,
      finding: ["Only ", {id: "a/b", name: "<i>Ann</i>"}],
      paragraphs: [["It is ", {strong: "1 < 2"}]],
      way: null
    };
    expect(hardenPage(page(place), {words: {"trust.headline": answer}})).toContain(
      '<observablehq-loading><h1>Only <a href="./partner?id=a%2Fb"><bdi>&lt;i&gt;Ann&lt;/i&gt;</bdi></a></h1><p class="lead">It is <strong>1 &lt; 2</strong></p></observablehq-loading>'
    );
  });

  test("that is drawn already brings its styles along, and any other page asks for them", () => {
    const link = '<link rel="preload" as="style" href="./s.css"><link rel="stylesheet" type="text/css" href="./s.css">';
    const below = '<section id="below"></section>';
    const styles = () => "p{color:red}";
    expect(hardenPage(page(below, link), {styles})).toMatch(/<style>p\{color:red\}<\/style>/);
    expect(hardenPage(page(below, link), {styles})).not.toContain("s.css");
    expect(hardenPage(page("", link), {styles})).toContain(link);
  });

  test.each(['p{background:url("a.png")}', "@import 'a.css';", "p::after{content:'</style>'}"])(
    "asks for styles that could not stand in it: %s",
    (text) => {
      const html = hardenPage(page('<section id="below"></section>', '<link rel="stylesheet" href="./s.css">'), {
        styles: () => text
      });
      expect(html).toContain('href="./s.css"');
      expect(html).not.toContain("<style>");
    }
  );

  test("that is drawn already runs its own script when it is painted, and imports nothing before", () => {
    const code = '\nimport {define, a as b} from "./client.js";\nimport "./other.js";\ndefine(b);\n';
    const html = hardenPage(page('<section id="below"></section>', `<script type="module">${code}</script>`));
    const [, script = ""] = /<script type="module">([^]*?)<\/script>/.exec(html) ?? [];
    expect(script).not.toMatch(/^import /m);
    expect(script.indexOf("requestAnimationFrame")).toBeLessThan(
      script.indexOf('const {define, a: b} = await import("./client.js");')
    );
    expect(script).toContain('await import("./other.js");\ndefine(b);');
    expect(policyOf(html)).toContain(hash(script));
  });
});
