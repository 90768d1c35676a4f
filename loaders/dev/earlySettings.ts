import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";

/* Which settings are read before the metrics are computed: to change one of them takes a whole run. */

/** The rooms whose work comes before the metrics. */
const rooms = ["facts", "mappings/engine", "read", "receive", "reconcile", "stage"].map((room) =>
  path.join(import.meta.dirname, "..", room)
);

/** Read by the run itself. */
const ofTheRun = ["history_months", "engine"];

/** The code of all that is done before the metrics. */
export const earlyText = (): string =>
  rooms
    .flatMap((room) => readdirSync(room, {recursive: true, encoding: "utf8"}).map((file) => path.join(room, file)))
    .filter((file) => /\.(ts|sql)$/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

/** Whether a setting, by its name, is read in the code of all that is done before the metrics. */
export const isUsedEarly = (name: string, code: string): boolean => ofTheRun.includes(name) || mention(name).test(code);

/** A name of one word, such as company, is also a word of comments and messages. */
const mention = (name: string): RegExp => new RegExp(name.includes("_") ? `\\b${name}\\b` : `\\bsettings\\.${name}\\b`);
