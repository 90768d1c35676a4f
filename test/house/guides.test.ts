import {readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {commandLine} from "../../loaders/commands/program.ts";
import {readSettings} from "../../loaders/settingsFile.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {codeBlocks} from "../support/sources.ts";

/* Every guide that a person writes: its commands are ones that the program takes, its settings ones that it reads. */

const guides = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "loaders/README.md",
  "loaders/mappings/README.md",
  ...["analyst", "disclosure", "operations", "scale", "upgrading"].map((name) => `docs/${name}.md`)
];
const textOf = (file: string) => readFileSync(path.join(root, file), "utf8");

/** The handshake commands of a guide, in its blocks and in its lines. */
const commandsIn = (text: string): string[] =>
  [...codeBlocks(text, ["sh"]), ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!)].flatMap((code) =>
    [...code.matchAll(/npx handshake ([a-z][^#\n]*?)(?= && |$| {2})/gm)].map(([, command]) => command!.trim())
  );

describe("what the program would say to a command", () => {
  const program = commandLine();
  const fault = (line: string): string | null => {
    const [name, ...args] = line.match(/"[^"]*"|\S+/g) ?? [];
    if (name === undefined) return "no command";
    const command = program.commands.find((known) => known.name() === name);
    if (!command) return `${line}: no command ${name}`;
    const given = args.filter((arg) => arg.startsWith("--")).map((flag) => flag.replace(/=.*$/, ""));
    const known = [...command.options, ...program.options].map(({long}) => long);
    const unknown = given.filter((flag) => !known.includes(flag) && flag !== "--help");
    if (unknown.length) return `${line}: no flag ${unknown.join(", ")}`;
    const values = args.filter((arg, i) => !arg.startsWith("--") && !takesValue(command.options, args[i - 1]));
    const [most, least] = [command.registeredArguments.some((a) => a.variadic) ? Infinity : command.registeredArguments.length, command.registeredArguments.filter((a) => a.required).length]; // prettier-ignore
    if (values.length > most) return `${line}: more than it takes`;
    // a command that is named in a sentence stands without what it takes
    return args.length > 0 && values.length < least ? `${line}: less than it takes` : null;
  };
  const takesValue = (options: typeof program.options, flag?: string) =>
    options.some(({long, required}) => long === flag && required);

  test.each(guides)("%s has none that it would refuse", (file) => {
    expect(commandsIn(textOf(file)).flatMap((line) => fault(line) ?? [])).toEqual([]);
  });

  test("one that there is not, an unknown flag and too many words are found", () => {
    expect(["rebild", "rebuild --holdd", "releases now then", "new page"].map(fault)).toEqual([
      "rebild: no command rebild",
      "rebuild --holdd: no flag --holdd",
      "releases now then: more than it takes",
      "new page: less than it takes"
    ]);
  });
});

describe("settings in a guide are read as they stand:", () => {
  let folder: string;
  beforeAll(async () => void (folder = await temporaryFolder()));
  afterAll(() => removeFolder(folder));
  const examples = guides.flatMap((file) =>
    codeBlocks(textOf(file), ["ts"])
      .filter((code) => code.includes("defineSettings"))
      .map((code, i) => [file, i + 1, code] as const)
  );

  test.each(examples)("%s, example %i", async (file, n, code) => {
    const name = `${file.replaceAll(/\W/g, "_")}_${n}.ts`;
    const from = JSON.stringify(path.join(root, "loaders/settings.ts"));
    const body = code.replace(/^import \{defineSettings\}.*\n/m, "");
    await writeFiles(folder, {[name]: `import {defineSettings} from ${from};\n${body}`});
    await expect(readSettings(path.join(folder, name))).resolves.toBeTruthy();
  });
  test("there are some", () => expect(examples.length).toBeGreaterThanOrEqual(3));
});
