/** What these commands print is their result: cut, it must not pass for whole. */
const printing = ["check", "compare", "explain", "metrics", "sql"];

/**
 * Lets a command go on when what it prints can't be written (a reader that has gone, the full disk of a log): a rebuild has its report.
 * @param command the one that runs; of those that print a result, a full or broken disk is told, and the exit code is 70
 */
export function outliveOutput(command: string | undefined): void {
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // who closes a pipe, as "head" does, has read what it wants
    if (error.code === "EPIPE" || !printing.includes(command ?? "")) return;
    console.error(`What this command prints could not be written whole (${error.message}). Free some space and run it again.`);
    process.exitCode = 70;
  });
}
