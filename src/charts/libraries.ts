// The one place that names a library: Framework serves it from the site itself under this name.
export * as Plot from "npm:@observablehq/plot";
