// The parts of Framework that a build inside a program needs; the package declares no types for them.
declare module "@observablehq/framework/dist/build.js" {
  export class FileBuildEffects {
    constructor(
      outputRoot: string,
      cacheDir: string,
      options: {
        logger: Record<"log" | "warn" | "error" | "info" | "debug", (message?: unknown) => void>;
        output: {write(text: string): void};
      }
    );
    prepare(): Promise<void>;
  }
  export function build(options: {config: object}, effects: FileBuildEffects): Promise<void>;
}
declare module "@observablehq/framework/dist/config.js" {
  export function normalizeConfig(spec: object): {root: string};
  export function setCurrentDate(date: Date): void;
}
// The part of jsdom that draws pages' parts at build time.
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options?: {contentType?: string});
    readonly window: {document: Document};
  }
}
declare module "@observablehq/framework/dist/html.js" {
  /** What a page's HTML names: paths that begin at the page. */
  export function findAssets(html: string, path: string): {files: Set<string>};
}
declare module "@observablehq/framework/dist/loader.js" {
  export class LoaderResolver {
    loadPage(path: string, ...rest: unknown[]): Promise<object>;
  }
}
declare module "@observablehq/framework/dist/libraries.js" {
  export function getImplicitInputImports(names: Iterable<string>): Set<string>;
}
declare module "@observablehq/framework/dist/javascript/module.js" {
  /** What a module imports; Framework keeps it until the file changes. */
  export interface ModuleInfo {
    localStaticImports: Set<string>;
    localDynamicImports: Set<string>;
    globalStaticImports: Set<string>;
    globalDynamicImports: Set<string>;
  }
  /** @param path below the folder of pages, "/components/bars.js", which may be written in TypeScript */
  export function getModuleInfo(root: string, path: string): ModuleInfo | undefined;
  /** The JavaScript of TypeScript or JSX. @throws Error */
  export function transformJavaScriptSync(source: string, loader: string): string;
}
declare module "@observablehq/framework/dist/markdown.js" {
  export function createMarkdownIt(): object;
  export function parseMarkdown(page: string, options: {md: object; path: string}): {body: string};
}
declare module "@observablehq/framework/dist/placeholder.js" {
  /** The parts of a text: HTML, and "placeholder", what is between \${ and }; each with where it ends. */
  export function parsePlaceholder(text: string): Iterable<{type: string; content: string; pos: number}>;
}
declare module "@observablehq/framework/dist/preview.js" {
  import type {Server} from "node:http";
  export interface PreviewConfig {
    root: string;
    loaders: {
      loadPage(path: string, options: object): Promise<object>;
      watchFiles(page: string, files: Iterable<string>, changed: () => void): Promise<object>;
    };
  }
  export interface WebSocket {
    on(event: "message", listener: (data: unknown) => void): void;
    on(event: "close", listener: () => void): void;
    send(text: string): void;
  }
  /** Its servers of HTTP and of what open pages are told, and how it comes by its configuration at each request. */
  export interface PreviewServer {
    server: Server;
    _socketServer: {on(event: "connection", listener: (socket: WebSocket) => void): void};
    _readConfig: () => Promise<PreviewConfig>;
  }
  export function preview(options: object): Promise<PreviewServer>;
}
declare module "@observablehq/framework/dist/resolvers.js" {
  export function getResolvers(page: object, options: object): Promise<{hash: string}>;
}
declare module "@observablehq/framework/dist/search.js" {
  /** @returns the index of MiniSearch as text */
  export function searchIndex(config: object): Promise<string>;
}
declare module "@observablehq/framework/dist/javascript/imports.js" {
  /** @param path the module's, below the folder of pages */
  export function findImports(program: object, path: string, input: string): {name: string; type: "local" | "global"}[];
}
declare module "@observablehq/framework/dist/javascript/parse.js" {
  /** @throws SyntaxError that ends with the line and column in the code: "Unexpected token (2:3)" */
  export function parseJavaScript(input: string, options: {path: string; inline?: boolean}): unknown;
  interface Named {
    name?: string;
    value?: string;
  }
  /** What a module's syntax tree has of imports and exports. */
  export interface Statement {
    type: string;
    start: number;
    end: number;
    source?: {value: string} | null;
    specifiers?: {type: string; imported?: Named; exported?: Named; local?: Named}[];
    exported?: Named | null;
    declaration?: {id?: Named | null; declarations?: {id: Named}[]} | null;
  }
  export function parseProgram(input: string): {type: string; body: Statement[]};
}
