import {existsSync, readdirSync} from "node:fs";
import path from "node:path";
import {z} from "zod";
import {HandshakeError} from "../../errors.ts";
import {editDistance} from "../../likeness.ts";
import {refuseConflict, textIn} from "../../written.ts";
import {matter} from "../framework/matter.ts";
import {contentIfThere, sourceName} from "../sources.ts";

/** The folder of notebooks in the folder of pages, and that of the pages of a company's own; both enter the menu by their front matter. */
const notebooksFolder = "notebooks";
export const entryFolders = [notebooksFolder, "pages"] as const;

/** Whether a file of a built site is a notebook, or a page of a company's own: such may query tables and evaluate expressions. */
export const isNotebook = (file: string): boolean => entryFolders.some((room) => new RegExp(`^${room}[/\\\\]`).test(file));

const Head = z.looseObject({
  title: z.coerce.string().optional(),
  section: z.string().optional(),
  order: z.number().optional(),
  audiences: z.union([z.string().transform((name) => [name]), z.array(z.string())]).optional(),
  draft: z.boolean().optional()
});

/** What Framework reads of front matter, and what of it is read here. */
const entries = [
  ...["title", "sidebar", "toc", "index", "keywords", "draft", "sql", "head", "header", "footer", "pager", "style", "theme"],
  ...["section", "order", "audiences", "replaces"]
];

/** Words that are one letter from an entry, and that a writer may well note of a page. */
const words = ["page", "paper", "top", "older"];

/**
 * The entries of front matter that nothing reads and that are one slip from one that is read: a letter more, less or another, two that
 * changed places, capitals. All others are the writer's own: nobody slips at the first letter, and by another one it is a word of its own
 * (lead, doc, reader).
 */
function mistyped(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const sorted = (text: string) => Array.from(text).sort().join("");
  return Object.keys(data).flatMap((name) => {
    const small = name.toLowerCase();
    if (entries.includes(name) || words.includes(small)) return [];
    const isMeant = (entry: string) =>
      sorted(small) === sorted(entry) ? editDistance(small, entry) <= 2 : small[0] === entry[0] && editDistance(small, entry) < 2;
    const meant = entries.find(isMeant);
    return meant === undefined ? [] : [`  ${name}: there is no such entry. Did you mean ${meant}?`];
  });
}

/** What a notebook's front matter says of its place. */
export interface NotebookHead {
  /** The page's name, "notebooks/example". */
  page: string;
  title: string;
  /** Its group in the menu. */
  section: string;
  /** Its place in the group; by title where it has none. */
  order: number;
  /** Who may see it; null where nobody is named. */
  audiences: string[] | null;
  draft: boolean;
}

/**
 * The notebooks of a folder of pages, and the pages of a company's own, in the order of the menu.
 * @throws HandshakeError that names the file and what its front matter has wrong
 */
export function notebookHeads(src: string): NotebookHead[] {
  return entryFolders
    .flatMap((room) => {
      const folder = path.join(src, room);
      if (!existsSync(folder)) return [];
      return (
        readdirSync(folder, {recursive: true, encoding: "utf8"})
          // what begins with a dot is an editor's or a tool's own
          .filter((file) => file.endsWith(".md") && !/(^|[/\\])\./.test(file))
          .flatMap((file) => {
            const name = `${room}/${file.split(path.sep).join("/")}`;
            // an editor's lock is a link to nothing
            const found = contentIfThere(path.join(folder, file));
            return found === null ? [] : [headOf(name, textIn(sourceName(name), found))];
          })
      );
    })
    .sort((a, b) => a.order - b.order || (a.title < b.title ? -1 : a.title > b.title ? 1 : a.page < b.page ? -1 : 1));
}

/** The head of a notebook by its file's name and text. */
export function headOf(file: string, text: string): NotebookHead {
  refuseConflict(sourceName(file), text);
  const page = file.replace(/\.md$/, "");
  const {data, content} = frontMatter(file, text);
  const result = Head.safeParse(data);
  const unread = mistyped(data);
  if (!result.success || unread.length) {
    const lines = [...unread, ...(result.error?.issues ?? []).map((issue) => `  ${issue.path.join(".")}: ${issue.message}`)];
    throw new HandshakeError(
      `${sourceName(file)} has front matter that can't be used:\n${lines.join("\n")}\nWrite title and section as text, order as a number, audiences as a list such as [board]; what is read is ${entries.join(", ")}.`,
      {exitCode: 78}
    );
  }
  const {
    title,
    section = page.startsWith("pages/") ? "Pages" : "Notebooks",
    order = Infinity,
    audiences = null,
    draft = false
  } = result.data;
  const heading = /^#\s+(.+)$/m.exec(content)?.[1]?.trim();
  return {page, title: title ?? heading ?? path.posix.basename(page), section, order, audiences, draft};
}

function frontMatter(file: string, text: string): {data: unknown; content: string} {
  try {
    // with options given, the library keeps nothing of an earlier text
    return matter(text, {});
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0]!.replace(/:$/, "") : String(error);
    throw new HandshakeError(
      `${sourceName(file)} has front matter that is not YAML: ${reason}. Fix the lines between the two "---".`,
      {exitCode: 78}
    );
  }
}
