/** The contract by its former name; a file a published file lies in src/contract. */
export * from "./contract/index.ts";
