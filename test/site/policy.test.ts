import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import path from "node:path";
import {parse} from "parse5";
import {expect, test} from "vitest";
import {attribute, elements, htmlFiles, textOf} from "../../loaders/release/verify.ts";
import {siteOfSample} from "../support/site.ts";

const hash = (code: string) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
/** Names of XML kinds, which nobody asks for, and pictures that stand in the address itself. */
const harmless = (name: string, value: string) => name.startsWith("xmlns") || value.startsWith("data:image/");

/** What of a leaders' page isn't as hard as it must be, as sentences. */
function soft(text: string): string[] {
  const all = [...elements(parse(text))];
  const named = (tag: string) => all.filter((e) => e.tagName === tag);
  const isPolicy = (e: (typeof all)[number]) => attribute(e, "http-equiv")?.toLowerCase() === "content-security-policy";
  const policies = all.filter((e) => e.tagName === "meta" && isPolicy(e));
  const scripts = named("script");
  const rules = (attribute(policies[0] ?? all[0]!, "content") ?? "").split(";").map((rule) => rule.trim());
  const script = rules.find((rule) => rule.startsWith("script-src ")) ?? "";
  const inline = scripts.filter((e) => attribute(e, "src") === undefined).map(textOf);
  const viewport = named("meta").find((e) => attribute(e, "name") === "viewport");
  const attributes = all.flatMap((e) => e.attrs.map(({name, value}) => ({tag: e.tagName, name, value})));
  const outside = (value: string) => /(^|[\s"'(,=])(?:[a-z]+:)?\/\/[^/\s]/i.test(value);
  return [
    ...(policies.length === 1 ? [] : [`${policies.length} policies`]),
    ...(rules.includes("default-src 'none'") ? [] : ["allows what it doesn't name"]),
    ...(scripts.length && all.indexOf(scripts[0]!) < all.indexOf(policies[0]!) ? ["a script before the policy"] : []),
    ...(script === "" || /unsafe-(eval|inline)/.test(script.replaceAll("'wasm-unsafe-eval'", "")) ? [`scripts: ${script}`] : []),
    ...inline.filter((code) => !script.includes(hash(code))).map((code) => `may not run: ${code.slice(0, 60)}`),
    ...(attribute(named("html")[0]!, "lang") ? [] : ["no language"]),
    ...(viewport && !/maximum-scale|user-scalable/.test(attribute(viewport, "content") ?? "") ? [] : ["no zoom"]),
    ...attributes.filter(({name}) => /^on/i.test(name)).map(({tag, name}) => `${tag} has ${name}`),
    ...attributes
      .filter(({name, value}) => !harmless(name, value) && outside(value))
      .map(({tag, name, value}) => `${tag} ${name} leads outside: ${value.slice(0, 80)}`)
  ];
}

test("each page for leaders lets run its own scripts and nothing else, says its language, may be zoomed, and names no other host", async () => {
  const site = await siteOfSample();
  const pages = htmlFiles(site).filter((file) => !file.startsWith("notebooks"));
  expect(pages.length).toBeGreaterThan(12);
  const faults = pages.flatMap((file) => soft(readFileSync(path.join(site, file), "utf8")).map((fault) => `${file}: ${fault}`));
  expect(faults).toEqual([]);
});

test("a page that is soft everywhere is found out", () => {
  const page = `<!doctype html><html><head><script>a()</script><meta name="viewport" content="width=device-width, maximum-scale=1">
    <meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'"></head>
    <body onload="b()"><img src="//elsewhere.example/x.png"><a href="https://elsewhere.example">c</a></body></html>`;
  expect(soft(page)).toHaveLength(9);
});
