/* `npm run dev`: the command dev. */
process.argv.splice(2, 0, "dev");
await import("./cli.ts").catch(async (error: unknown) => {
  // the program itself can't be read: nothing is there yet that could wait for the next edit
  const {errorPlace, told} = await import("./placed.ts");
  const place = errorPlace(error, process.cwd());
  if (!place) throw error;
  console.error(`${told(place)}\nThe preview can't start; correct it and run npm run dev again.`);
  process.exitCode = 70;
});
export {};
