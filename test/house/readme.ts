import {codeBlocks} from "../support/sources.ts";

export interface Mentions {
  scripts: string[];
  commands: string[];
  paths: string[];
}

const unique = (found: Iterable<RegExpMatchArray>): string[] => [...new Set(Array.from(found, ([, name = ""]) => name))].sort();

/** What a README promises: npm scripts and handshake commands in its code blocks and inline code, and the project's files it names. */
export function mentionsIn(markdown: string): Mentions {
  const inline = [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  const code = [...codeBlocks(markdown, ["", "sh", "bash", "shell", "console"]), ...inline].join("\n");
  return {
    scripts: unique(code.matchAll(/\bnpm (?:run )?(?!ci\b|install\b|run\b)([a-z][\w:-]*)/g)),
    commands: unique(code.matchAll(/\bnpx handshake ([a-z]\w*)/g)),
    paths: unique(
      markdown.matchAll(/(?<![\w/.-])((?:loaders|test|src|data\/sample|setup)\/[\w./-]*\w\/?|data\/sample)(?![\w*<{])/g)
    )
  };
}
