import type {portfolioPages} from "../../../src/shared/address.ts";

type PortfolioPage = (typeof portfolioPages)[number];

/** Partners behind a figure of all of them: a metric's rows, the columns that are told of each, and their order. */
interface PartnersBehind {
  rows: string;
  shows: string[];
  order: string;
}

/** A figure of all partners: which row of its metric it is (null: it sums partners' rows up, as `values` says), and the partners behind it. */
export interface PortfolioFigure {
  /** The pages that open it; an edition without any of them doesn't get it. */
  pages: readonly PortfolioPage[];
  row: string | null;
  /** The order of its rows where that of their columns is not meant. */
  order?: string;
  /** SQL of texts with what the partners' rows come to; $rows are these rows. */
  values?: string;
  partners: PartnersBehind | null;
  /** Whether the records are those of the metrics that it is made of, each its own, and so told with these. */
  recordsElsewhere?: boolean;
}
