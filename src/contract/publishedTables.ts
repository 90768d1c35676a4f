import {cases} from "./attention.ts";
import type {Table} from "./columns.ts";
import {metricTables} from "./metricTables.ts";
import {tables} from "./tables.ts";

/** Every table that notebooks may query and readers download, by its name. */
export const publishedTables: Record<string, Table> = {...metricTables, ...tables, cases};
