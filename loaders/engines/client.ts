import {DuckDBInstance} from "@duckdb/node-api";
import {textDecoder} from "@duckdb/node-api/lib/vectors/dataAccessors.js";

/*
 * @duckdb/node-api decodes texts with `new TextDecoder()` (lib/vectors/dataAccessors.js), which takes a U+FEFF that a text begins with for a
 * byte-order mark and drops it: the record's key would be another. duckdb/duckdb-node-neo has no issue of it that we found.
 * test/engines/decoder.test.ts fails once the client keeps it; this goes then.
 */
const keepsMarks = new TextDecoder("utf-8", {ignoreBOM: true});
textDecoder.decode = (bytes, options) => keepsMarks.decode(bytes, options);

export {DuckDBInstance};
