import path from "node:path";
import type {ToTables} from "./messages.ts";

/** What an edit asks of the tables, and whether their process has to be started with its new code. */
export interface Work {
  kind: ToTables["kind"] | null;
  restart: boolean;
}

const publishing = /^loaders\/(publish|disclosure|history|explain|dev)\/|^src\/(contract|copy|shared)\//;

/**
 * What follows from an edit of a file.
 * @param file from the project's folder, with forward slashes
 */
export function workFor(
  file: string,
  {
    settings,
    drops,
    own = null,
    mappings = []
  }: {settings: string; drops: string; own?: string | null; mappings?: readonly string[]}
): Work {
  if (file === settings) return {kind: "settings", restart: false};
  if (own !== null && file.startsWith(`${own}/metrics/`) && file.endsWith(".sql")) return {kind: "sql", restart: false};
  if (own !== null && file === `${own}/copy.json`) return {kind: "publish", restart: true};
  if (own !== null && file === `${own}/brand.json`) return {kind: "publish", restart: true};
  // a mapping that was read once is not read again by its name
  if (mappings.some((folder) => file.startsWith(`${folder}/`))) return {kind: "all", restart: true};
  if (file === drops || file.startsWith(`${drops}/`)) return {kind: "all", restart: false};
  if (/^loaders\/metrics\/.*\.sql$/.test(file)) return {kind: "sql", restart: false};
  if (/^loaders\/publish\/.*\.sql$/.test(file)) return {kind: "publish", restart: false};
  if (/^loaders\/facts\/.*\.sql$/.test(file)) return {kind: "all", restart: false};
  if (publishing.test(file)) return {kind: "publish", restart: true};
  if (/^loaders\/.*\.(ts|sql)$/.test(file)) return {kind: "all", restart: true};
  return {kind: null, restart: false};
}

const weight: Record<ToTables["kind"], number> = {publish: 0, sql: 1, settings: 2, all: 3};

/** The work of several edits: the most that one of them asks for; settings beside SQL take everything. */
export function together(works: readonly Work[]): Work {
  const kinds = works.flatMap(({kind}) => kind ?? []);
  const most = [...kinds].sort((a, b) => weight[b] - weight[a])[0] ?? null;
  const mixed = kinds.includes("settings") && kinds.includes("sql");
  return {kind: mixed ? "all" : most, restart: works.some((w) => w.restart)};
}

/** A path as it is in the project: forward slashes; absolute where it is outside. */
export const nameIn = (root: string, file: string): string => {
  const below = path.relative(root, path.resolve(root, file));
  return (below.startsWith("..") ? path.resolve(root, file) : below).split(path.sep).join("/");
};
