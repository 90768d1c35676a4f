import {saidOn, type BuiltPage, type BuiltSection, type BuiltTable} from "./builtPages.ts";

/*
 * What a built site says against itself. Each rule reads the pages as a reader does and returns a line per contradiction: the page, what
 * is said, and what contradicts it. Rules know sentences by their shape, not by the company they are about.
 */

const words = "no one two three four five six seven eight nine ten eleven twelve".split(" ");
const countWord = `(?:${words.slice(1).join("|")}|\\d[\\d,]*)`;
/** "Nine", "9" and "1,374" as numbers; "none" and "no" are 0. */
const numberOf = (text: string): number => {
  const at = words.indexOf(text.toLowerCase());
  return at >= 0 ? at : /^none$/i.test(text) ? 0 : Number(text.replaceAll(",", ""));
};
const percentOf = (text: string): number => Number(text.replace("%", ""));

const said = (page: BuiltPage): string => saidOn(page);
const blocksOf = (page: BuiltPage): string[] => page.sections.flatMap((section) => section.texts);
const tablesOf = (page: BuiltPage): BuiltTable[] => page.sections.flatMap((section) => section.tables);

type Rule = (pages: readonly BuiltPage[]) => string[];

/** Figures of the whole that several pages state, each by a shape that names it and holds its value. */
const shared: [what: string, shape: RegExp][] = [
  ["trusted partners", new RegExp(`\\b(${countWord}|None) of [\\d,]+ partners? (?:is|are) trusted`, "gi")],
  ["trusted partners", /^(\d[\d,]*) of [\d,]+ trusted/gim],
  ["partners at risk", new RegExp(`are trusted, (none|${countWord}) (?:is|are) at risk`, "gi")],
  ["partners at risk", /^(\d[\d,]*|none) at risk; /gim],
  ["a bad year (1 in 20)", /(?<!By inactivity alone, a )bad year \(1 in 20\) loses at least ([\d.]+%)/gi],
  ["equal partners", /partner revenue is equivalent to ([\d.]+) equal partners?/gi],
  ["equal partners", /; equivalent to ([\d.]+) equal partners?/gi],
  ["the average partner’s score", /average partner(?: scores| has)? (\d+)\b/gi],
  ["partners that return clearly fewer", new RegExp(`(no|${countWord}) partners? returns? clearly fewer`, "gi")],
  ["partners that bring 80%", /^(\d[\d,]*) brings? at least 80%/gim],
  ["partners that bring 80%", new RegExp(`\\b(${countWord}) of [\\d,]+ partners brings? at least 80%`, "gi")],
  ["partners without contact", /^(\d[\d,]*) of [\d,]+ without contact/gim],
  ["partners without contact", new RegExp(`\\b(none|${countWord}) had no contact for \\d+ days`, "gi")],
  ["partners without contact", new RegExp(`\\b(${countWord}) others? had no contact for`, "gi")],
  ["partners that changed grade", new RegExp(`\\b(no|${countWord}) partners? changed grade`, "gi")],
  ["won deals without an exchange rate", /Excluded from every money figure: (\d+) of/g]
];

/** The same figure has the same value wherever it stands. */
const sameEverywhere: Rule = (pages) => {
  const found = new Map<string, Map<number, string>>();
  for (const page of pages.filter(({address}) => !/^partner\/|^method|^glossary/.test(address)))
    for (const [what, shape] of shared)
      for (const [text, value] of blocksOf(page).join("\n").matchAll(shape)) {
        const number = value!.endsWith("%") ? percentOf(value!) : numberOf(value!);
        const values = found.get(what) ?? new Map<number, string>();
        if (!values.has(number)) values.set(number, `/${page.address}: “${text}”`);
        found.set(what, values);
      }
  return [...found].flatMap(([what, values]) => (values.size > 1 ? [`${what} differ: ${[...values.values()].join(", ")}`] : []));
};

/** No page says what only a program says of a figure that is not there. */
const noMachineWords: Rule = (pages) =>
  pages.flatMap((page) =>
    blocksOf(page)
      .filter((text) => /\b(NaN|undefined|Infinity)\b|\[object /.test(text))
      .map((text) => `/${page.address}: “${text.slice(0, 120)}”`)
  );

/** Score with its interval of each partner, wherever both stand. */
const sameScores: Rule = (pages) => {
  const found = new Map<string, Map<string, string>>();
  const note = (name: string, score: string, where: string) => {
    const values = found.get(name) ?? new Map<string, string>();
    found.set(name, values.set(score, values.get(score) ?? where));
  };
  const range = /(\d+) ?\((\d+)(?: to |–)(\d+)\)/;
  for (const page of pages) {
    for (const table of tablesOf(page)) {
      const column = table.head.indexOf("Score");
      if (table.head[0] !== "Partner" || column < 0) continue;
      for (const row of table.rows) {
        const score = range.exec(row[column] ?? "");
        if (score) note(row[0]!, score.slice(1).join(" "), `/${page.address}`);
      }
    }
    if (!page.address.startsWith("partner/")) continue;
    const [name] = blocksOf(page).filter((text) => !/Overview/.test(text));
    for (const [, ...score] of blocksOf(page)
      .join("\n")
      .matchAll(/trust score (\d+) \((\d+) to (\d+)\)/gi))
      note(name!, score.slice(0, 3).join(" "), `/${page.address}`);
  }
  return [...found].flatMap(([name, values]) =>
    values.size > 1 ? [`the score of ${name} differs: ${[...values].map(([v, where]) => `${v} on ${where}`).join(", ")}`] : []
  );
};

/** What a table of a section lists, as its finding counts it; null where the finding counts something else. */
const introductions: [shape: RegExp, rows: (table: BuiltTable) => number | null][] = [
  [new RegExp(`^(${countWord}) alerts? needs? attention`, "i"), (t) => (/needs attention/.test(t.caption) ? openRows(t) : null)],
  [
    new RegExp(`^(${countWord}) of [\\d,]+ partners? receives? clearly more`, "i"),
    (t) => (/one-sided/i.test(t.caption) ? t.size : null)
  ],
  [new RegExp(`^(${countWord}) at or above \\d+% of`, "i"), (t) => (/threshold/.test(t.caption) ? t.size : null)],
  [new RegExp(`^(${countWord}) reasons?$`, "i"), (t) => t.size],
  [new RegExp(`^${countWord} of (${countWord}) business reviews? (?:is|are) overdue`, "i"), (t) => t.size],
  [new RegExp(`^(${countWord}) of [\\d,]+ business reviews? (?:is|are) overdue`, "i"), (t) => overdueRows(t)],
  [new RegExp(`^${countWord} of (${countWord}) reps? depends?`, "i"), (t) => t.size],
  [new RegExp(`^(${countWord}) partners? changed grade`, "i"), (t) => (t.head[0] === "What" ? gradeRows(t) : null)]
];
const grades = "trusted|above average|below average|at risk|not enough data to rate|not rated";
const isWhole = (table: BuiltTable) => table.rows.length === table.size;
const openRows = (table: BuiltTable) =>
  isWhole(table) ? table.rows.filter((row) => !row.some((cell) => /resolved/i.test(cell))).length : null;
const overdueRows = (table: BuiltTable) =>
  isWhole(table) ? table.rows.filter((row) => row.some((cell) => /^(yes|overdue|true)$/i.test(cell))).length : null;
const gradeRows = (table: BuiltTable) => table.rows.filter((row) => new RegExp(`^(${grades})$`).test(row[1] ?? "")).length;

/** A count equals the rows of the table that it introduces; where fewer are listed, the section says so. */
const countsEqualRows: Rule = (pages) =>
  pages.flatMap((page) =>
    page.sections.flatMap((section, i) => {
      const next = page.sections[i + 1];
      const tables = section.tables.length || !next ? section.tables : next.tables;
      return section.texts.flatMap((text) =>
        introductions.flatMap(([shape, rows]) => {
          const count = shape.exec(text)?.[1];
          if (count === undefined) return [];
          return tables.flatMap((table) => {
            const listed = rows(table);
            if (listed === null || listed === numberOf(count) || sampled(section, listed)) return [];
            return [`/${page.address}: “${text}” introduces ${listed} rows`];
          });
        })
      );
    })
  );

/** "Listed: 8 of them" and the like. */
const sampled = ({texts}: BuiltSection, listed: number) =>
  texts.some((text) => new RegExp(`(?:Listed: |lists the |sample: the )${listed.toLocaleString("en")}\\b`, "i").test(text));

/** Items that a list has under its count: "Three alarms and 7 watches" over ten of them. */
const listsEqualCounts: Rule = (pages) =>
  pages.flatMap((page) =>
    page.sections.flatMap(({texts}) =>
      texts.flatMap((text) => {
        const found = new RegExp(
          `^(?:(${countWord}) alarms?)?(?: and )?(?:(${countWord}) watch(?:es)?)?, by amount at stake$`,
          "i"
        ).exec(text);
        if (!found) return [];
        const count = (level: string) => texts.filter((t) => t.startsWith(`${level}. `)).length;
        const wanted = [numberOf(found[1] ?? "none"), numberOf(found[2] ?? "none")];
        const shown = [count("Alarm"), count("Watch")];
        return wanted.join() === shown.join() ? [] : [`/${page.address}: “${text}” over ${shown.join(" alarms and ")} watches`];
      })
    )
  );

/** "Most" is more than half. */
const mostIsMoreThanHalf: Rule = (pages) =>
  pages.flatMap((page) =>
    blocksOf(page)
      .flatMap((text) => text.split(/(?<=[.;]) /))
      .flatMap((sentence) => {
        if (!/\bmost of\b|\bmost (?:partners|deals|customers|of them)\b/i.test(sentence)) return [];
        const share = /(\d[\d,]*) of (?:its |the |their )?(\d[\d,]*)/.exec(sentence);
        const part = /\b(\d+(?:\.\d+)?)%/.exec(sentence);
        const half = share ? 2 * numberOf(share[1]!) > numberOf(share[2]!) : part ? percentOf(part[1]!) > 50 : true;
        return half ? [] : [`/${page.address}: “${sentence}” is not most`];
      })
  );

/** Parts that are named with their whole. */
const wholes: [shape: RegExp, whole: (found: number[]) => [whole: number, parts: number]][] = [
  [
    /with ([\d,]+) records: ([\d,]+) accepted, ([\d,]+) duplicates?, ([\d,]+) superseded by a newer version, ([\d,]+) rejected(?:, ([\d,]+) in files)?/,
    ([whole, ...parts]) => [whole!, parts.reduce((a, b) => a + b, 0)]
  ],
  [/^([\d,]+) of ([\d,]+) trusted$/, ([part, whole]) => [Math.max(part!, whole!), whole!]]
];

const partsAddUp: Rule = (pages) => [
  ...pages.flatMap((page) =>
    blocksOf(page).flatMap((text) =>
      wholes.flatMap(([shape, sums]) => {
        const found = shape.exec(text);
        if (!found) return [];
        const [whole, parts] = sums((found.slice(1) as (string | undefined)[]).map((n) => numberOf(n ?? "none")));
        return whole === parts ? [] : [`/${page.address}: “${text}”: the parts are ${parts}, the whole ${whole}`];
      })
    )
  ),
  ...pages.flatMap((page) => {
    const text = said(page);
    const all = /· ([\d,]+) partners?\b/.exec(text);
    const groups = /Group A: ([\d,]+); group B: ([\d,]+); group C: ([\d,]+)/.exec(text);
    if (!all || !groups) return [];
    const sum = groups.slice(1).reduce((total, n) => total + numberOf(n), 0);
    return sum === numberOf(all[1]!) ? [] : [`/${page.address}: “${groups[0]}” are ${sum} of ${all[1]!} partners`];
  }),
  ...pages.flatMap((page) => {
    const news = /: ([\d,]+) new, ([\d,]+) continuing, ([\d,]+) resolved\./.exec(said(page));
    const [table] = tablesOf(page).filter((t) => /needs attention/.test(t.caption));
    if (!news || !table) return [];
    const sum = news.slice(1).reduce((total, n) => total + numberOf(n), 0);
    return sum === table.size ? [] : [`/${page.address}: “${news[0]}” are ${sum}, the table has ${table.size}`];
  })
];

const amountOf = (text: string): number | null => {
  const found = /([\d.,]+)([KMB])?$/.exec(text.trim());
  if (!found) return null;
  return Number(found[1]!.replaceAll(",", "")) * {K: 1e3, M: 1e6, B: 1e9, "": 1}[(found[2] ?? "") as "K"];
};

/** The values of a column by the name in the first; the first value where a name stands twice. */
function column(pages: readonly BuiltPage[], address: string, head: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const table of pages.filter((page) => page.address === address).flatMap(tablesOf)) {
    const at = table.head.indexOf(head);
    if (at < 0 || table.head[0] !== "Partner") continue;
    for (const row of table.rows) {
      const value = amountOf((row[at] ?? "").replace("%", ""));
      if (value !== null && !values.has(row[0]!)) values.set(row[0]!, value);
    }
  }
  return values;
}

const top = (values: Map<string, number>) => [...values].sort((a, b) => b[1] - a[1]);

/** Who is said to be the largest, or first, is so in the published table; an order that is announced holds. */
const ordersHold: Rule = (pages) => {
  const losses = top(column(pages, "concentration", "Expected loss by inactivity"));
  const revenue = top(column(pages, "partners", "Revenue"));
  const wrong = (name: string, order: [string, number][], place: number) => {
    const value = new Map(order).get(name);
    return value !== undefined && order[place] !== undefined && value < order[place][1];
  };
  return pages.flatMap((page) => {
    const text = blocksOf(page).join("\n");
    const costly = /Largest expected loss(?:es)? by inactivity: ([^\n]+?)(?: and ([^\n]+))?$/m.exec(text);
    const largest =
      /from the largest[^\n]*\n([^\n;]+); equivalent/.exec(text) ?? /^([^\n]+?) brings \d+%, the three largest/m.exec(text);
    const ahead = [...text.matchAll(/Fewest won deals short of trusted(?:, outside group A)?: ([^\n]+)\./g)];
    const wins = ahead.flatMap(([, list]) => [[...list!.matchAll(/\((\d+)\)/g)].map(([, n]) => Number(n))]);
    return [
      ...(costly?.slice(1) ?? []).flatMap((name, i) =>
        name && wrong(name, losses, i)
          ? [`/${page.address}: “${costly![0]}”, but ${losses[i]![0]} would cost more than ${name}`]
          : []
      ),
      ...(largest && /^(index|concentration)$/.test(page.address) && wrong(largest[1]!, revenue, 0)
        ? [`/${page.address}: ${largest[1]!} is called the largest, but ${revenue[0]![0]} brings more`]
        : []),
      ...wins.flatMap((list) =>
        list.some((n, i) => i > 0 && n < list[i - 1]!) ? [`/${page.address}: not the fewest first: ${list.join(", ")}`] : []
      ),
      ...tablesOf(page).flatMap((table) => {
        const at = table.head.indexOf("At stake");
        if (at < 0 || !/largest (amount at stake )?first/.test(table.caption)) return [];
        const who = table.head.indexOf("Who acts");
        const lanes = [...new Set(table.rows.map((row) => (who < 0 ? "" : row[who])))];
        return lanes.flatMap((lane) => {
          const rows = table.rows.filter((row) => (who < 0 || row[who] === lane) && !/resolved/.test(row.join(" ")));
          const amounts = rows.flatMap((row) => amountOf(row[at] ?? "") ?? []);
          const rises = amounts.find((n, k) => k > 0 && n > amounts[k - 1]!);
          return rises === undefined ? [] : [`/${page.address}: “${table.caption}”, but it rises to ${rises}`];
        });
      })
    ];
  });
};

/** Pairs of statements about one subject of which only one can be true. */
const opposites: [one: RegExp, other: RegExp][] = [
  [/^Better than the average partner/m, /\bno better than (the average partner|before)/],
  [/\bTrusted, trust score/, /has fallen to at risk/],
  [/sends clearly more referrals than we do/, /returns clearly fewer referrals than we send/],
  [/thank them/i, /agree what (must be mended|each side brings)/i],
  [/sound overall/, /can be rated\b(?! better)/],
  [/^No partner (?:has )?changed grade/m, new RegExp(`^${countWord} partners? changed grade`, "im")],
  [/\bno partner returns clearly fewer/i, new RegExp(`\\b${countWord} partners? returns? clearly fewer`, "i")],
  [/There is no revenue|No revenue through partners/, /Partners brought \S*[1-9]/]
];

/** On one partner's page, and on any page as far as the statements are about the whole, no two contradict each other. */
const verdictsAgree: Rule = (pages) =>
  pages.flatMap((page) => {
    const ofOne = page.address.startsWith("partner/");
    const text = blocksOf(page).join("\n");
    return opposites.flatMap(([one, other], i) => {
      if (!ofOne && i >= 1 && i <= 3) return [];
      const [a, b] = [one.exec(text), other.exec(text)];
      return a && b ? [`/${page.address}: “${a[0]}” and “${b[0]}”`] : [];
    });
  });

/** What has stopped since a day has nothing after it. */
const stopsAreLast: Rule = (pages) =>
  pages.flatMap((page) =>
    blocksOf(page).flatMap((text, i, all) => {
      const stopped = /(?:stopped|no \w+) since (\d{1,2} \w+ \d{4})/i.exec(text);
      if (!stopped) return [];
      const later = all
        .slice(i)
        .join(" ")
        .match(/(?:referral|deal|ticket|contact)\w* on (\d{1,2} \w+ \d{4})/gi)
        ?.filter((event) => Date.parse(event.replace(/^.* on /, "")) > Date.parse(stopped[1]!));
      return later?.length ? [`/${page.address}: “${stopped[0]}”, with ${later.join(", ")}`] : [];
    })
  );

/** Nobody is shown by an id: of partners, those that their pages are named for. */
const noRawIds: Rule = (pages) => {
  const ids = pages
    .flatMap(({address}) => /^partner\/(.+)$/.exec(address)?.[1] ?? [])
    .filter((id) => /\d/.test(id) && /[A-Za-z]/.test(id));
  if (!ids.length) return [];
  const shape = new RegExp(`^(?:${[...new Set(ids.map((id) => id.replaceAll(/\d/g, "\\d")))].join("|")})$`);
  return pages.flatMap((page) =>
    said(page)
      .split(/[^\w~]+/)
      .flatMap((word) => (shape.test(word) ? [`/${page.address}: the raw id ${word}`] : []))
  );
};

/** "68 to 70, three points": a difference in points is that of the figures beside it, up to the rounding of both. */
const pointsFit: Rule = (pages) =>
  pages.flatMap((page) =>
    blocksOf(page).flatMap((text) =>
      [...text.matchAll(new RegExp(`(\\d+)%? (?:to|then|and) (\\d+)%?[^.;:)]{0,40}?\\b(${countWord}) points?\\b`, "gi"))].flatMap(
        ([found, from, to, points]) =>
          Math.abs(Math.abs(Number(to) - Number(from)) - numberOf(points!)) >= 1 ? [`/${page.address}: “${found}”`] : []
      )
    )
  );

/** A table that compares with several days has columns that differ; else it repeats one as two. */
const columnsDiffer: Rule = (pages) =>
  pages.flatMap((page) =>
    tablesOf(page).flatMap((table) => {
      const since = table.head.flatMap((head, i) => (/\b(month|quarter|year|week|drop|delivery)\b/i.test(head) ? [i] : []));
      if (since.length < 2 || table.rows.length < 3) return [];
      const texts = since.map((i) => table.rows.map((row) => row[i] ?? "").join(" | "));
      const told = table.rows.filter((row) => since.some((i) => /\d/.test(row[i] ?? ""))).length;
      return told >= 3 && new Set(texts).size < texts.length
        ? [`/${page.address}: “${table.caption}” has the same column twice`]
        : [];
    })
  );

/** A share without a digit that tells its size, an equality between rates, or a score as a frequency. */
const neverSaid: Rule = (pages) =>
  pages
    .filter(({address}) => address !== "method")
    .flatMap((page) =>
      blocksOf(page).flatMap((text) => {
        const found =
          /<\s?1 ?%|about as (?:good|well|even)|\btimes in 100\b|\bpromises? (?:kept|broken)\b|\bthere is no revenue to divide\b/i.exec(
            text
          );
        return found ? [`/${page.address}: “${found[0]}”`] : [];
      })
    );

const rules: Rule[] = [
  sameEverywhere,
  noMachineWords,
  sameScores,
  countsEqualRows,
  listsEqualCounts,
  mostIsMoreThanHalf,
  partsAddUp,
  ordersHold,
  verdictsAgree,
  stopsAreLast,
  noRawIds,
  pointsFit,
  columnsDiffer,
  neverSaid
];

/** Everything in which the pages of a site contradict each other or themselves, a line each; none where they agree. */
export const contradictions = (pages: readonly BuiltPage[]): string[] => rules.flatMap((rule) => rule(pages));
