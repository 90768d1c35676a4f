import path from "node:path";
import ts from "typescript";

/** The text of every source file, by its path from the project's folder. */
export type Sources = Record<string, string>;

/** Every import of one project file by another, as [from, to]. Packages are left out. */
export function importsOf(sources: Sources): [from: string, to: string][] {
  return Object.entries(sources).flatMap(([file, text]) =>
    ts
      .preProcessFile(text, true, true)
      .importedFiles.filter(({fileName}) => fileName.startsWith("."))
      .map(({fileName}): [string, string] => {
        const to = path.posix.join(path.posix.dirname(file), fileName);
        const written = to.replace(/\.js$/, ".ts");
        return [file, to in sources || !(written in sources) ? to : written];
      })
  );
}

const base = [
  "keep",
  "disclosure/audience.ts",
  "errors.ts",
  "files.ts",
  "likeness.ts",
  "modules.ts",
  "project",
  "renamed.ts",
  "run/lock.ts",
  "run/progress.ts",
  "run/signals.ts",
  "settings.ts",
  "settingsFile.ts",
  "settingsValues.ts",
  "tables",
  "wakeCode.mjs",
  "engines",
  "engines/engineSettings.ts",
  "receive/objects.ts",
  "statistics",
  "written.ts"
];
/** In the order of a record's way; run/report/report.ts is what the checks of the first five amount to. */
const steps = [
  "receive",
  "read",
  "mappings/engine",
  "stage",
  "reconcile",
  "run/report/report.ts",
  "facts",
  "metrics",
  "history",
  "disclosure",
  "publish",
  "release",
  "notifications",
  "run/report"
];

/**
 * What each room of loaders/ may import of the others: a step the steps before it, never one after it.
 * A room is a folder or file; a file belongs to the room with the longest name that begins its path.
 */
const reach: Record<string, string[]> = {
  "handshake.mjs": ["cli.ts", "compiled.mjs", "node.mjs"],
  "compiled.mjs": [],
  "wakeCode.mjs": [],
  "compile.mjs": ["compiled.mjs", "wakeCode.mjs"],
  "modules.ts": ["compiled.mjs", "errors.ts", "translate.ts", "written.ts"],
  "translate.ts": ["compiled.mjs", "compile.mjs", "errors.ts", "files.ts", "written.ts"],
  "node.mjs": [],
  "cli.ts": ["commands", "run", "run/defaults.ts", ...base],
  commands: ["run/defaults.ts", "run", "mappings/draft", "explain", "serve", "dev", ...steps, ...base],
  "mappings/draft": ["receive", "read", "mappings/engine", "stage", ...base],
  // the way back of a record, from a figure to its line in a drop
  explain: ["receive", "stage", "metrics", ...base],
  run: ["node.mjs", ...steps, "explain", ...base],
  ...Object.fromEntries(steps.map((step, i) => [step, [...steps.slice(0, i), ...base]])),
  mappings: ["mappings/engine", ...base],
  "dev.ts": ["cli.ts"],
  dev: ["run", "run/report/report.ts", "translate.ts", "mappings/engine", "metrics", "release", ...base],
  "run/defaults.ts": ["errors.ts", "project", "receive/objects.ts"],
  project: ["errors.ts", "written.ts"],
  serve: ["release", ...base],
  sample: base,
  engines: ["engines/engineSettings.ts", "errors.ts", "renamed.ts", "written.ts"],
  "engines/engineSettings.ts": [],
  "receive/objects.ts": ["errors.ts", "files.ts"],
  statistics: ["errors.ts", "engines"],
  tables: ["errors.ts"],
  "settings.ts": ["disclosure/audience.ts", "engines/engineSettings.ts", "renamed.ts"],
  "settingsFile.ts": ["errors.ts", "modules.ts", "renamed.ts", "settings.ts"],
  "settingsValues.ts": ["settings.ts"],
  "renamed.ts": [],
  "disclosure/audience.ts": [],
  "run/progress.ts": ["errors.ts"],
  "errors.ts": [],
  "written.ts": ["errors.ts"],
  "files.ts": [],
  keep: ["files.ts", "errors.ts"],
  "run/signals.ts": ["errors.ts"],
  "run/lock.ts": ["files.ts", "errors.ts"]
};

/** What the rooms of src/ may import of each other; the pipeline takes what knows no browser: the first three. */
const site: Record<string, string[]> = {
  contract: [],
  shared: ["contract"],
  copy: ["contract", "shared"],
  charts: ["contract", "shared", "copy", "ui", "tables"],
  tables: ["contract", "shared", "copy", "ui", "charts"],
  ui: ["contract", "shared", "copy", "charts", "tables"]
};
const withoutBrowser = ["contract", "shared", "copy"];

/** The room of a file below loaders/ or src/: the longest name in the list that is its path or begins it. */
const roomOf = (file: string, rooms: readonly string[]): string | undefined =>
  rooms.filter((room) => file === room || file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];

/** Files that import each other in a circle, each circle as one line. */
export function circles(sources: Sources): string[] {
  const next = new Map<string, string[]>();
  for (const [from, to] of importsOf(sources)) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, way: string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) found.push([...way.slice(at), file].join(" > "));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of Object.keys(sources)) walk(file, []);
  return found;
}

/** The imports that run against the arrows of the house, each as a sentence. */
export function wrongImports(sources: Sources): string[] {
  return importsOf(sources).flatMap(([from, to]) => {
    const wrong = objection(from, to);
    return wrong ? [`${from} imports ${to}: ${wrong}`] : [];
  });
}

function objection(from: string, to: string): string | null {
  const [house = "", ...rest] = from.split("/");
  const [toHouse = "", ...toRest] = to.split("/");
  const [file, target] = [rest.join("/"), toRest.join("/")];
  if (toHouse === "test" && house !== "test") return "only tests import from test/";
  if (house === "src") return toHouse === "src" ? siteObjection(file, target) : "the site knows only src/";
  if (house !== "loaders") return null;
  if (!to.includes("/")) return to.endsWith(".config.ts") ? null : "only the configs stand outside the rooms";
  if (toHouse === "src")
    return withoutBrowser.includes(roomOf(target, Object.keys(site)) ?? "")
      ? null
      : `of src/, the pipeline knows only ${withoutBrowser.join(", ")}`;
  const [room, toRoom] = [file, target].map((f) => roomOf(f, Object.keys(reach)));
  if (!room) return `loaders/${file} is in no room of the arrows yet`;
  if (toRoom === "mappings") return room === "mappings" ? null : "mappings are found by listing their folder";
  if (!toRoom || toRoom === room) return null;
  return reach[room]!.includes(toRoom) ? null : `${room} may import only ${reach[room]!.join(", ") || "packages"}`;
}

function siteObjection(file: string, target: string): string | null {
  if (file.endsWith(".md")) return null;
  const [room, toRoom] = [file, target].map((f) => roomOf(f.replace(/\.js$/, ".ts"), Object.keys(site)));
  if (!room || !toRoom || room === toRoom) return null;
  return site[room]!.includes(toRoom) ? null : `src/${room} may import only ${site[room]!.join(", ") || "packages"} of src/`;
}

/** Functions and constants that are exported and used nowhere but in tests, as `file: name`. Names are looked for as words. */
export function withoutUser(sources: Sources): string[] {
  const product = Object.entries(sources).filter(([file]) => !file.startsWith("test/"));
  const times = new Map<string, number>();
  for (const [, text] of product) for (const [word] of text.matchAll(/\w+/g)) times.set(word, (times.get(word) ?? 0) + 1);
  return product.flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)]
      .filter(([, name]) => times.get(name!) === 1)
      .map(([, name]) => `${file}: ${name}`)
  );
}
