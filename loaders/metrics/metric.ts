/* What a company's own folder takes from "handshake/metric": the types of a metric's header. */
export type {MetricDefinition, PublishedColumn} from "./catalogue.ts";
export type {RecordsBehind} from "./recordsLanguage.ts";
