import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import {createInterface} from "node:readline/promises";
import {HandshakeError} from "../errors.ts";
import {makeFolder, writeFileAtomic} from "../files.ts";
import {parseSettings} from "../settingsFile.ts";

export interface InitOptions {
  drops: string;
  settingsFile: string;
  /** The project, whose loaders the settings take their types from. */
  root: string;
  /** Answers that were given as flags; what is missing is asked, or takes its default. */
  company?: string | undefined;
  currency?: string | undefined;
  timeZone?: string | undefined;
  /** Asks a question and gives the answer, "" for the default; nobody is asked where it is absent. */
  ask?: (question: string) => Promise<string>;
  /** What the settings are imported from, where that is no path to the product. */
  types?: string;
}

/** The settings of a fresh clone: they may be replaced. */
const demo = 'company: "Handshake Demo"';

/**
 * Prepares a first rebuild: the drops folder and the settings, by at most three questions. Settings that a company has written stay.
 * @returns what was done, and what to do next
 * @throws HandshakeError 78 where an answer can't be used
 */
export async function init(options: InitOptions): Promise<string> {
  const {drops, settingsFile} = options;
  await makeFolder(drops);
  const done = [`Exports go into ${shown(drops)}, any depth.`];
  const there = existsSync(settingsFile) ? await readFile(settingsFile, "utf8") : null;
  if (there !== null && !there.includes(demo)) done.push(`${shown(settingsFile)} is yours already and stays as it is.`);
  else {
    await writeFileAtomic(settingsFile, await settingsText(options));
    done.push(`Settings are in ${shown(settingsFile)}; docs/settings.md lists them all.`);
  }
  return `${done.join("\n")}\n\nNext:
  1. Put your exports there: deals first, then referrals, tickets and partners.
  2. npx handshake check      what would become of each file
  3. npx handshake map FILE   for a file that is not recognised
  4. npx handshake match      where systems name the same partner differently
  5. npx handshake rebuild    then: npx handshake serve`;
}

/** The text of a settings file, from the answers. @throws HandshakeError 78 where one can't be used */
export async function settingsText({
  ask,
  settingsFile,
  root,
  types: named,
  ...given
}: Omit<InitOptions, "drops">): Promise<string> {
  const answer = async (known: string | undefined, question: string) => (known ?? (await ask?.(question)) ?? "").trim();
  const company = await answer(given.company, "Name of your company: ");
  const currency = (
    await answer(given.currency, "Reporting currency, such as EUR (Return: the one of your deals): ")
  ).toUpperCase();
  const timeZone = await answer(given.timeZone, "Time zone of your reports, such as Europe/Berlin (Return: UTC): ");
  const settings = {
    ...(company ? {company} : {}),
    ...(currency ? {reporting_currency: currency} : {}),
    ...(timeZone ? {reporting_time_zone: timeZone} : {})
  };
  parseSettings(settings, path.basename(settingsFile));
  if (currency && !Intl.supportedValuesOf("currency").includes(currency))
    throw new HandshakeError(`"${currency}" is no currency, expected three letters such as EUR.`, {exitCode: 78});
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  const types = path
    .relative(path.dirname(settingsFile), path.join(root, "loaders", "settings.ts"))
    .split(path.sep)
    .join("/");
  return `import {defineSettings} from ${JSON.stringify(named ?? (types.startsWith(".") ? types : `./${types}`))};

/** Every setting has a default (docs/settings.md); state here only what differs. */
export default defineSettings({
${lines.join(",\n")}
});
`;
}

/** Asks in a terminal. */
export function terminal(): {ask: (question: string) => Promise<string>; close: () => void} {
  const lines = createInterface({input: process.stdin, output: process.stdout});
  return {ask: (question) => lines.question(question), close: () => lines.close()};
}

const shown = (file: string): string => path.relative(process.cwd(), file) || ".";
