import {existsSync, statSync} from "node:fs";
import path from "node:path";
import type {z} from "zod";
import {HandshakeError} from "./errors.ts";
import {editDistance} from "./likeness.ts";
import {importFile} from "./modules.ts";
import {newSettingName, removedSettings, renamedText} from "./renamed.ts";
import {Settings} from "./settings.ts";

const told = new Set<string>();

/** Where a person reads what has a new name: not among what a command prints, and once however often the file is read. */
function toStderr(text: string): void {
  if (!told.has(text)) console.error(text);
  told.add(text);
}

/**
 * Reads a settings file (a module whose default export is the settings).
 * @param tell gets a line for each setting under an earlier name
 * @throws HandshakeError (78) that names the file, the setting, what was found and what was wanted.
 */
export async function readSettings(file: string, tell = toStderr): Promise<Settings> {
  if (statSync(file, {throwIfNoEntry: false})?.isDirectory())
    throw new HandshakeError(
      `${file} is a folder, expected a file. Name the settings file in it, such as ${path.join(file, "handshake.config.ts")}.`,
      {
        exitCode: 78
      }
    );
  if (!existsSync(file))
    throw new HandshakeError(
      `There is no settings file ${file}. Write one, or leave --settings out to use handshake.config.ts.`,
      {exitCode: 78}
    );
  const module = await importFile(path.resolve(file));
  // without it a company's audiences would count as never set, and its site would be everybody's
  if (!("default" in module))
    throw new HandshakeError(
      `${file} exports no settings, expected "export default defineSettings({…})" as in docs/settings.md. Nothing was read; correct it and run this again.`,
      {exitCode: 78}
    );
  return parseSettings(module["default"], path.basename(file), tell);
}

/** Settings from a plain object; `file` is only for messages. */
export function parseSettings(found: unknown, file: string, tell = toStderr): Settings {
  const result = Settings.safeParse(namedAsToday(found, file, tell), {reportInput: true});
  if (result.success) return result.data;
  throw unusable(
    file,
    result.error.issues.map((i) => `${i.path.join(".") || "(file)"}: ${reasonOf(i)}`)
  );
}

/** The same settings under the names of today, without removed ones. */
function namedAsToday(found: unknown, file: string, tell: (text: string) => void): unknown {
  if (typeof found !== "object" || found === null || Array.isArray(found)) return found;
  const twice = Object.keys(found).filter((name) => Object.hasOwn(found, newSettingName(name) ?? ""));
  if (twice.length)
    throw unusable(
      file,
      twice.map((name) => `${name}: ${newSettingName(name)} is set too, and is its new name; delete ${name}`)
    );
  const entries = Object.entries(found).flatMap(([name, value]: [string, unknown]) => {
    const now = newSettingName(name);
    if (now) tell(renamedText(name, now, file));
    if (!Object.hasOwn(removedSettings, name)) return [[now ?? name, value] as const];
    tell(`${file}: ${removedSettings[name as keyof typeof removedSettings]}`);
    return [];
  });
  return Object.fromEntries(entries);
}

const unusable = (file: string, lines: string[]): HandshakeError =>
  new HandshakeError(
    `${file} has ${lines.length === 1 ? "a setting" : "settings"} that can't be used:\n${lines.map((l) => `  ${l}`).join("\n")}\nEvery setting is listed with its default in docs/settings.md.`,
    {exitCode: 78}
  );

/** What is wrong, where zod says it of a key only inside. */
function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_key") return `the name ${issue.issues.map(({message}) => message).join(", ")}`;
  if (issue.code === "unrecognized_keys" && issue.path.length === 0) return issue.keys.map(unknownSetting).join("; ");
  return typeof issue.input === "number" ? `${issue.message}, found ${issue.input}` : issue.message;
}

/** That there is no such setting, and which was likely meant. */
function unknownSetting(name: string): string {
  const far = (known: string) => editDistance(name, known);
  const [meant] = Object.keys(Settings.shape)
    .filter((known) => far(known) <= Math.max(2, known.length / 4))
    .sort((one, other) => far(one) - far(other));
  return `there is no setting ${JSON.stringify(name)}${meant ? `. Did you mean ${meant}?` : ""}`;
}
