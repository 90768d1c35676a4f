import {z} from "zod";
import {formatProblem, monthLanguages} from "./dateFormats.ts";

const Header = z.string().min(1, "a header can't be empty");

/** A column of the export: its header, or several (API name, report label) of which the first that is there is taken. */
export const Headers = z.union([Header, z.array(Header).min(1)], {
  error: "expected a header, or a list of headers to try in turn"
});
export type Headers = z.infer<typeof Headers>;

const Words = z.union([z.string(), z.array(z.string()).min(1)], {error: "expected a word, or a list of words"});

const Pattern = z.string().refine(compiles, "expected a regular expression that RE2 and JavaScript both read");

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return !/\(\?(<?[=!])|\\\d/.test(pattern);
  } catch {
    return false;
  }
}

/** What another mapped file says of a value. */
const Lookup = z.strictObject({
  /** The mapping (file name without .ts) whose files hold the answer. */
  in: z.string(),
  key: Headers,
  value: Headers,
  /** An answering file without these headers has no answers; otherwise it is an error. */
  optional: z.boolean().optional()
});
export type Lookup = z.infer<typeof Lookup>;

const exactlyOne = (value: object, names: readonly string[]): boolean =>
  names.filter((n) => (value as Record<string, unknown>)[n] !== undefined).length === 1;

const tests = ["is", "not", "matches", "filled"] as const;

/** Something that holds of a record or not. An empty cell is no word and matches no pattern. */
export const Condition = z
  .strictObject({
    /** The cell that is looked at … */
    column: Headers.optional(),
    /** … or a canonical column as this mapping fills it. */
    canonical: z.string().optional(),
    /** The header may be missing; its cells count as empty. */
    optional: z.boolean().optional(),
    /** Of several values in the cell the first is looked at. */
    split: z.string().min(1).optional(),
    lookup: Lookup.optional(),
    /** One of these words, without regard to case. */
    is: Words.optional(),
    /** None of these words, without regard to case. */
    not: Words.optional(),
    /** The whole text matches, without regard to case. */
    matches: Pattern.optional(),
    filled: z.boolean().optional()
  })
  .refine((c) => exactlyOne(c, ["column", "canonical"]), "expected exactly one of column and canonical")
  .refine((c) => exactlyOne(c, tests), `expected exactly one of ${tests.join(", ")}`);
export type Condition = z.infer<typeof Condition>;

/** One condition, or several that must all hold. */
export const Conditions = z.union([Condition, z.array(Condition).min(1)], {
  error: (issue) => firstIssue(issue, 'expected a condition such as {column: "Type", is: "Partner"}, or a list of them')
});
export type Conditions = z.infer<typeof Conditions>;

/** Conditions that must all hold, or several of which one is enough. */
export const AnyConditions = z.union([Conditions, z.strictObject({any: z.array(Condition).min(2)})], {
  error: (issue) =>
    firstIssue(issue, 'expected a condition such as {column: "IsDeleted", is: "true"}, a list of them, or {any: […]}')
});
export type AnyConditions = z.infer<typeof AnyConditions>;

const sources = ["from", "constant", "hashOf", "cases", "between", "earliest", "latest"] as const;

const Days = z.array(Headers).min(2, "expected two headers or more");

/** A space means the spaces that look like it too (no-break, narrow, thin), an apostrophe also the typographic one, a comma also groups of two (12,34,567). */
const thousandsMarks = [",", ".", " ", "'", "\u2019", "\u00a0", "\u202f"] as const;
const ThousandsMark = z.enum(thousandsMarks);

const Locale = z.enum(monthLanguages, {error: `expected one of ${monthLanguages.join(", ")}`});

const DateFormat = z.string().superRefine((format, ctx) => {
  const message = formatProblem(format);
  if (message) ctx.addIssue({code: "custom", message});
});
const DateFormats = z.union([DateFormat, z.array(DateFormat).min(1)], {
  error: (issue) => firstIssue(issue, "expected a date format, or a list of them")
});

/** A list of words that names none would translate nothing. */
const filled = <T extends z.ZodRecord>(record: T): T =>
  record.refine((words) => Object.keys(words).length > 0, "is empty: list what it translates, or leave the key out");

const ruleShape = {
  /** Takes a column of the export by its header. */
  from: Headers.optional(),
  /** The same value for every record. */
  constant: z.string().optional(),
  /** An id built from these columns where the export has none: the same values give the same id, no value gives none. */
  hashOf: z.array(Headers).min(1).optional(),
  /** The value of the first case whose condition holds; where none does, the record goes to quarantine. */
  cases: z
    .array(z.strictObject({when: Conditions, then: z.string()}))
    .min(1)
    .optional(),
  /** Hours from one time to another. */
  between: z.tuple([Headers, Headers]).optional(),
  /** The earliest, or the latest, of the days in these columns: records that were moved from another system were "created" after they closed. */
  earliest: Days.optional(),
  latest: Days.optional(),

  /** The header may be missing; its cells count as empty. */
  optional: z.boolean().optional(),
  /** The header may be that of several columns: the first that is filled is taken, records with more than one value are counted. */
  repeated: z.literal("first").optional(),
  /**
   * Words that mean "nothing here", besides the empty cell. Without it, references and days take the usual words ("?", "-", "TBD",
   * "0000-00-00", …) for nothing, with a warning; [] takes every word as it is.
   */
  nulls: z.array(z.string()).optional(),
  /** Digits and marks of other scripts (full-width, Arabic, Persian, Devanagari, Bengali, Thai) are read as ordinary ones. */
  wide: z.boolean().optional(),
  /** Entities of HTML are read as the characters that they stand for: Smith &amp; Sons is Smith & Sons. */
  html: z.boolean().optional(),
  /** Texts taken off both ends, such as " pcs"; "currency", alone or among them, takes off every symbol, ISO code and name of a currency. */
  strip: z
    .union([z.literal("currency"), z.array(z.string().min(1)).min(1)], {error: 'expected "currency", or a list of texts'})
    .optional(),
  /** What is looked for in the cell: the currency of an amount such as "USD 1,000.00" or "€5". */
  find: z.literal("currency").optional(),
  /** How an id is written: "salesforce" makes the 18 characters of an id out of its 15. */
  idForm: z.literal("salesforce").optional(),
  /** Several values in a cell: what is between them. The first is taken, cells with more are counted. */
  split: z.string().min(1).optional(),
  lookup: Lookup.optional(),
  /** Turned into lower case, before it is translated. */
  lower: z.boolean().optional(),
  /** Foreign words and the canonical value each stands for; other words go to quarantine, unless `others` says what they mean. */
  values: filled(z.record(z.string(), z.string())).optional(),
  /** What every other word means; "" leaves the column empty. */
  others: z.string().optional(),
  /** What is before each value, so that ids of two sources never meet. */
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/, "a prefix is made of letters, digits, _ and -")
    .optional(),
  /** A pattern (RE2) that the value must match as a whole. */
  pattern: Pattern.optional(),
  /**
   * Days and instants: strptime formats such as %d/%m/%Y, tried in turn; "iso" among them takes ISO too. Without it ISO only. Other words:
   * "dmy", "mdy", "ymd" (any marks, with or without a time), "excel_serial", "excel_serial_1904", "epoch_s", "epoch_ms",
   * "epoch_us", "dotnet_ticks", "japanese_era".
   */
  date: DateFormats.optional(),
  /** The language of the months' names in %b and %B (fr, de, es, …); English without it. Several are tried together. */
  locale: z.union([Locale, z.array(Locale).min(1)]).optional(),
  /** Hours: what the export counts in; "clock" reads 12:34:56. Percent: "fraction" makes 20 of 0.2, and 20% and 20 stay 20. */
  unit: z.enum(["minutes", "seconds", "clock", "fraction"]).optional(),
  /** Money: "positive" takes a negative amount as 0, "negative" takes only a negative one, as a positive. */
  sign: z.enum(["positive", "negative"]).optional(),
  /** Money: the decimal mark, the thousands mark, how many decimals are lawful. */
  decimal: z.enum([".", ","]).optional(),
  thousands: z
    .union([ThousandsMark, z.array(ThousandsMark).min(1)], {
      error: `expected one of ${thousandsMarks.map((m) => JSON.stringify(m)).join(" ")}, or a list of them`
    })
    .optional(),
  /** Money: what a suffix multiplies by: {k: 1000, m: 1000000}. Without regard to case. */
  suffixes: filled(z.record(z.string().regex(/^\p{L}+$/u, "expected letters"), z.number().positive())).optional(),
  /** Money: what every amount is multiplied by: 1000 where the column counts in thousands, 0.01 where it counts in cents. */
  times: z.number().positive().optional(),
  decimals: z.int().min(0).max(4).optional(),
  /** Money: rounds to that many decimals, where the source carries binary noise. */
  round: z.int().min(0).max(4).optional(),
  /** Only where this holds; elsewhere the column is empty. */
  when: Conditions.optional()
};

const SimpleRule = z
  .strictObject(ruleShape)
  .refine((r) => exactlyOne(r, sources), `expected exactly one of ${sources.join(", ")}`)
  .refine((r) => r.others === undefined || r.values !== undefined, "others needs values beside it");

/** A rule that stands in for another. */
export type SimpleRule = z.infer<typeof SimpleRule>;

/** How one canonical column is filled from a foreign export. */
export const ColumnRule = z
  .strictObject({
    ...ruleShape,
    /** What is taken where the rule gives nothing: a value, another rule, or several rules that are tried in turn. */
    empty: z
      .union([z.string(), SimpleRule, z.array(SimpleRule).min(1)], {
        error: (issue) => firstIssue(issue, "expected a value, a rule, or a list of rules")
      })
      .optional()
  })
  .refine((r) => exactlyOne(r, sources), `expected exactly one of ${sources.join(", ")}`)
  .refine((r) => r.others === undefined || r.values !== undefined, "others needs values beside it");
export type ColumnRule = z.infer<typeof ColumnRule>;

/** The message of the branch that came furthest, since "invalid input" helps nobody. */
function firstIssue(issue: {errors?: z.core.$ZodIssue[][]}, otherwise: string): string {
  const branches = (issue.errors ?? []).filter((e) => !e.every((i) => i.code === "invalid_type" && !i.path.length));
  const [found] = branches[0] ?? [];
  return found ? `${found.path.length ? `${found.path.join(".")}: ` : ""}${found.message}` : otherwise;
}

/** Every key that a rule, a condition or a lookup may have. */
export const ruleKeys: readonly string[] = [
  ...new Set([...Object.keys(ruleShape), "empty", ...Object.keys(Condition.shape), ...Object.keys(Lookup.shape)])
];
