import {cp, mkdtemp, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {cpus, tmpdir} from "node:os";
import path from "node:path";
import {makeCompany} from "../../loaders/sample/company.ts";
import {write} from "../../loaders/sample/write.ts";
import {median} from "./median.ts";
import {processCost, type ProcessCost} from "./processCost.ts";
import {emptySite, loaderSite, pandasCopy, rawCopy} from "./rivals.ts";

const root = path.resolve(import.meta.dirname, "../..");
const doc = path.join(root, "docs/benchmarks.md");
const program = [process.execPath, path.join(root, "loaders/handshake.mjs")];

/** What was measured, each several times. */
interface Measured {
  name: string;
  costs: ProcessCost[];
  /** Seconds of the stage "site", where there is one. */
  site?: number[];
  /** What it is to cost at most, of what was measured before it, and what it does cost, both as told. */
  bound?: (all: Map<string, Measured>, own: Measured) => {most: number; is: number; unit: string};
}

/**
 * Prints what everyday work on the sample costs beside what else could be done with the same files: medians of several runs in one go.
 * With --write the print goes into docs/benchmarks.md.
 * @param args the number of runs of each (5), and --write
 */
export async function benchEveryday(args: string[]): Promise<void> {
  const runs = Number(args.find((a) => /^\d+$/.test(a)) ?? "5");
  const folder = await mkdtemp(path.join(tmpdir(), "handshake-bench-"));
  try {
    const measured = await measure(folder, runs);
    const text = printed(measured, runs);
    console.log(text);
    if (args.includes("--write")) await writeFile(doc, document(text, await versions()));
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function measure(folder: string, runs: number): Promise<Measured[]> {
  const at = (name: string) => path.join(folder, name);
  write(makeCompany(), at("all"));
  const days = (await readdir(at("all"))).sort();
  const last = days.at(-1)!;
  const files = (await readdir(at("all"), {recursive: true})).filter((f) => f.endsWith(".csv")).map((f) => at(`all/${f}`));
  const found: Measured[] = [];
  const several = async (name: string, one: (i: number) => Promise<ProcessCost | null>, more: Partial<Measured> = {}) => {
    const costs: ProcessCost[] = [];
    for (let i = 0; i < runs; i++) {
      const cost = await one(i);
      if (cost) costs.push(cost);
    }
    found.push({name, costs, ...more});
  };
  const rebuild = (place: string) =>
    processCost([...program, "rebuild", "--drops", `${place}/drops`, "--build", `${place}/build`, "--site", `${place}/site`]);
  await several("node, nothing", () => processCost([process.execPath, "-e", "0"]));
  await several("handshake --help", () => processCost([...program, "--help"]), {bound: startUp});

  // a first run compiles the program and builds the pages' shell, which all others find
  await cp(at("all"), at("base/drops"), {recursive: true});
  await rename(at(`base/drops/${last}`), at("newest"));
  await rebuild(at("base"));
  const site: number[] = [];
  const again = async (i: number) => {
    for (const name of ["drops", "build", "site"]) await cp(at(`base/${name}`), at(`run${i}/${name}`), {recursive: true});
    await cp(at("newest"), at(`run${i}/drops/${last}`), {recursive: true});
    const cost = await rebuild(at(`run${i}`));
    const report = JSON.parse(await readFile(at(`run${i}/build/report.json`), "utf8")) as {
      stages: {name: string; seconds: number}[];
    };
    site.push(report.stages.find(({name}) => name === "site")?.seconds ?? 0);
    return cost;
  };
  await several("a new monthly drop", again, {site, bound: newDrop});
  await several("nothing new", (i) => rebuild(at(`run${i}`)), {bound: nothingNew});
  await several("everything, from nothing", async (i) => {
    await cp(at("all"), at(`whole${i}/drops`), {recursive: true});
    return rebuild(at(`whole${i}`));
  });
  const pages = (await readdir(at("run0/site/current/"))).filter((f) => f.endsWith(".html")).length;
  await several("DuckDB: copy the same files", (i) => rawCopy(files, at(`copy${i}`)));
  await several("pandas: copy the same files", (i) => pandasCopy(files, at(`pandas${i}`)));
  await several(`Framework: ${pages} empty pages`, (i) => emptySite(at(`empty${i}`), pages));
  const database = at("run0/build/handshake.duckdb");
  await several(`Framework: ${pages} pages, a loader each`, (i) => loaderSite(at(`loader${i}`), pages, database));
  return found;
}

const cpuOf = ({costs}: Measured): number => median(costs.map(({cpu}) => cpu));
const secondsOf = ({costs}: Measured): number => median(costs.map(({seconds}) => seconds));

const startUp: Measured["bound"] = (all, own) => ({
  most: 2.5,
  is: secondsOf(own) / secondsOf(all.get("node, nothing")!),
  unit: "times node"
});
const newDrop: Measured["bound"] = (_, own) => ({most: 5, is: cpuOf(own), unit: "s of the processor"});
const nothingNew: Measured["bound"] = (all, own) => ({
  most: 1.5 * secondsOf(all.get("handshake --help")!) + 0.3,
  is: secondsOf(own),
  unit: "s"
});

function printed(measured: readonly Measured[], runs: number): string {
  const all = new Map(measured.map((m) => [m.name, m]));
  const lines = measured.map((m) => {
    if (!m.costs.length) return `${m.name.padEnd(40)}not here`;
    const bound = m.bound?.(all, m);
    const told = bound && `${bound.is.toFixed(2)} ${bound.unit}, to be at most ${bound.most.toFixed(2)}`;
    const site = m.site ? `, of which the site takes ${median(m.site).toFixed(2)} s` : "";
    return (
      m.name.padEnd(40) +
      [cpuOf(m), secondsOf(m)].map((x) => x.toFixed(2).padStart(10)).join("") +
      (told ? `   ${told}${site}` : "")
    );
  });
  const head = `medians of ${runs} runs each, in seconds`.padEnd(40) + ["processor", "time"].map((t) => t.padStart(10)).join("");
  return [head, ...lines].join("\n");
}

async function versions(): Promise<string> {
  const version = async (name: string) =>
    (JSON.parse(await readFile(path.join(root, "node_modules", name, "package.json"), "utf8")) as {version: string}).version;
  const [duckdb, framework] = await Promise.all(["@duckdb/node-api", "@observablehq/framework"].map(version));
  return `${cpus()[0]!.model}, ${cpus().length} cores, ${process.platform}; Node ${process.versions.node}, DuckDB ${duckdb}, Framework ${framework}`;
}

const document = (text: string, machine: string): string => `# Benchmarks

Generated by \`npm run bench -- everyday --write\`. Times depend on the machine; compare the lines of one table.

The data is the sample: 60 partners and five monthly drops. "A new monthly drop" adds the last of them to a build that has the other four. DuckDB's and pandas' copies read the same files and compute nothing. Framework's pages with a loader each query one table that is already computed, and leave the drawing to the reader's browser.

${machine}

\`\`\`text
${text}
\`\`\`

More: [scale.md](scale.md) has rebuilds from 10^4 to 10^6 records, and the plan for 10^9.
`;
