/* `npm run dev`: the command dev. */
process.argv.splice(2, 0, "dev");
await import("./cli.ts");
export {};
