import {z} from "zod";
import {definitionHash, readModels, settingsRead, type Model} from "../engines/models.ts";
import {shownPath} from "../engines/sqlFault.ts";
import type {ColumnMeta, SqlType, Tells} from "../../src/contract/columns.ts";
import {HandshakeError} from "../errors.ts";
import {newSettingName} from "../renamed.ts";
import {Settings} from "../settings.ts";
import {besidesRecords} from "./besidesRecords.ts";
import {checkForms, readCheck, type Check} from "./checkLanguage.ts";
import {headerOf} from "./header.ts";
import {ensureOneStatement} from "./oneStatement.ts";
import {metricFolders} from "./files.ts";
import {recordsList, type RecordsBehind} from "./recordsLanguage.ts";
import {readShown, type Shown} from "./shownLanguage.ts";
import {sqlEntries} from "./sqlEntries.ts";

const said = z.string().min(1);

const settingNames = said.transform((text) =>
  text === "none" ? [] : text.split(",").map((name) => newSettingName(name.trim()) ?? name.trim())
);

/** How a column follows from others: SQL over the row's own columns, other metrics' (trust.score), records' (deals.net) and settings. */
export interface Formula {
  column: string;
  expression: string;
}

const formulas = said.transform((text, context): Formula[] =>
  sqlEntries(text).map((part) => {
    const found = /^([a-z_0-9]+) = (.+)$/.exec(part.trim());
    if (!found) context.addIssue({code: "custom", message: `"${part.trim()}" is not "column = expression"`});
    return {column: found?.[1] ?? "", expression: found?.[2] ?? ""};
  })
);

/** A column that notebooks may query: what it is, and what it reveals. */
export type PublishedColumn = Pick<ColumnMeta, "type" | "unit" | "about" | "tells"> & {name: string};

const columnEntry = /^([a-z_0-9]+) (integer|double|varchar|date|boolean), ([^,:]+), ([a-z_]+): (.+)$/;
const classes: readonly Tells[] = [
  "customer",
  "person",
  "trait",
  "money",
  "share",
  "count",
  "day",
  "rank",
  "score",
  "group_size",
  "open"
];

const publishedColumns = said.transform((text, context): PublishedColumn[] =>
  text.split(";").map((part) => {
    const [, name = "", type = "", unit = "", tells = "", about = ""] = columnEntry.exec(part.trim()) ?? [];
    if (!classes.includes(tells as Tells))
      context.addIssue({
        code: "custom",
        message: `"${part.trim()}" is not "column type, unit or none, class: meaning"; types are integer, double, varchar, date, boolean, classes ${classes.join(", ")} (docs/disclosure.md)`
      });
    return {name, type: type as SqlType, unit: unit === "none" ? null : unit, tells: tells as Tells, about};
  })
);

const checkList = said.transform((text, context): Check[] =>
  text.split(";").flatMap((part) => {
    const check = readCheck(part);
    if (!check) context.addIssue({code: "custom", message: `"${part.trim()}" is no check; write ${checkForms}`});
    return check ?? [];
  })
);

/** What a metric's file says of itself in its header; the method page is made of it. */
const Header = z.strictObject({
  question: said,
  definition: said,
  unit: said,
  direction: said,
  source: said,
  settings: settingNames.pipe(z.array(z.enum(Object.keys(Settings.shape)))),
  grain: said,
  /** The columns that tell its rows apart. */
  key: said.transform((text) => text.split(",").map((name) => name.trim())),
  records: recordsList.optional(),
  formula: formulas.optional(),
  /** What of it is published for notebooks and download, beside the partner that a row is about; nothing without this entry. */
  columns: publishedColumns.optional(),
  /** What its rows must be; every rebuild looks, and the data page names what fails. */
  checks: checkList.optional(),
  /** Where the site shows it: a card on the partner's page, columns in the list of partners, a page of its own. */
  shown: said.optional(),
  /** The metric of the product of the same name, in whose place it is computed. */
  replaces: said.optional()
});

/** One metric: the table of that name in schema metrics, and the definition that is in its file. */
export type MetricDefinition = {
  name: string;
  /** The file that defines it. */
  file: string;
  /** A hash of its SQL without comments. */
  sha256: string;
  /** The metrics that it is made of. */
  needs: string[];
  records: RecordsBehind[];
  formula: Formula[];
  columns: PublishedColumn[];
  checks: Check[];
  shown: Shown | null;
  /** What of its SQL can give other rows from the same records. */
  besides: string[];
} & Omit<z.infer<typeof Header>, "records" | "formula" | "columns" | "checks" | "shown" | "replaces">;

/**
 * The definitions of all metrics of a folder, by name.
 * @throws HandshakeError that names the file and the entry that is missing or unknown, a setting that does not exist or that the SQL
 *   reads and the header leaves out, or a second statement
 */
export function readCatalogue(folders: string | readonly string[] = metricFolders()): MetricDefinition[] {
  return readModels(folders, "metrics")
    .map(definitionOf)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What was read before, by file: a run asks for its definitions again and again. */
const definitions = new Map<string, {sql: string; definition: MetricDefinition}>();

function definitionOf(model: Model): MetricDefinition {
  const known = definitions.get(model.path);
  if (known?.sql === model.sql) return {...known.definition};
  const definition = defined(model);
  definitions.set(model.path, {sql: model.sql, definition});
  return {...definition};
}

function defined({name, needs, header, path: file, sql}: Model): MetricDefinition {
  const {
    records = [],
    formula = [],
    columns = [],
    checks = [],
    shown,
    replaces: _replaces,
    ...rest
  } = headerOf(file, header, Header, sql);
  ensureOneStatement(file, sql);
  checkSettings(file, sql, rest.settings);
  ensureMoney(file, columns, rest.key);
  const needed = needs.filter((n) => n !== "as_of_dates");
  const places = shown === undefined ? null : shownOf(file, shown, columns, rest.key);
  return {
    ...{name, file, sha256: definitionHash({sql}), needs: needed},
    ...rest,
    ...{records, formula, columns, checks, shown: places, besides: besidesRecords(sql)}
  };
}

function shownOf(file: string, text: string, columns: readonly PublishedColumn[], key: readonly string[]): Shown {
  const shown = readShown(
    text,
    columns.map(({name}) => name),
    key
  );
  if ("fault" in shown) throw new HandshakeError(`The header of ${shownPath(file)}: shown: ${shown.fault}.`);
  return shown;
}

/** An amount of one partner or customer under another class would be told exactly to readers who are to see bands, or none. */
function ensureMoney(file: string, columns: readonly PublishedColumn[], key: readonly string[]): void {
  if (!key.some((name) => name.endsWith("_id"))) return;
  const isCurrency = (unit: string | null) =>
    unit === "reporting currency" || Intl.supportedValuesOf("currency").includes(unit ?? "");
  const other = columns.find(({unit, tells}) => isCurrency(unit) && tells !== "money");
  if (other)
    throw new HandshakeError(
      `The header of ${shownPath(file)}: columns: ${other.name} is in ${other.unit} with the class ${other.tells}, by which readers who may not see exact money would. Write "${other.name} ${other.type}, ${other.unit}, money: …", or correct the unit.`
    );
}

/** DuckDB reads a variable that nobody set as null, and says nothing. */
function checkSettings(file: string, sql: string, named: readonly string[]): void {
  const read = settingsRead(sql).map((name) => newSettingName(name) ?? name);
  const missing = read.find((name) => !named.includes(name));
  if (missing)
    throw new HandshakeError(
      `${shownPath(file)} reads the setting ${missing} with getvariable, and "-- settings:" in its header does not name it. ` +
        `Add it there, or correct the name; docs/settings.md lists every setting.`
    );
}
