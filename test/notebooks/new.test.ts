import {execFileSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {writeNew} from "../../loaders/run/newFile.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {asOf, fewDeals} from "../release/project.ts";
import {factsOf} from "../support/facts.ts";
import {root as project} from "../support/handshake.ts";
import {buildFor, notebookProject, publishFor} from "./project.ts";

let root: string;
let remove: () => void;
beforeAll(() => {
  ({root, remove} = notebookProject({}));
  mkdirSync(path.join(root, "loaders", "mappings"), {recursive: true});
  symlinkSync(path.join(project, "loaders", "mappings", "engine"), path.join(root, "loaders", "mappings", "engine"));
});
afterAll(() => remove());

describe("npx handshake new writes a file that works:", () => {
  test("a notebook and a page, which the build takes as they are", async () => {
    expect(await writeNew("notebook", "renewals", root)).toMatch(
      /^Wrote src\/notebooks\/renewals\.md\. npm run dev shows it at \/notebooks\/renewals/
    );
    await writeNew("page", "overlook", root);
    for (const like of ["next_referrals", "rules_changed", "largest_partner", "catalogue", "gallery", "guide"])
      await writeNew("notebook", like, root, {like});
    await publishFor(fewDeals, path.join(root, "published"));
    const site = await buildFor(root, path.join(root, "published"));
    expect(readFileSync(path.join(site, "notebooks", "renewals.html"), "utf8")).toMatch(
      /The best-rated partner is .*, of .*2.* with a score/
    );
    // and an example says what it can't answer
    expect(readFileSync(path.join(site, "notebooks", "rules_changed.html"), "utf8")).toMatch(
      /This can’t be answered for .*2025-10-01/
    );
    expect(readFileSync(path.join(site, "notebooks", "next_referrals.html"), "utf8")).toContain("nothing can be suggested");
    expect(readFileSync(path.join(site, "notebooks", "guide.html"), "utf8")).toMatch(/select[^]*from[^]*trust[^]*where[^]*score/);
    expect(readFileSync(path.join(site, "overlook.html"), "utf8")).toMatch(/2.* partners on .*2026-06-30/);
  });

  test("a metric, whose rows are right, none of them of direct deals, and whose columns are published with a class", async () => {
    await writeNew("metric", "wins_so_far", root);
    const [metric] = readCatalogue(path.join(root, "loaders", "metrics"));
    expect(metric!.columns).toEqual([
      {name: "won_deals", type: "integer", unit: "deals", tells: "count", about: "deals won up to that day"}
    ]);
    const db = await factsOf(fewDeals, {history_months: 0});
    await buildMetrics(db, parseSettings({history_months: 0}, "test"), asOf);
    await db.run("insert into facts.deal_credits select * replace (null as partner_id) from facts.deal_credits");
    const sql = readFileSync(path.join(root, "loaders", "metrics", "custom", "wins_so_far.sql"), "utf8");
    expect(await db.rows(`select partner_id, won_deals from (${sql})`)).toEqual([
      {partner_id: "A", won_deals: 3},
      {partner_id: "B/1?x", won_deals: 1}
    ]);
    db.close();
  });

  test("a mapping, which the engine reads", async () => {
    await writeNew("mapping", "acme_deals", root);
    const [mapping] = await readMappings([path.join(root, "loaders", "mappings")]);
    expect(mapping).toMatchObject({name: "acme_deals"});
  });

  test("a component, whose types hold", async () => {
    await writeNew("component", "bars", root);
    cpSync(path.join(project, "tsconfig.json"), path.join(root, "base.json"));
    const include = ["src/charts/bars.ts", "src/npm.d.ts"];
    writeFileSync(path.join(root, "tsconfig.json"), JSON.stringify({extends: "./base.json", include}));
    const tsc = path.join(project, "node_modules", "typescript", "bin", "tsc");
    const flags = ["--noEmit", "-p", "tsconfig.json"];
    expect(() => execFileSync(process.execPath, [tsc, ...flags], {cwd: root, stdio: "pipe"})).not.toThrow();
  });

  test("and none over one that exists, of another kind, or with a name that can't be a file's", async () => {
    await writeNew("page", "twice", root);
    await expect(writeNew("page", "twice", root)).rejects.toThrow("src/twice.md exists already");
    await expect(writeNew("pages", "x", root)).rejects.toThrow(
      'no template for "pages". Use one of page, notebook, metric, mapping, component, test.'
    );
    await expect(writeNew("pages", "x", root, {own: true})).rejects.toThrow(
      "Use one of page, notebook, metric, mapping, component."
    );
    await expect(writeNew("page", "../Ä x", root)).rejects.toThrow(/can't be the name of a page.*Try x\./);
  });

  test("none with a name that the product has, or that SQL or TypeScript has for itself: it would be refused or could not run", async () => {
    const own = (kind: string, name: string) => writeNew(kind, name, path.join(root, "own"), {own: true, product: project});
    await expect(own("metric", "trust")).rejects.toThrow(
      'has a metric called trust (loaders/metrics/trust/trust.sql). Take another name; to compute your own in its place, copy that file and add "-- replaces: trust"'
    );
    await expect(own("page", "people")).rejects.toThrow('copy that file and say "replaces: people" in its front matter');
    await expect(own("mapping", "jira_issues")).rejects.toThrow('copy that file and say replaces: "jira_issues" in it');
    for (const name of ["deals", "partners", "evidence", "stalled_deals"])
      await expect(own("metric", name)).rejects.toThrow(`"${name}" is the name of a table already`);
    for (const name of ["order", "dates"]) await expect(own("metric", name)).rejects.toThrow(`"${name}" is a word of SQL itself`);
    await expect(own("component", "class")).rejects.toThrow('"class" is a word of TypeScript itself');
    await own("component", "order");
    await writeNew("metric", "twice", root);
    await expect(own("metric", "twice")).resolves.toContain("Wrote metrics/twice.sql");
  });
});
