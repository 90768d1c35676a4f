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
  #program: ts.SemanticDiagnosticsBuilderProgram | undefined;

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
  }

  /** The files edited since the last call. */
  edited(): string[] {
    const files = [...this.#edited].sort();
    this.#edited.clear();
    return files;
  }

  /** What the compiler says, as `file: message`: only what an edit reaches is checked again. */
  types(): string[] {
    const {config} = ts.readConfigFile(path.join(this.root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
      config: object;
    };
    const {fileNames, options} = ts.parseJsonConfigFileContent(config, ts.sys, this.root);
    // with isolated modules the compiler would not look again at the files that import an edited one
    const together = {...options, isolatedModules: false, verbatimModuleSyntax: false};
    const host = ts.createIncrementalCompilerHost(together);
    this.#program = ts.createSemanticDiagnosticsBuilderProgram(fileNames, together, host, this.#program);
    const said: ts.Diagnostic[] = [...this.#program.getSyntacticDiagnostics()];
    for (const file of this.#program.getSourceFiles())
      if (file.fileName.startsWith(this.root) && !file.fileName.includes("node_modules"))
        said.push(...this.#program.getSemanticDiagnostics(file));
    return said.map((d) => {
      const file = path.relative(this.root, d.file?.fileName ?? "");
      return `${file}: ${ts.flattenDiagnosticMessageText(d.messageText, " ")}`;
    });
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
