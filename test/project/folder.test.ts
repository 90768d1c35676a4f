import {spawnSync} from "node:child_process";
import {mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi} from "vitest";
import {readModels} from "../../loaders/engines/models.ts";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {contrast, readBrand} from "../../loaders/project/brand.ts";
import {commandNamed, findProject, projectFile} from "../../loaders/project/project.ts";
import {readWords, useOwnWords, wordsForPages} from "../../loaders/project/words.ts";
import {importAnew} from "../../loaders/modules.ts";
import {readSettings} from "../../loaders/settingsFile.ts";
import {ownTables} from "../../loaders/publish/tables/ownMetrics.ts";
import {layerOf} from "../../loaders/release/layOver.ts";
import {pagesForOthers} from "../../loaders/release/notebooks/audience.ts";
import {headOf, notebookHeads} from "../../loaders/release/notebooks/heads.ts";
import {sourceName} from "../../loaders/release/sources.ts";
import {gradeNames} from "../../src/copy/names.js";
import {handshake, root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

/* A company's own folder beside the product: what is found in it, and what is refused. Its rebuild is held by rebuilt.test.ts. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeFolder(folder);
});

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
  writeFileSync(path.join(folder, file), text);
};

describe("which project a command works in", () => {
  beforeEach(() => write(projectFile, '{"format": 1, "written_by": "0.1.0"}'));

  test("the one that --project names, else the one that it is called in at any depth, else the checkout", () => {
    mkdirSync(path.join(folder, "drops", "crm"), {recursive: true});
    expect(findProject(["rebuild", "--project", folder], "/")).toBe(folder);
    expect(findProject([`--project=${folder}`, "rebuild"], "/")).toBe(folder);
    expect(findProject(["rebuild"], path.join(folder, "drops", "crm"))).toBe(folder);
    expect(findProject(["rebuild", "--project", root], folder)).toBeNull();
    expect(findProject(["rebuild"], path.dirname(folder))).toBeNull();
  });

  test("the command is found before and after the folder, and is none of its arguments", () => {
    expect(commandNamed(["--project", "rebuild", "check", "release"])).toBe("check");
    expect(commandNamed(["--project=/srv/acme", "rebuild", "--wrong"])).toBe("rebuild");
    expect(commandNamed(["serve", "--project", "/srv/acme"])).toBe("serve");
    expect(commandNamed(["--help"])).toBeUndefined();
  });

  test("a folder that is no project is refused with the command that makes one", () => {
    expect(() => findProject(["--project", path.dirname(folder)], "/")).toThrow(/is no project.*npx handshake init/);
  });

  test("a folder that a later version has made is refused with that version", () => {
    write(projectFile, '{"format": 2, "written_by": "9.0.0"}');
    expect(() => findProject([], folder)).toThrow(/format 2, written by version "9.0.0"; this version knows 1/);
  });
});

describe("equal names", () => {
  const sql = (name: string, header = "") => write(`metrics/${name}.sql`, `-- question: x\n${header}select 1 as a\n`);
  const models = () => readModels([path.join(root, "loaders/metrics"), path.join(folder, "metrics")], "metrics");

  test("a metric with the name of one of the product's is refused until its header says that it replaces it", () => {
    sql("trust");
    expect(models).toThrow(/trust\.sql has the name of .*"-- replaces: trust"/);
    sql("trust", "-- replaces: trust\n");
    expect(models().filter(({name}) => name === "trust")).toMatchObject([{path: path.join(folder, "metrics", "trust.sql")}]);
  });

  test("a metric that replaces one which the product doesn't have is refused", () => {
    sql("gone", "-- replaces: gone\n");
    expect(models).toThrow(/replaces gone, and the product has no such metric/);
  });

  test("a mapping likewise", async () => {
    const mapping = (more: string) => write("mappings/zendesk_tickets.ts", `export const mapping = {about: "x", signature: ["My column"], ignore: "not needed"${more}};\n`); // prettier-ignore
    const library = path.join(root, "loaders/mappings");
    const known = (await readMappings([library]))[0]!.name;
    write(`mappings/${known}.ts`, `export const mapping = {about: "x", signature: ["My column"], ignore: "not needed"};\n`);
    await expect(readMappings([library, path.join(folder, "mappings")])).rejects.toThrow(`replaces: "${known}"`);
    await removeFolder(path.join(folder, "mappings"));
    mapping(', replaces: "nobody"');
    await expect(readMappings([library, path.join(folder, "mappings")])).rejects.toThrow("replaces nobody");
  });

  test("a page or notebook likewise; the one that replaces stands at the address of the other", () => {
    write("pages/trust.md", "# Ours\n");
    const src = path.join(root, "src");
    expect(() => layerOf(src, folder)).toThrow('"replaces: trust" in its front matter');
    write("pages/trust.md", "---\nreplaces: trust\n---\n\n# Ours\n");
    write("pages/board.md", "# Board\n");
    write("components/bars.ts", "export const bars = 1;\n");
    expect([...layerOf(src, folder).keys()]).toEqual(["pages/board.md", "trust.md", "components/bars.ts", "brand.json"]);
    write("pages/other.md", "---\nreplaces: nothing\n---\n");
    expect(() => layerOf(src, folder)).toThrow("pages/other.md replaces nothing, and the product has no such page");
  });

  test("a link that leads nowhere is told with where it leads, instead of being left out without a word", () => {
    write("notebooks/plan.md", "# Plan\n");
    symlinkSync("../gone/goals.csv", path.join(folder, "notebooks/goals.csv"));
    expect(() => layerOf(path.join(root, "src"), folder)).toThrow(
      `${folder}/notebooks/goals.csv is a link to ../gone/goals.csv, and there is no such file. Put the file there, or take the link away.`
    );
    expect(sourceName("notebooks/plan.md", folder)).toBe("notebooks/plan.md");
  });

  test("a metric whose file has a name that no table can have is told with it, and so is one of a table that there is", () => {
    write("metrics/Big Deals.sql", "select 1 as deals\n");
    expect(() => readModels(path.join(folder, "metrics"), "metrics")).toThrow(/Big Deals\.sql makes a table of its name, which can't be one: expected small letters/); // prettier-ignore
    rmSync(path.join(folder, "metrics/Big Deals.sql"));
    // such are computed and checked, and no page looks for them
    write("metrics/BigDeals.sql", "select 1 as deals\n");
    expect(readModels(path.join(folder, "metrics"), "metrics").map(({name}) => name)).toEqual(["BigDeals"]);
    write("metrics/BigDeals.sql", "-- columns: deals integer, none, count: x\nselect 1 as deals\n");
    expect(() => readModels(path.join(folder, "metrics"), "metrics")).toThrow(/BigDeals\.sql makes a table of its name/);
    rmSync(path.join(folder, "metrics/BigDeals.sql"));
    vi.stubEnv("HANDSHAKE_PROJECT", folder);
    const header = "question definition unit direction source settings grain key".split(" ").map((entry) => `-- ${entry}: none\n`).join(""); // prettier-ignore
    write("metrics/members.sql", `${header}-- columns: none integer, none, count: x\nselect 1 as none\n`);
    expect(() => ownTables()).toThrow(/members\.sql publishes columns, and members is the name of a table of the product: .* Rename the file\./); // prettier-ignore
  });

  test("capitals make no other metric: one that would make the table of another without a word is refused with both files", () => {
    write("metrics/Trust.sql", "select 1 as score\n");
    const models = () => readModels([path.join(root, "loaders/metrics"), path.join(folder, "metrics")], "metrics");
    expect(models).toThrow(/metrics\/Trust\.sql makes the table that loaders\/metrics\/trust\/trust\.sql makes: .* Rename it\./);
    write("metrics/Trust.sql", "-- replaces: Trust\nselect 1 as score\n");
    expect(models).toThrow(/capitals make no other name\. Rename it\./);
    rmSync(path.join(folder, "metrics/Trust.sql"));
    write("metrics/own/bigdeals.sql", "select 1 as deals\n");
    write("metrics/BigDeals.sql", "select 1 as deals\n");
    expect(models).toThrow(/has two files called bigdeals\.sql, in capitals or small letters\. Rename one of them/);
  });

  test.each(["as_of_dates", "definitions"])("no metric can be called %s: a run makes a table of that name itself", (name) => {
    write(`metrics/${name}.sql`, "select date '2026-09-30' as as_of, true as is_current\n");
    expect(() => readModels([path.join(root, "loaders/metrics"), path.join(folder, "metrics")], "metrics")).toThrow(
      new RegExp(`metrics/${name}\\.sql makes the table metrics\\.${name}, which a run makes itself\\. Rename the file\\.`)
    );
  });

  test("a metric that reads the table that it makes itself is told so, also one in another's place", () => {
    write("metrics/trust.sql", "-- replaces: trust\nselect * from metrics.trust\n");
    const models = () => readModels([path.join(root, "loaders/metrics"), path.join(folder, "metrics")], "metrics");
    expect(models).toThrow(/trust\.sql reads metrics\.trust, the table that it makes itself, and no other of that name is there/);
    const others =
      "select *, 'metrics.trust' as stands_for /* not metrics.trust */ from metrics.trust_opinions -- as metrics.trust does";
    write("metrics/trust.sql", `-- replaces: trust\n${others}\n`);
    expect(models().map(({name}) => name)).toContain("trust");
  });

  test("a text is the same whether an editor puts a mark before it or ends its lines by two characters, in a metric, brand and words", () => {
    const saved = (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`;
    write("metrics/renewed.sql", saved("-- question: How many?\n-- key: as_of\nselect 1 as renewed\n"));
    write("brand.json", saved('{"name": "Acme"}\n'));
    write("copy.json", saved('{"gradeNames": {"unproven": "too new"}}\n'));
    const [model] = readModels(path.join(folder, "metrics"), "metrics");
    expect([model?.header, model?.sql.split("\n")[2]]).toEqual([{question: "How many?", key: "as_of"}, "select 1 as renewed"]);
    expect([readBrand(folder).name, readWords(folder)]).toEqual(["Acme", {gradeNames: {unproven: "too new"}}]);
  });

  test("a text in another encoding is told with its line: its letters would become others without a word", () => {
    const told = (file: string, text: Buffer) => {
      write(file, "");
      writeFileSync(path.join(folder, file), text);
      return `${folder}/${file}`;
    };
    const latin = told("metrics/renewed.sql", Buffer.from("-- question: How many?\n-- unit: Erl\u00f6s\n", "latin1"));
    expect(() => readModels(path.join(folder, "metrics"), "metrics")).toThrow(`${latin} line 2 is not UTF-8`);
    const wide = told("brand.json", Buffer.from('\ufeff{"name": "Acme"}', "utf16le"));
    expect(() => readBrand(folder)).toThrow(`${wide} is UTF-16, and a text is read as UTF-8. Save it as UTF-8`);
    rmSync(wide);
    const layer = () => layerOf(path.join(root, "src"), folder);
    // data may be read with its encoding
    told("notebooks/goals.csv", Buffer.from("\u00d6l\n", "latin1"));
    expect([...layer().keys()]).toContain("notebooks/goals.csv");
    for (const name of ["pages/plan.md", "components/bars.ts"]) {
      const file = told(name, Buffer.from("// one\n// Erl\u00f6s\n", "latin1"));
      expect(layer).toThrow(`${name} line 2 is not UTF-8, and a text is read as UTF-8. Save it as UTF-8`);
      rmSync(file);
    }
  });

  test("a notebook, settings and a mapping in another encoding likewise, also a module that one of them imports", async () => {
    const encoded = (file: string, text: string, encoding: BufferEncoding) => {
      write(file, "");
      writeFileSync(path.join(folder, file), Buffer.from(text, encoding));
      return path.join(folder, file);
    };
    encoded("notebooks/plan.md", "\ufeff# Plan\n", "utf16le");
    expect(() => notebookHeads(folder)).toThrow("notebooks/plan.md is UTF-16, and a text is read as UTF-8");
    const settings = encoded("handshake.config.ts", '// one\nexport default {company: "K\u00f6ln"};\n', "latin1");
    await expect(readSettings(settings)).rejects.toThrow(`${settings} line 2 is not UTF-8`);
    const mapping = encoded("mappings/acme.ts", "\ufeffexport const mapping = 1;\n", "utf16le");
    await expect(readMappings([path.join(folder, "mappings")])).rejects.toThrow(`${mapping} is UTF-16`);
    const words = encoded("mappings/words.ts", 'export const words = "\u00fc";\n', "latin1");
    write("mappings/acme.ts", 'export {words} from "./words.ts";\n');
    await expect(importAnew(mapping)).rejects.toThrow(`${words} line 1 is not UTF-8`);
  });

  test("a text, page or audience that can't be read ends a run with 78: 65 says that it published, and no alarm goes off", () => {
    write("brand.json", "");
    writeFileSync(path.join(folder, "brand.json"), Buffer.from("\ufeff{}", "utf16le"));
    write("src/plan.md", "---\naudiences: [bord]\n---\n");
    const page = (head: string) => headOf("pages/plan.md", `---\n${head}\n---\n`);
    const failing = [
      () => readBrand(folder),
      () => page("order: first"),
      () => page("title: [a"),
      () => page("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs"),
      () => pagesForOthers(path.join(folder, "src"), {name: "board", all: ["board"]})
    ];
    for (const fails of failing) expect(fails).toThrow(expect.objectContaining({exitCode: 78}));
  });

  test("a conflict that git left in a page, also one in another's place, or in a metric is told with its line", () => {
    const both = (before: string, text: string) => `${before}<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> theirs\n`;
    const src = path.join(root, "src");
    write("pages/trust.md", both("---\nreplaces: trust\n---\n\n", "# Trust\n"));
    expect(() => layerOf(src, folder)).toThrow("pages/trust.md line 5: git has put both sides of a conflict there");
    expect(() => headOf("notebooks/plan.md", both("# Plan\n", ""))).toThrow("notebooks/plan.md line 2: git has put both");
    expect(headOf("notebooks/plan.md", "# Plan\n=======\n").title).toBe("Plan");
    write("metrics/renewed.sql", both("", "-- question: How many?\n"));
    expect(() => readModels(path.join(folder, "metrics"), "metrics")).toThrow(/renewed\.sql line 1: git has put both sides/);
  });

  test("a text beside components is no page: whoever the site is for would read it", () => {
    for (const file of ["README.md", "notes.md.py", "bars.ts"]) write(`components/${file}`, "export const bars = 1;\n");
    expect([...layerOf(path.join(root, "src"), folder).keys()]).toEqual(["components/bars.ts", "brand.json"]);
  });

  test("a component may stand in the place of one of the product's", () => {
    write("components/spark.ts", "// replaces: charts/spark.ts\nexport const spark = 1;\n");
    expect([...layerOf(path.join(root, "src"), folder).keys()]).toContain("charts/spark.ts");
  });
});

test("a file of a project that the system can't read is not called no JSON, and nobody is told to write it again", () => {
  for (const name of [projectFile, "brand.json", "copy.json"]) mkdirSync(path.join(folder, name));
  for (const read of [() => findProject(["--project", folder], "/"), () => readBrand(folder), () => readWords(folder)])
    expect(read).toThrow(/^EISDIR: illegal operation on a directory, read$/);
});

describe("brand.json", () => {
  test("an accent that can't be read on its ground is refused with its contrast", () => {
    expect(contrast("#000000", "#ffffff")).toBe(21);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    write("brand.json", '{"accent": {"light": "#ffcc00", "dark": "#ffcc00"}}');
    expect(() => readBrand(folder)).toThrow(
      /accent\.light: #ffcc00 has a contrast of 1\.5 to the light ground, expected at least 4\.5/
    );
  });

  test("a misspelt entry, a locale that is none and a logo that is not there are named", () => {
    write("brand.json", '{"colour": "red", "locale": "xx-!"}');
    expect(() => readBrand(folder)).toThrow(/locale: expected a locale[\s\S]*colour/);
    write("brand.json", '{"menu": {"trusted": "Reliability"}}');
    expect(() => readBrand(folder)).toThrow(/menu: the product has no page "trusted"; expected the address of one/);
    write("brand.json", '{"logo": "logo.png"}');
    expect(() => readBrand(folder)).toThrow(/logo: there is no file logo\.png/);
  });

  test("without one the product's own name and colours hold", () => {
    expect(readBrand(folder)).toEqual({name: "Handshake", logo: null, accent: null, locale: "en", menu: {}});
  });
});

describe("copy.json", () => {
  test("changes what categories and terms are called, in the pages too", () => {
    write("copy.json", '{"gradeNames": {"trusted": "gold"}, "terms": {"Gini": "Ours."}}');
    expect(wordsForPages(readWords(folder))).toEqual({
      "copy/names.ts": '\n/* copy.json */\nObject.assign(gradeNames, {"trusted":"gold"});\n',
      "copy/terms.ts": '\n/* copy.json */\nObject.assign(terms["Gini"]!, {says: "Ours."});\n'
    });
  });

  test("two categories of a list never have one name; of the product's and a company's own, it is told to change its own; names may change places", () => {
    write("copy.json", '{"gradeNames": {"trusted": "Below average "}, "kindNouns": {"deal": "cases", "ticket": "cases"}}');
    expect(() => readWords(folder)).toThrow(
      /gradeNames\.trusted: below_typical is called "below average" too; give each a name of its own\n {2}kindNouns\.ticket: deal is called "cases" too/
    );
    const changed = {gradeNames: {trusted: "above average", candidate: "trusted"}};
    write("copy.json", JSON.stringify(changed));
    expect(readWords(folder)).toEqual(changed);
  });

  test("whether two names are the same is asked of the product's, not of what this process says since an earlier save", () => {
    vi.stubEnv("HANDSHAKE_PROJECT", folder);
    const before = {...gradeNames};
    write("copy.json", '{"gradeNames": {"trusted": "gold"}}');
    useOwnWords();
    write("copy.json", '{"gradeNames": {"candidate": "gold"}}');
    expect(readWords(folder)).toEqual({gradeNames: {candidate: "gold"}});
    Object.assign(gradeNames, before);
  });

  test("a name that there is not is refused with those that there are", () => {
    write("copy.json", '{"gradeNames": {"golden": "gold"}, "colours": {}}');
    expect(() => readWords(folder)).toThrow(
      /gradeNames\.golden: there is no such entry, expected some of trusted[\s\S]*colours: there is no such list/
    );
  });
});

describe("npx handshake init DIR", () => {
  let own: string;
  beforeAll(async () => {
    own = path.join(await temporaryFolder(), "acme");
    await handshake(["init", own, "--company", "Acme", "--yes"]);
  });
  afterAll(() => removeFolder(path.dirname(own)));

  test("makes a folder in which new writes files whose types hold, whatever its path", async () => {
    for (const [kind, name] of [
      ["metric", "net_wins"],
      ["mapping", "acme_deals"],
      ["component", "bars"],
      ["page", "board"],
      ["notebook", "first"]
    ] as const)
      // prettier-ignore
      expect(await handshake(["new", kind, name], {cwd: own})).toMatchObject({exitCode: 0});
    expect(readFileSync(path.join(own, "mappings/acme_deals.ts"), "utf8")).toContain('from "handshake/mapping"');
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const {status, stdout} = spawnSync(process.execPath, [tsc, "-p", own], {encoding: "utf8"});
    expect([status, stdout]).toEqual([0, ""]);
  });

  test("called again it keeps what is there, and nothing goes into the product's own folder", async () => {
    writeFileSync(path.join(own, "brand.json"), '{"name": "Mine"}');
    expect((await handshake(["init", own, "--yes"])).stdout).toContain("is a project already");
    expect(readFileSync(path.join(own, "brand.json"), "utf8")).toBe('{"name": "Mine"}');
    expect(await handshake(["init", path.join(root, "here"), "--yes"])).toMatchObject({exitCode: 78});
  });
});

test("init called again leads to where the product is now, and keeps everything else, as the guide to upgrading says", async () => {
  await handshake(["init", folder, "--company", "Acme", "--yes"]);
  write("metrics/own.sql", "-- of the company\n");
  const link = path.join(folder, "node_modules/handshake");
  const kept = () =>
    ["handshake.config.ts", "brand.json", "metrics/own.sql"].map((file) => readFileSync(path.join(folder, file), "utf8"));
  const before = kept();
  for (const leadsNowhere of [false, true]) {
    rmSync(link);
    if (leadsNowhere) symlinkSync(path.join(folder, "gone"), link);
    expect(await handshake(["init", folder, "--yes"])).toMatchObject({exitCode: 0});
    expect(realpathSync(link)).toBe(root);
    expect(kept()).toEqual(before);
  }
});

test("what holds records or is made from them is offered to no version control, in the checkout and in a project", async () => {
  const lines = (file: string) => readFileSync(file, "utf8").split("\n");
  expect(lines(path.join(root, ".gitignore"))).toEqual(
    expect.arrayContaining(["data/drops/", "data/build/", "data/dev/", "dist/", "packs/", "src/data/"])
  );
  await handshake(["init", folder, "--company", "Acme", "--yes"]);
  expect(lines(path.join(folder, ".gitignore"))).toEqual(
    expect.arrayContaining(["drops/", "build/", "dev/", "dist/", "packs/", "node_modules/"])
  );
});
