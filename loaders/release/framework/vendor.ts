/**
 * The packages that a page may use, all served by the site itself. To let pages use one more, add it here and to package.json;
 * its version is the lockfile's.
 */
export const vendor = {
  /** One ES module each, with what they import. */
  entries: [
    "d3",
    "d3-dsv",
    "@observablehq/plot",
    "arquero",
    "apache-arrow",
    "htl",
    "hucre",
    "hyparquet-writer",
    "isoformat",
    "parquet-wasm",
    "@duckdb/duckdb-wasm"
  ],
  /** Packages of which there must be one copy, else values of one are strangers to the other. */
  single: ["apache-arrow"],
  /** Modules of ours that take the place of a package's own, which they import; paths from this folder. */
  wrapped: {"@duckdb/duckdb-wasm": "duckdbInBrowser.ts", hucre: "spreadsheetInBrowser.ts"},
  /** Files that the modules load at run time. */
  assets: {
    "parquet-wasm": ["esm/parquet_wasm_bg.wasm"],
    "@duckdb/duckdb-wasm": ["dist/duckdb-eh.wasm", "dist/duckdb-browser-eh.worker.js"]
  },
  /** Files that Framework copies but that no browser with WebAssembly exceptions fetches; empty, they save 40 MB. */
  empty: {
    "@duckdb/duckdb-wasm": ["dist/duckdb-mvp.wasm", "dist/duckdb-browser-mvp.worker.js"]
  },
  /** Names whose version Framework asks for although no page uses them; using one fails the build instead of reaching out. */
  absent: ["lodash", "echarts", "leaflet", "mapbox-gl", "react", "react-dom", "topojson-client", "@observablehq/sample-datasets"]
} as const satisfies Vendor;

export interface Vendor {
  entries: readonly string[];
  single: readonly string[];
  wrapped?: Record<string, string>;
  assets: Record<string, readonly string[]>;
  empty: Record<string, readonly string[]>;
  absent: readonly string[];
}
