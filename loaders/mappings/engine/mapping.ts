import {z} from "zod";
import {AnyConditions, ColumnRule, Conditions, Headers, ruleKeys} from "./rule.ts";

const HeaderSet = z.array(z.string().min(1)).min(1);

const common = {
  /** What the export is, for the data page and messages. */
  about: z.string().min(1),
  /** Headers that together identify the export, without regard to case; or several such lists, of which one must be there whole. */
  signature: z.union([HeaderSet, z.array(HeaderSet).min(1)], {
    error: "expected a list of headers, or several such lists of which one is enough"
  }),
  /** A pattern of the file's name, where headers alone don't tell two exports apart or a file has none. */
  file: z.string().min(1).refine(isPattern, "expected a regular expression").optional(),
  /** The sheet of a workbook; without it the first, and with it all others that have the same headers. */
  sheet: z.string().min(1).optional(),
  /** A pattern of the names of sheets, all of which are read, one after the other. */
  sheets: z.string().min(1).refine(isPattern, "expected a regular expression").optional(),
  /** Lines (of a workbook: rows) before the header line. */
  skip: z.int().min(1).max(1000).optional(),
  /** Some headers of the header line, where lines of a title may be above it: the first line that has them all. */
  headerLine: HeaderSet.optional(),
  /** Empty cells at the end of a line may be missing, or too many. */
  emptyTail: z.boolean().optional(),
  /** The names of the columns, for a file that has no header line. */
  header: z.array(z.string().min(1)).min(1).optional(),
  /** The mapping of the library that this one is read in place of, which has the same name; for a company's own folder. */
  replaces: z.string().min(1).optional(),
  /** Headers that repeat are lawful here, as long as no rule reads them. */
  repeatedHeaders: z.boolean().optional()
};

const part = {
  table: z.string(),
  columns: z.record(z.string(), ColumnRule),
  /** Names of partners, customers or people that the export carries beside their ids. */
  names: z.record(z.string(), ColumnRule).optional(),
  /** The records that belong to the table; the others are left out and counted. */
  when: Conditions.optional(),
  /** The records of which the source says that they were deleted: each is gone, with all its earlier versions. */
  deleted: AnyConditions.optional(),
  /** The keys of the records that were merged into this one: they are gone, and what names them names this one. */
  merged: z
    .strictObject({from: Headers, split: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional()})
    .optional(),
  /** The key of the record that this one was merged into, where the source says it of the one that is gone. */
  mergedInto: z.strictObject({from: Headers}).optional(),
  /** Several records of the export make one row: those with the same key; the listed columns are summed, the others must agree. */
  group: z.strictObject({sum: z.array(z.string()).min(1)}).optional()
};

const wholeFile = {
  ...common,
  /** First cells of the lines that a report puts after its records: patterns of the whole cell, without regard to case. */
  trailer: z.array(z.string().min(1).refine(isPattern, "expected a regular expression")).min(1).optional(),
  /** Each file is the whole: a record that is absent from the newest is gone. */
  snapshot: z.boolean().optional()
};

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "iu") instanceof RegExp;
  } catch {
    return false;
  }
}

/** A mapping that fills a canonical table. */
const TableMapping = z.strictObject({...wholeFile, ...part});

/** A mapping whose files fill several tables, each with the records that are its own. */
const TablesMapping = z.strictObject({...wholeFile, tables: z.array(z.strictObject(part)).min(1)});

/** A mapping whose files are only read by the lookups of others. */
const LookupMapping = z.strictObject({...common, lookup: z.literal(true)});

/** A mapping that recognises a file that is not needed, so that it is not reported as unknown. */
const IgnoreMapping = z.strictObject({...common, ignore: z.string().min(1)});

export type TableMapping = z.infer<typeof TableMapping>;
type TablesMapping = z.infer<typeof TablesMapping>;
export type Mapping = TableMapping | TablesMapping | z.infer<typeof LookupMapping> | z.infer<typeof IgnoreMapping>;
export type {ColumnRule} from "./rule.ts";

/** Checks what a mapping file exports, by the kind of mapping that its keys say it is. */
export function parseMapping(found: unknown): z.ZodSafeParseResult<Mapping> {
  const has = (key: string) => typeof found === "object" && found !== null && key in found;
  const kind = has("lookup") ? LookupMapping : has("ignore") ? IgnoreMapping : has("tables") ? TablesMapping : TableMapping;
  return (kind as z.ZodType<Mapping>).safeParse(found);
}

/** A mapping table by table, the one or the several that its files fill; none for a lookup or what is ignored. */
export function partsOf(mapping: Mapping): TableMapping[] {
  if ("table" in mapping) return [mapping];
  if (!("tables" in mapping)) return [];
  const {tables, ...file} = mapping;
  return tables.map((t) => ({...file, ...t}));
}

/** Every key of the language, for the near one of a misspelt key. */
export const languageKeys: readonly string[] = [
  ...new Set([...Object.keys({...wholeFile, ...part}), "tables", "lookup", "ignore", "sum", "any", ...ruleKeys])
];

/** Gives a mapping file its types; the pipeline checks it again when it reads the folder. */
export const defineMapping = (mapping: Mapping): Mapping => mapping;
