/** Folders of the cache: bundles of the pages' cells, and pages as Framework builds them before they have data. */
export const cellsFolder = "_cells";
export const shellFolder = "_shell";
