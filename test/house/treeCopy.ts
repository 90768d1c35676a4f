import {execFile} from "node:child_process";
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {promisify} from "node:util";
import ts from "typescript";
import {root} from "../support/handshake.ts";

const parts = ["loaders", "src", "setup", "handshake.config.ts", "observablehq.config.ts", "package.json", "package-lock.json", "tsconfig.json"]; // prettier-ignore
const left = [path.join(root, "src/data"), path.join(root, "src/.observablehq")];

/** A copy of the project in which a person edits, with the compiler that they have beside them. */
export class TreeCopy {
  readonly root = mkdtempSync(path.join(tmpdir(), "handshake-tree-"));
  /** The files that were edited or added since they were last counted. */
  #edited = new Set<string>();
  readonly #everEdited = new Set<string>();
  #program: ts.Program | undefined;

  constructor() {
    for (const part of parts)
      cpSync(path.join(root, part), path.join(this.root, part), {recursive: true, filter: (from) => !left.includes(from)});
    symlinkSync(path.join(root, "node_modules"), path.join(this.root, "node_modules"));
  }

  /** Changes one text in a file. @throws where the text is not there: the experiment would show nothing */
  edit(file: string, text: string, by: string): void {
    const before = this.read(file);
    if (!before.includes(text)) throw new Error(`${file} has no "${text}" to edit`);
    this.#write(
      file,
      before.replace(text, () => by)
    );
  }

  /** Adds a file. */
  add(file: string, text: string): void {
    if (existsSync(path.join(this.root, file))) throw new Error(`${file} is there already`);
    this.#write(file, text);
  }

  /** Files that an experiment needs and that are no edit of the project: deliveries. */
  deliver(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), {recursive: true});
    writeFileSync(path.join(this.root, file), text);
  }

  read(file: string): string {
    return readFileSync(path.join(this.root, file), "utf8");
  }

  #write(file: string, text: string): void {
    this.deliver(file, text);
    this.#edited.add(file);
    this.#everEdited.add(file);
  }

  /** The files edited since the last call. */
  edited(): string[] {
    const files = [...this.#edited].sort();
    this.#edited.clear();
    return files;
  }

  /**
   * What the compiler says, as `file: message`: of every file, or of those edited so far and of the files that import them, which is
   * what an editor shows at once.
   */
  types(of: "all" | "near" = "near"): string[] {
    const program = this.#compiled();
    const edited = new Set([...this.#everEdited].map((file) => path.join(this.root, file)));
    const near = (file: ts.SourceFile) => edited.has(file.fileName) || importsOf(file, program).some((name) => edited.has(name));
    const ours = program.getSourceFiles().filter(({fileName}) => !fileName.includes("node_modules"));
    const said = (of === "all" ? ours : ours.filter(near)).flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file)
    ]);
    return said.map((d) => {
      const file = path.relative(this.root, d.file?.fileName ?? "");
      return `${file}: ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`;
    });
  }

  /** The program of the files as they are now; those that nobody edited are not read again. */
  #compiled(): ts.Program {
    const {config} = ts.readConfigFile(path.join(this.root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
      config: object;
    };
    const {fileNames, options} = ts.parseJsonConfigFileContent(config, ts.sys, this.root);
    const host = ts.createCompilerHost(options, true);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) => {
      const before = this.#program?.getSourceFile(file);
      return before && before.text === ts.sys.readFile(file) ? before : read(file, ...rest);
    };
    this.#program = ts.createProgram(fileNames, options, host, this.#program);
    return this.#program;
  }

  /** Runs a script of the copy; what it printed, whatever its exit code. */
  async run(...args: string[]): Promise<string> {
    const shown = await promisify(execFile)(process.execPath, args, {cwd: this.root, maxBuffer: 64 * 1024 * 1024}).catch(
      (error: unknown) => error as {stdout: string; stderr: string}
    );
    return `${shown.stdout}${shown.stderr}`;
  }

  remove(): void {
    rmSync(this.root, {recursive: true, force: true});
  }
}

/** The files that a file imports, types too. */
const importsOf = (file: ts.SourceFile, program: ts.Program): string[] =>
  file.statements.flatMap((statement) => {
    const from = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    if (!from || !ts.isStringLiteral(from)) return [];
    const {resolvedModule} = ts.resolveModuleName(from.text, file.fileName, program.getCompilerOptions(), ts.sys);
    return resolvedModule ? [resolvedModule.resolvedFileName] : [];
  });
