import type {Bringer} from "../mappings/engine/bringers.ts";
import type {FileName} from "../../src/contract/index.ts";
import {attentionFile} from "./attention.ts";
import {changesFile} from "./changes.ts";
import {concentration} from "./concentration.ts";
import {coverage} from "./coverage.ts";
import {data} from "./data.ts";
import {deals} from "./deals.ts";
import {method} from "./method.ts";
import {overview} from "./overview.ts";
import {ownersFile} from "./owners.ts";
import {ownMetrics} from "./ownMetrics.ts";
import {
  partnerExchange,
  partnerHistory,
  partnerKinds,
  partnerNotes,
  partnerOutcomes,
  partnerPeople,
  partners,
  traits
} from "./partners.ts";
import {people} from "./people.ts";
import type {Portfolio} from "./portfolio.ts";
import {reciprocity} from "./reciprocity.ts";
import {partnerRevenueFile, revenue} from "./revenue.ts";
import {review} from "./review.ts";
import {segments} from "./segments.ts";
import {service} from "./service.ts";
import {noted, NotKnown, type TablesRead} from "./tables/shownOn.ts";
import type {PublishedTable} from "./tables/tables.ts";
import {trust} from "./trust.ts";
import type {Published} from "./write.ts";

/** What the files of the pages are made from, beside the portfolio. */
export interface Beside {
  /** What a company's exports could bring. */
  bringers?: readonly Bringer[];
  tables?: readonly PublishedTable[];
  /** The audience's name; "" for the one site of everybody. */
  edition?: string;
  /** Gets the tables that each file is made from. */
  read?: TablesRead;
}

type Makers = {[N in Exclude<FileName, "own_metrics">]: (p: Portfolio) => Published[N]};

const makers = (bringers: readonly Bringer[]): Makers => ({
  overview,
  partners,
  traits,
  partner_kinds: partnerKinds,
  partner_history: partnerHistory,
  partner_exchange: partnerExchange,
  partner_outcomes: partnerOutcomes,
  partner_people: partnerPeople,
  partner_revenue: partnerRevenueFile,
  partner_notes: partnerNotes,
  attention: attentionFile,
  owners: ownersFile,
  changes: changesFile,
  trust,
  reciprocity,
  concentration,
  segments,
  revenue,
  review,
  deals,
  people,
  service,
  data,
  coverage: (p) => coverage(p, bringers),
  method
});

/** The content of every file that pages read. */
export function published(
  portfolio: Portfolio,
  {bringers = [], tables = [], read = new Map(), edition = ""}: Beside = {}
): Published {
  const made = Object.entries(makers(bringers)).map(([file, make]) => [file, make(noted(portfolio, file, read))]);
  const partnerIds = new Set(portfolio.partners.map(({id}) => id));
  return {...Object.fromEntries(made), own_metrics: ownMetrics(portfolio.about, tables, partnerIds, edition)} as Published;
}

/** The content of some files; those that would need a table that isn't among `known` are left out. */
export function someOf(
  portfolio: Portfolio,
  names: ReadonlySet<string>,
  known: ReadonlySet<string>,
  {bringers = []}: Pick<Beside, "bringers"> = {}
): Partial<Published> {
  const made = Object.entries(makers(bringers)).flatMap(([file, make]) => {
    if (!names.has(file)) return [];
    try {
      return [[file, make(noted(portfolio, file, new Map(), known))]];
    } catch (error) {
      if (error instanceof NotKnown) return [];
      throw error;
    }
  });
  return Object.fromEntries(made) as Partial<Published>;
}
