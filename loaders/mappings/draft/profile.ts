import type {MonthLanguage} from "../engine/dateFormats.ts";
import {letters} from "../engine/letters.ts";

export type Order = "dmy" | "mdy" | "ymd";

/** What the values of one column look like. */
export interface Profile {
  header: string;
  /** SQL of the cell in table `raw`, trimmed, null where it is empty or says that there is nothing. */
  cell: string;
  records: number;
  /** Cells with something in them, words for nothing left out. */
  filled: number;
  distinct: number;
  /** The most frequent values with their counts, at most 40. */
  top: {value: string; count: number}[];
  /** Words for nothing that occur, as they are written. */
  nulls: string[];
  /** In how many cells. */
  nothings: number;
  /** How many of the filled cells each format reads. */
  dates: Record<string, number>;
  /** Where no format reads every cell: the orders of day and month in which all can be read, whatever is between them. */
  orders: Order[];
  /** Where every cell has one or two digits at both ends: whether those in front may be its year, as in 26/03/05, or it ends in it. */
  year: "may lead" | "ends" | null;
  /** How many are numbers that count days or seconds; only a header that speaks of a day makes days of them. */
  numbers: Record<NumberedDays, number>;
  /** Languages whose names of months read every cell. */
  locales: MonthLanguage[];
  /** How many of the filled cells each way of writing an amount reads. */
  amounts: Record<AmountStyle, number>;
  /** What is before or behind amounts: symbols, codes of currencies, units. */
  affixes: string[];
  /** What failed formulas left, such as #REF!: these are no values, and no words for nothing. */
  errors: string[];
  /** In how many cells. */
  failed: number;
  /** Cells that begin with the apostrophe by which spreadsheets mark a text. */
  apostrophes: number;
  /** Cells of formulas that are only a text: ="00123". */
  quotedTexts: number;
  /** Whether its numbers and days are in full-width digits; the profile is then of the ordinary ones. */
  wide?: boolean;
  /** Whether the workbook that it is from counts its days from 1904. */
  from1904?: boolean;
  /** Cells that no id can be: with white space in them. */
  spaced: number;
  /** Cells with entities of HTML in them. */
  entities: number;
  /** Cells with several values between semicolons. */
  several: number;
}

/** Ways of writing days as numbers, in the order in which they are tried. */
export const numberedDays = ["excel_serial", "epoch_ms", "epoch_s", "epoch_us", "dotnet_ticks"] as const;
export type NumberedDays = (typeof numberedDays)[number];

export type AmountStyle = "plain" | "comma" | "lakh" | "european" | "spaced" | "noise" | "negative";

/** The formats that are tried, ISO first; those of one order of day and month are together. */
export const dateFormats = [
  "iso",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d.%m.%Y",
  "%d-%m-%Y",
  "%m-%d-%Y",
  "%d/%m/%Y %H:%M",
  "%m/%d/%Y %H:%M",
  "%d/%m/%Y %H:%M:%S",
  "%m/%d/%Y %H:%M:%S",
  "%d/%m/%Y %I:%M %p",
  "%m/%d/%Y %I:%M %p",
  "%d.%m.%Y %H:%M",
  "%d.%m.%Y %H:%M:%S",
  "%d-%m-%Y %H:%M",
  "%m-%d-%Y %H:%M",
  "%Y/%m/%d",
  "%Y/%m/%d %H:%M",
  "%Y/%m/%d %H:%M:%S",
  "%Y年%m月%d日",
  "japanese_era",
  "%Y%m%d",
  "%Y-%m-%d %H:%M:%S %z",
  "%Y-%m-%d %H:%M:%S UTC",
  "%Y-%m-%d %H:%M UTC",
  "%Y-%m-%d %H:%M:%S GMT",
  "%Y%m%dT%H%M%SZ",
  "%a, %d %b %Y %H:%M:%S %z",
  "%A, %B %d, %Y",
  "%d %b %Y",
  "%b %d, %Y",
  "%B %d, %Y",
  "%d-%b-%y",
  "%d-%b-%Y",
  "%d/%b/%y %I:%M %p",
  "%d/%m/%y",
  "%m/%d/%y"
] as const;

// a plus changes nothing, and a minus is no symbol; ▲ and △ are one in Japan
const affix = String.raw`\+?[^\d,.()+\x{2212}\x{2013}\x{25B2}\x{25B3}-]*`;
// "Mio. €" is one
const behind = String.raw`[^\d,.()+\x{2212}-]*([${letters}]\.)?[^\d,.()+\x{2212}-]*`;
// 500.– is 500
const dash = String.raw`([.,][\x{2013}\x{2014}-]{1,2})?`;
const spaces = String.raw`\x{00a0}\x{202f}\x{2007}\x{2009}`;

/** Patterns of the ways of writing an amount, as the engine and, with flag u, JavaScript read them. */
export const amountPatterns: Record<AmountStyle, string> = {
  plain: String.raw`^${affix}\d+(\.\d{1,2})?${behind}$`,
  comma: String.raw`^${affix}(\d{1,3}(,\d{3})*|\d+)(\.\d{1,2})?${behind}$`,
  lakh: String.raw`^${affix}(\d{1,2}(,\d{2})*,\d{3}|\d{1,3})(\.\d{1,2})?${behind}$`,
  european: String.raw`^${affix}(\d{1,3}([. '’${spaces}]\d{3})*|\d+)(,\d{1,2})?${dash}${behind}$`,
  spaced: String.raw`^${affix}(\d{1,3}([ '’${spaces}]\d{3})*|\d+)(\.\d{1,2})?${dash}${behind}$`,
  noise: String.raw`^\d+\.\d{3,}$`,
  negative: String.raw`^([^\d,.()-]*[\x{2212}\x{2013}\x{25B2}\x{25B3}-].*\d.*|.*\d(.*[^.,\x{2212}\x{2013}\x{2014}-])?[\x{2212}-]|[^\d]*\(.*\d.*\)[^\d]*)$`
};

/** Whether at least half of the filled cells are days in one way of writing them. */
export const areDays = ({dates, filled, orders}: Profile): boolean =>
  orders.length > 0 || (filled > 0 && Math.max(...Object.values(dates)) >= filled / 2);

/** Whether at least half of the filled cells are amounts in one way of writing them. */
export const areAmounts = ({amounts, filled}: Profile): boolean =>
  filled > 0 &&
  Math.max(amounts.plain + amounts.noise, amounts.comma, amounts.lakh, amounts.european, amounts.spaced) + amounts.negative >=
    filled / 2;
