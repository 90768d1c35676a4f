import type {z} from "zod";
import {Attention} from "./attention.ts";
import {Owners} from "./owners.ts";
import {Changes} from "./changes.ts";
import {Concentration} from "./concentration.ts";
import {Coverage} from "./coverage.ts";
import {Data} from "./data.ts";
import {Deals} from "./deals.ts";
import {Method} from "./method.ts";
import {OwnMetrics} from "./own_metrics.ts";
import {Overview} from "./overview.ts";
import {PartnerExchange} from "./partner_exchange.ts";
import {PartnerHistory} from "./partner_history.ts";
import {PartnerKinds} from "./partner_kinds.ts";
import {PartnerNotes} from "./partner_notes.ts";
import {PartnerOutcomes} from "./partner_outcomes.ts";
import {PartnerPeople} from "./partner_people.ts";
import {Partners} from "./partners.ts";
import {People} from "./people.ts";
import {Reciprocity} from "./reciprocity.ts";
import {PartnerRevenue, Revenue} from "./revenue.ts";
import {Review} from "./review.ts";
import {Segments} from "./segments.ts";
import {Service} from "./service.ts";
import {Traits} from "./traits.ts";
import {Trust} from "./trust.ts";
import type {RowOf} from "./columns.ts";

/** Every published file by name. */
export const files = {
  overview: Overview,
  partners: Partners,
  traits: Traits,
  partner_kinds: PartnerKinds,
  partner_history: PartnerHistory,
  partner_exchange: PartnerExchange,
  partner_outcomes: PartnerOutcomes,
  partner_people: PartnerPeople,
  partner_revenue: PartnerRevenue,
  partner_notes: PartnerNotes,
  attention: Attention,
  owners: Owners,
  changes: Changes,
  trust: Trust,
  reciprocity: Reciprocity,
  concentration: Concentration,
  segments: Segments,
  revenue: Revenue,
  review: Review,
  deals: Deals,
  people: People,
  service: Service,
  data: Data,
  coverage: Coverage,
  method: Method,
  own_metrics: OwnMetrics
} as const;

export type FileName = keyof typeof files;
export type File<N extends FileName> = z.infer<(typeof files)[N]>;
export type Partner = RowOf<File<"partners">["partners"]>;

export type {About, Excluded} from "./about.ts";
export {Case, News} from "./attention.ts";
export * from "./categories.ts";
export {Change, Trend} from "./changes.ts";
export {Edition} from "./edition.ts";
export type {RowOf} from "./columns.ts";
export {PublishedReport} from "./data.ts";
export {Answer, Part, Sentence} from "./words.ts";
