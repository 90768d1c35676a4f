import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {parse} from "parse5";
import type {About} from "../../src/contract/index.ts";
import {moneyUnknown} from "../../src/copy/money.ts";
import {first, percent, whole} from "../../src/shared/formats.ts";
import type {Audience} from "../disclosure/audience.ts";
import {metasOf} from "../disclosure/classes.ts";
import {coarsened, coarsenessOf} from "../disclosure/coarsen.ts";
import type {Engine} from "../engines/engine.ts";
import {attribute, elements, textOf, type Element} from "./verify.ts";

/** The headline figures as the metrics tables have them. */
export interface Headline {
  partners: number;
  trusted: number;
  rated: number;
  received: number;
  given: number;
  largest_share: number | null;
  k80: number | null;
}

const now = "join metrics.as_of_dates as dates on dates.is_current and dates.as_of = ";

/** Asked of the metrics tables themselves, past everything that publishing does. */
export async function headlineFigures(engine: Engine): Promise<Headline> {
  const [found] = await engine.rows<Headline>(`
    select
      (select cast(count(*) as integer) from metrics.partners_at as t ${now} t.as_of) as partners,
      (select cast(count(*) as integer) from metrics.trust as t ${now} t.as_of where t.grade = 'trusted') as trusted,
      (select cast(count(*) as integer) from metrics.trust as t ${now} t.as_of where t.grade not in ('unproven', 'not_rated')) as rated,
      (select cast(coalesce(sum(t.received), 0) as integer) from metrics.reciprocity as t ${now} t.as_of) as received,
      (select cast(coalesce(sum(t.given), 0) as integer) from metrics.reciprocity as t ${now} t.as_of) as given,
      (select max(t.share) from metrics.risk as t ${now} t.as_of where t.revenue > 0) as largest_share,
      (select t.k80 from metrics.segmentation as t ${now} t.as_of) as k80`);
  return found!;
}

/** The figures that an audience is shown: a share as coarse as its rules ask, and none of revenue where most of it is excluded. */
export function figuresFor(
  audience: Audience,
  about: Pick<About, "excluded" | "recorded" | "window_days" | "fiscal_year_first_month">,
  figures: Headline
): Headline {
  if (moneyUnknown(about)) return {...figures, largest_share: null, k80: null};
  const share = coarsened(figures.largest_share, metasOf("partners").share!, true, coarsenessOf(audience, about));
  return {...figures, largest_share: share as number | null};
}

/**
 * Holds what the overview shows in its HTML to what the metrics say: the number of partners in its first sentence and above it, and the
 * key numbers.
 * @returns a sentence for each fault.
 */
export function figureFaults(site: string, expected: Headline): string[] {
  const file = path.join(site, "index.html");
  if (!existsSync(file)) return [];
  const all = [...elements(parse(readFileSync(file, "utf8")))];
  const {partners} = expected;
  const title = all.find((e) => e.tagName === "h1");
  // "Nine partners, …" and "Four of 9 partners brought …" both speak of nine
  const said = /^(?:\S+ of )?(\S+) partner/.exec(title ? textOf(title).trim() : "")?.[1];
  return [
    ...numberFaults(all, expected),
    ...([first(partners), whole(partners)].includes(said ?? "")
      ? []
      : [`index.html: its title speaks of ${said ?? "no number of"} partners, the metrics have ${whole(partners)}`])
  ];
}

/** Each key number is the way into the page that explains it. */
function numberFaults(all: Element[], {rated, trusted, received, given, largest_share: largest, k80}: Headline): string[] {
  const list = all.find((e) => e.tagName === "ul" && attribute(e, "class") === "numbers");
  const shown = new Map(
    (list ? [...elements(list)] : [])
      .filter((e) => e.tagName === "a" && attribute(e, "href"))
      .map((a) => [attribute(a, "href")!, textOf([...elements(a)].find((e) => e.tagName === "strong") ?? a).trim()])
  );
  const right: [to: string, value: string][] = [
    ...(rated ? ([["trust", whole(trusted)]] as [string, string][]) : []),
    ...(received + given ? ([["reciprocity", `${whole(received)} : ${whole(given)}`]] as [string, string][]) : []),
    ...(largest === null ? [] : ([["concentration", percent(largest)]] as [string, string][])),
    ...(k80 === null ? [] : ([["segments", whole(k80)]] as [string, string][]))
  ];
  return right.flatMap(([to, value]) => {
    const found = shown.get(`./${to}`);
    return found === value ? [] : [`index.html: shows ${found ?? "nothing"} for ${to}, the metrics say ${value}`];
  });
}
