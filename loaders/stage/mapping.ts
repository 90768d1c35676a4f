import {z} from "zod";

/** How one canonical column is filled from a foreign export. */
const ColumnRule = z.union([
  z.strictObject({
    /** Takes a column of the export by its header. */
    from: z.string().min(1),
    /** Words that mean "nothing here", besides the empty cell. */
    nulls: z.array(z.string()).optional(),
    /** Foreign words and the canonical value each stands for; other words go to quarantine. */
    values: z.record(z.string(), z.string()).optional(),
    /** What stands before each value, so that ids of two sources never meet. */
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]*$/)
      .optional(),
    /** A pattern (RE2) that the value must match as a whole. */
    pattern: z.string().optional(),
    /** Days and instants: a strptime format such as %d/%m/%Y; without it ISO only. */
    date: z.string().optional(),
    /** Money: the decimal mark, the thousands mark, how many decimals are lawful. */
    decimal: z.enum([".", ","]).optional(),
    thousands: z.enum([",", ".", " ", "'", "\u00a0", "\u202f"]).optional(),
    decimals: z.int().min(0).max(4).optional(),
    /** Money: rounds to that many decimals, where the source carries binary noise. */
    round: z.int().min(0).max(4).optional(),
    /** Replaces the value by what another mapped file says of it. */
    lookup: z
      .strictObject({
        /** The mapping (file name without .ts) whose files hold the answer. */
        in: z.string(),
        key: z.string(),
        value: z.string()
      })
      .optional()
  }),
  z.strictObject({
    /** The same value for every record. */
    constant: z.string()
  }),
  z.strictObject({
    /** An id built from these columns where the export has none: the same values give the same id. */
    hashOf: z.array(z.string()).min(1)
  })
]);

export type ColumnRule = z.infer<typeof ColumnRule>;

const Common = {
  /** What the export is, for the data page and messages. */
  about: z.string().min(1),
  /** Headers that together give the export away; matched without regard to case. */
  signature: z.array(z.string()).min(1)
};

/** A mapping that fills a canonical table. */
const TableMapping = z.strictObject({
  ...Common,
  table: z.string(),
  columns: z.record(z.string(), ColumnRule),
  /** Names of partners, customers or people that the export carries beside their ids. */
  names: z.record(z.string(), ColumnRule).optional(),
  /** Several records of the export make one row: those with the same key; the listed columns are summed, the others must agree. */
  group: z.strictObject({sum: z.array(z.string()).min(1)}).optional()
});

/** A mapping whose files are only read by the lookups of others. */
const LookupMapping = z.strictObject({...Common, lookup: z.literal(true)});

/** A mapping that recognises a file that is not needed, so that it is not reported as unknown. */
const IgnoreMapping = z.strictObject({...Common, ignore: z.string().min(1)});

export const Mapping = z.union([TableMapping, LookupMapping, IgnoreMapping]);
export type Mapping = z.infer<typeof Mapping>;
export type TableMapping = z.infer<typeof TableMapping>;

/** Gives a mapping file its types; the pipeline checks it again when it reads the folder. */
export const defineMapping = (mapping: z.input<typeof Mapping>): Mapping => mapping;
