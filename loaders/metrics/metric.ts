/* What a company's own folder takes from "handshake/metric": the types of a metric's header. */
export type {MetricDefinition, PublishedColumn, RecordsBehind} from "./catalogue.ts";
