/**
 * Whether Framework runs a file of the pages while it builds, and takes what that prints: such a program may read what is in no folder of
 * ours, so that only running it tells what it says now. Declarations of types, packed libraries (d3.min.js) and tests are none.
 */
export const isLoader = (file: string): boolean =>
  !/\.(d|min|test|spec)\.[jt]sx?$/.test(file) && /\.\w+\.(js|ts|jsx|tsx|py|r|rs|go|java|jl|php|sh|exe)$/i.test(file);
