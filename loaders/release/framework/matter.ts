import {createRequire} from "node:module";

type Matter = (text: string, options: object) => {data: unknown; content: string};

/** The parser by which Framework reads front matter, from where it is installed with it: both must read the same. */
export const matter = createRequire(createRequire(import.meta.url).resolve("@observablehq/framework/package.json"))(
  "gray-matter"
) as Matter;
