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
      .map(({fileName}): [string, string] => [file, path.posix.join(path.posix.dirname(file), fileName)])
  );
}

const base = [
  "keep",
  "audience.ts",
  "errors.ts",
  "disk.ts",
  "lock.ts",
  "progress.ts",
  "settings.ts",
  "tables",
  "engines",
  "stats"
];
/** In the order of a record's way; report.ts is what the checks of the first three amount to. */
const stages = [
  "receive",
  "stage",
  "settle",
  "report.ts",
  "facts",
  "metrics",
  "history",
  "publish",
  "release",
  "outgoing",
  "reports"
];

/**
 * What each room of loaders/ may import of the others: a stage the stages before it, never one after it.
 * A room is a folder or file directly in loaders/.
 */
const reach: Record<string, string[]> = {
  "handshake.mjs": ["cli.ts", "node.mjs"],
  "node.mjs": [],
  "cli.ts": ["commands", ...base],
  commands: ["defaults.ts", "rebuild.ts", "check.ts", "map.ts", "explain", "serve.ts", "doctor.ts", ...stages, ...base],
  "map.ts": ["map", "receive", "stage", ...base],
  map: ["stage", ...base],
  // the way back of a record, from a figure to its line in a drop
  explain: ["receive", "stage", "metrics", ...base],
  "run.ts": [...stages, ...base],
  "rebuild.ts": ["run.ts", ...stages, ...base],
  "check.ts": ["run.ts", ...stages, ...base],
  ...Object.fromEntries(stages.map((stage, i) => [stage, [...stages.slice(0, i), ...base]])),
  mappings: ["stage", ...base],
  "dev.ts": ["defaults.ts", "run.ts", "rebuild.ts", "release", ...base],
  "defaults.ts": ["errors.ts"],
  "serve.ts": ["serve", "errors.ts", "progress.ts", "release"],
  serve: [],
  "doctor.ts": ["node.mjs", ...stages, ...base],
  sample: base,
  engines: ["errors.ts"],
  stats: ["errors.ts", "engines"],
  tables: ["errors.ts"],
  "settings.ts": ["audience.ts", "errors.ts"],
  "audience.ts": [],
  "progress.ts": ["errors.ts"],
  "errors.ts": [],
  keep: ["disk.ts", "errors.ts"],
  "disk.ts": [],
  "lock.ts": ["disk.ts", "errors.ts"]
};

/** What the pages and the pipeline say or reckon alike. None of it knows a browser. */
const shared = [
  "contract.ts",
  ...["answer", "format", "lorenzPoints", "lossDistribution", "rows"].map((name) => `components/${name}.ts`)
].map((f) => `src/${f}`);

/** The imports that run against the arrows of the house, each as a sentence. */
export function wrongImports(sources: Sources): string[] {
  return importsOf(sources).flatMap(([from, to]) => {
    const wrong = objection(from, to);
    return wrong ? [`${from} imports ${to}: ${wrong}`] : [];
  });
}

function objection(from: string, to: string): string | null {
  const [house, room = ""] = from.split("/");
  const [toHouse, toRoom = ""] = to.split("/");
  if (toHouse === "test" && house !== "test") return "only tests import from test/";
  if (house === "src" && toHouse !== "src") return "the site knows only src/";
  if (house !== "loaders") return null;
  if (!to.includes("/")) return to.endsWith(".config.ts") ? null : "only the configs stand outside the rooms";
  if (toHouse === "src") return shared.includes(to) ? null : `of src/, the pipeline knows only ${shared.join(", ")}`;
  if (toRoom === "mappings") return "mappings are found by listing their folder";
  if (toRoom === room) return null;
  const allowed = reach[room];
  if (!allowed) return `loaders/${room} has no place in the arrows yet`;
  return allowed.includes(toRoom) ? null : `${room} may import only ${allowed.join(", ") || "packages"}`;
}
