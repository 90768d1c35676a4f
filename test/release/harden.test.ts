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
    expect(
      policyOf(hardenPage(page("", '<link rel="modulepreload" href="./_npm/arquero@8.0.3/x.js">'), {notebook: true}))
    ).toContain("'unsafe-eval'");
  });

  test("brings its styles along, where it may", () => {
    const link = '<link rel="preload" as="style" href="./s.css"><link rel="stylesheet" type="text/css" href="./s.css">';
    const read = () => "p{color:red}";
    expect(hardenPage(page("", link), {read})).toMatch(/<style>p\{color:red\}<\/style>/);
    expect(hardenPage(page("", link), {read})).not.toContain("s.css");
    expect(hardenPage(page("", link))).toContain(link);
  });

  test.each(['p{background:url("a.png")}', "@import 'a.css';", "p::after{content:'</style>'}"])(
    "asks for styles that could not stand in it: %s",
    (text) => {
      const html = hardenPage(page("", '<link rel="stylesheet" href="./s.css">'), {read: () => text});
      expect(html).toContain('href="./s.css"');
      expect(html).not.toContain("<style>");
    }
  );

  test("keeps its own script word for word as a text that is run later, and loads no module before", () => {
    const code = '\nimport {define, a as b} from "./client.js";\nimport "./other.js";\ndefine({id: "0"});\n';
    const html = hardenPage(page("", `<link rel="modulepreload" href="./client.js"><script type="module">${code}</script>`));
    expect(html).toContain(`<script type="text/plain" data-cells="idle">${code}</script>`);
    expect(html).toContain('<link data-rel="modulepreload" href="./client.js">');
    expect(policyOf(html)).toContain(hash(code));
    const waking = /<\/script><script>(\{[^]*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(waking).toContain("data-cells");
    expect(policyOf(html)).toContain(hash(waking));
  });

  test("without cells runs its script as it came", () =>
    expect(hardenPage(page("", '<script type="module">a()</script>'))).toContain('<script type="module">a()</script>'));

  test("waits for its reader where the first frame is cut, and where it would load a database", () => {
    const code = '<script type="module">\ndefine({id: "0"});\n</script>';
    const waits = (body: string, head = "") => /data-cells="(\w+)"/.exec(hardenPage(page(body, head + code)))?.[1];
    expect(waits("")).toBe("idle");
    expect(waits('<section id="below"></section>')).toBe("reader");
    expect(waits("", '<link rel="modulepreload" href="./_npm/@duckdb/duckdb-wasm@1.29.0/x.js">')).toBe("reader");
  });
});
