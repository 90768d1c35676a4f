/** A file as a page registers it, by the name that its cells ask for: what FileAttachment knows of it. */
export type Registered = [
  name: string,
  info: {name: string; path: string; mimeType?: string; lastModified?: number; size?: number}
];

/** The module script of a page that Framework has built. */
export interface PageScript {
  /** All of it, as it is in the page. */
  text: string;
  /** What defines the cells: all but what names the files and tables, so that it is the same after new data. */
  code: string;
  files: Registered[];
  /** SQL tables: their names and the files that they are read from. */
  tables: {name: string; file: string}[];
  /** What the page's head says of it. */
  metas: string;
}

const script = /<script type="module">([^]*?)<\/script>/g;

/**
 * Reads the page's own script: the last inline module, in which Framework writes a line for each registered file and table.
 * @returns null for a page that has none
 */
export function readScript(html: string): PageScript | null {
  const text = [...html.matchAll(script)].at(-1)?.[1];
  if (text === undefined) return null;
  const files: Registered[] = [];
  const tables: PageScript["tables"] = [];
  const code = text
    .replaceAll(/^registerFile\((.*)\);$/gm, (_, given: string) => {
      files.push(JSON.parse(`[${given}]`) as Registered);
      return "";
    })
    .replaceAll(
      /^registerTable\(("(?:[^"\\]|\\.)*"), FileAttachment\(("(?:[^"\\]|\\.)*")\)\);$/gm,
      (_, name: string, file: string) => {
        tables.push({name: JSON.parse(name) as string, file: JSON.parse(file) as string});
        return "";
      }
    );
  const metas = (html.match(/<meta name="[^>]*>/g) ?? []).join("");
  return {text, code, files, tables, metas};
}
