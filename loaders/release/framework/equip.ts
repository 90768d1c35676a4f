import {LoaderResolver} from "@observablehq/framework/dist/loader.js";
import {ensurePackages, type CellNode} from "./pagePackages.ts";
import {tableNames, tablesFolder} from "./tableNames.ts";

interface LoadedPage {
  data: {sql?: Record<string, string>};
  code: {node: CellNode}[];
}

/** The published tables that SQL in these cells may mean, by the words in it. A page brings along no others. */
export function tablesIn(cells: readonly string[], names: readonly string[]): string[] {
  const words = new Set(cells.filter((code) => /\bsql\b/.test(code)).flatMap((code) => code.match(/\w+/g) ?? []));
  return names.filter((name) => words.has(name));
}

/**
 * From here on every page that Framework loads in this process has the published tables that its cells query, as if its front matter named
 * them under `sql:` (names that it does give stay as they are), and the installed packages that they import.
 * @param root the folder of pages
 */
export function equipPages(root: string): void {
  const prototype = LoaderResolver.prototype as unknown as {loadPage: (path: string, ...rest: unknown[]) => Promise<LoadedPage>};
  const load = prototype.loadPage;
  prototype.loadPage = async function (at, ...rest) {
    const page = await load.call(this, at, ...rest);
    const cells = page.code.map(({node}) => node);
    await ensurePackages(`${at.slice(1)}.md`, cells, root);
    const used = tablesIn(
      cells.map(({input}) => input),
      tableNames(root)
    );
    if (!used.length) return page;
    const up = "../".repeat(at.split("/").filter(Boolean).length - 1) || "./";
    const own = Object.fromEntries(used.map((name) => [name, `${up}${tablesFolder}/${name}.arrow`]));
    return {...page, data: {...page.data, sql: {...own, ...page.data.sql}}};
  };
}
