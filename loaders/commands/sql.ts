import path from "node:path";
import type {Command} from "commander";
import {printable} from "../run/progress.ts";
import {readSettings, shown} from "./options.ts";

/** `sql`: asks the tables of the last rebuild. */
export function addSql(program: Command): void {
  program
    .command("sql")
    .description("query the tables of the last rebuild, read-only, with the functions and settings of the metrics")
    .argument("[query]", 'such as "select * from trust"; without one you get a prompt, where each query ends with ;')
    .option("--build <dir>", "build folder of a rebuild", shown("data/build"))
    .option("--settings <file>", "settings", shown("handshake.config.ts"))
    .option("--json", "print a JSON object per row instead of a table")
    .action(async (query: string | undefined, flags: {build: string; settings: string; json?: boolean}) => {
      const {answerText, openTables} = await import("../run/query.ts");
      const {HandshakeError} = await import("../errors.ts");
      const tables = await openTables(path.resolve(flags.build), await readSettings(path.resolve(flags.settings)));
      const print = (sql: string) =>
        tables.ask(sql, (answer) =>
          console.log(flags.json ? answer.rows.map((row) => JSON.stringify(row)).join("\n") : printable(answerText(answer)))
        );
      try {
        if (query === undefined) await prompt(print);
        else await print(query);
      } catch (error) {
        if (error instanceof HandshakeError) throw error;
        throw new HandshakeError(error instanceof Error ? error.message : String(error), {exitCode: 65, cause: error});
      } finally {
        tables.close();
      }
    });
}

const help = `End each query with ;
  select * from trust limit 5;   rows of a metric, or of a table of facts
  show tables;                   the names of all tables
  describe trust;                the columns of one
.help shows this, .exit ends.`;

/** Reads queries until the input ends or .exit (or exit); one that fails is told and the next is read. */
async function prompt(print: (sql: string) => Promise<unknown>): Promise<void> {
  const {createInterface} = await import("node:readline/promises");
  const lines = createInterface({input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY});
  const ask = (begun: boolean) => {
    lines.setPrompt(begun ? "   ...> " : "handshake> ");
    if (process.stdin.isTTY) lines.prompt();
  };
  let text = "";
  ask(false);
  for await (const line of lines) {
    const word = text === "" ? line.trim() : "";
    if (/^\.?(exit|quit)$/.test(word)) break;
    if (/^\.?help$/.test(word)) console.log(help);
    else if (text !== "" || word !== "") text += `${line}\n`;
    if (/;\s*$/.test(text)) {
      await print(text).catch((error: unknown) => console.error(error instanceof Error ? error.message : String(error)));
      text = "";
    }
    ask(text !== "");
  }
  lines.close();
  if (text.trim()) await print(text);
}
