import {dateFormats, numberedDays, type Profile} from "./profile.ts";
import {counted, quoted, type Question} from "./question.ts";
import {dateFormatsBeside} from "../../stage/suggestions.ts";
import {withoutZones} from "./zones.ts";
import type {DayOrder, Format, Setting} from "./ruleParts.ts";

const orderOf = (format: string): DayOrder | null =>
  /^%d[/.-]%m/.test(format) ? "day first" : /^%m[/.-]%d/.test(format) ? "month first" : null;

const wholeOf = ({dates, filled}: Profile): string[] => dateFormats.filter((f) => filled > 0 && dates[f] === filled);

const inOrder: Partial<Record<Profile["orders"][number], DayOrder>> = {dmy: "day first", mdy: "month first"};

const firstPart: Record<Profile["orders"][number], string> = {dmy: "the day", mdy: "the month", ymd: "the year"};

const listed = (parts: readonly string[]): string => [parts.slice(0, -1).join(", "), parts.at(-1)!].filter(Boolean).join(" or ");

/** The order of day and month that some column can only be read in, where no other contradicts it: an export has one. */
export function provenOrder(profiles: Profile[]): DayOrder | null {
  const proven = new Set<DayOrder>();
  for (const p of profiles) {
    const orders = new Set(wholeOf(p).map(orderOf));
    const [only] = orders;
    if (p.year === "may lead") continue;
    if (orders.size === 1 && only) proven.add(only);
    const [word, other] = p.orders;
    if (word && !other && inOrder[word]) proven.add(inOrder[word]);
  }
  return proven.size === 1 ? [...proven][0]! : null;
}

/** How the days of a column are written; where they can be read in two orders and no other column tells, a person is asked. */
export function dateRule(name: string, profile: Profile, {answers, order}: Pick<Setting, "answers" | "order">): Format {
  const {header, dates, filled, top} = profile;
  const first = (words: Profile["orders"]) =>
    `Every day in ${quoted(header)} can be read with ${listed(words.map((w) => firstPart[w]))} first, such as ${quoted(top[0]!.value)}. Which is it?`;
  const whole = wholeOf(profile);
  if (whole.includes("iso")) return {rule: {}, questions: [], notes: []};
  const id = `${name}: days`;
  const answer = answers.get(id);
  const ofMost = mostRead(profile);
  if (answer && (whole.length || !ofMost.includes(answer))) return {rule: {date: answer}, questions: [], notes: []};
  if (whole.length) {
    const orders = new Set(whole.map(orderOf));
    const fitting = order ? whole.filter((f) => orderOf(f) === order) : [];
    const format = fitting[0] ?? whole[0]!;
    if (profile.year === "may lead" && !fitting.length) {
      const others = whole.map((f) => (orderOf(f) === "month first" ? "mdy" : "dmy"));
      return {
        rule: {date: format},
        questions: [{id, text: first([...others, "ymd"]), options: [...whole, "ymd"], proposal: null}],
        notes: []
      };
    }
    if (orders.size === 1 || fitting.length) return {rule: {date: format}, questions: [], notes: []};
    const text = `Every day in ${quoted(header)} can be read as ${whole.map(inWords).join(" and as ")}, such as ${quoted(top[0]!.value)}. Which is it?`;
    return {rule: {date: format}, questions: [{id, text, options: whole, proposal: null}], notes: []};
  }
  const numbered = numberedDays.find((w) => profile.numbers[w] === filled);
  if (numbered)
    return {
      rule: {date: numbered === "excel_serial" && profile.from1904 ? "excel_serial_1904" : numbered},
      questions: [],
      notes: []
    };
  const [locale] = profile.locales;
  if (locale) return {rule: {date: "dmy", locale}, questions: [], notes: []};
  const words = profile.orders;
  const fitting = words.filter((w) => words.length === 1 || !order || inOrder[w] === order);
  if (fitting.length === 1) return {rule: {date: fitting[0]!}, questions: [], notes: []};
  if (fitting.length) {
    return {rule: {date: fitting[0]!}, questions: [{id, text: first(fitting), options: [...fitting], proposal: null}], notes: []};
  }
  const zoned = dates[ofMost[0]!] ? null : withoutZones(profile);
  if (zoned) return zoned;
  const best = ofMost.find((f) => f === answer) ?? ofMost.find((f) => order && orderOf(f) === order) ?? ofMost[0]!;
  const questions = answer || order ? [] : orderOpen(id, profile, ofMost);
  const unread = filled - dates[best]!;
  const sample = quoted(top[0]!.value);
  const list = dates[best] ? severalWays(best, profile) : null;
  if (list) {
    const said = `the days of ${quoted(header)} are written in several ways, and read by ${list.slice(0, -1).join(", ")} and ${list.at(-1)!}: what none of them reads goes to quarantine`;
    return {rule: {date: list}, questions, notes: [said]};
  }
  const notes = dates[best]
    ? [
        `${best} reads all but ${counted(unread, "cell")} of ${quoted(header)}; give "date" a list of formats, or those records go to quarantine`
      ]
    : [`no known format reads ${quoted(header)}, such as ${sample}: say in "date" how its days are written`];
  return {rule: dates[best] && best !== "iso" ? {date: best} : {}, questions, notes};
}

/** The formats that read most days of a column. */
function mostRead({dates}: Profile): string[] {
  const most = Math.max(...dateFormats.map((f) => dates[f]!));
  return dateFormats.filter((f) => dates[f] === most);
}

/** Where most days of a column, if not all, can be read in two orders: one of them would be taken without a word. */
function orderOpen(id: string, {header, dates, top}: Profile, ofMost: readonly string[]): Question[] {
  const open = ofMost.filter((f) => dates[f]! > 0 && orderOf(f));
  if (new Set(open.map(orderOf)).size < 2) return [];
  const sample = top.find(({value}) => formatShape(open[0]!).test(value)) ?? top[0]!;
  const text = `Most days in ${quoted(header)} can be read as ${open.map(inWords).join(" and as ")}, such as ${quoted(sample.value)}. Which is it?`;
  return [{id, text, options: open, proposal: null}];
}

/** The formats that read the most frequent days together, the one that reads most of them first; null where they tell of none. */
function severalWays(best: string, {top}: Profile): string[] | null {
  const shape = formatShape(best);
  const others = top.map((t) => t.value).filter((v) => !shape.test(v));
  const list = others.length ? dateFormatsBeside([best], others) : null;
  return list && list.length > 1 ? list : null;
}

/** What a day of a format looks like. */
const formatShape = (format: string): RegExp =>
  format === "iso"
    ? /^\d{4}-\d{2}-\d{2}([T ]|$)/
    : new RegExp(
        `^${format
          .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
          .replace(/%[bBp]/g, "\\p{L}+")
          .replace(/%Y/g, "\\d{4}")
          .replace(/%-?[a-zA-Z]/g, "\\d{1,2}")}`,
        "u"
      );

const inWords = (format: string): string => `${format} (${orderOf(format) ?? "as written"})`;
