/**
 * An error that a person can act on: what is wrong and where, what was found, what was wanted, what to do next.
 * The exit code follows sysexits: 65 data refused, 66 no input, 69 published but something after it failed, 70 failed, 75 busy,
 * 78 configuration; 128 and the signal's number when stopped by one.
 */
export class HandshakeError extends Error {
  override name = "HandshakeError";
  readonly exitCode: number;
  constructor(message: string, options: {exitCode?: number; cause?: unknown} = {}) {
    super(message, {cause: options.cause});
    this.exitCode = options.exitCode ?? 70;
  }
}

const troubles: [sign: RegExp, what: string][] = [
  [/\b(ENOSPC|EDQUOT)\b|No space left on device|max_temp_directory_size/, "The disk is full. Make room"],
  [/\bEFBIG\b|File too large/, "A file would be larger than this user is allowed to write (ulimit -f). Raise that limit"],
  [/\bEIO\b|Input\/output error|fsync failed/, "The disk reported an error. Check the system log"],
  [/\bESTALE\b|Stale file handle/, "The network file system lost a file or folder. Mount it again"],
  [/\bEROFS\b|Read-only file system/, "The file system is read-only. Remount it read-write"],
  [
    /\b(EISDIR|ENOTDIR)\b/,
    "A folder is where a file is expected, or a file where a folder is. Move away what the last line names"
  ],
  [/\b(EACCES|EPERM)\b|Permission denied/, "This user lacks a permission. Grant it"],
  [/\b(EMFILE|ENFILE)\b|Too many open files/, "Too many files are open (ulimit -n). Raise that limit"],
  [
    /\bENOMEM\b|Cannot allocate memory|Allocation failure|Failed to allocate|std::bad_alloc/,
    "The system is out of memory. Free some"
  ],
  [
    /^Out of Memory Error/,
    "The database needs more memory than it may have, which is four fifths of this machine's. Free some, or give the machine more"
  ],
  [/\blisten EADDRNOTAVAIL\b/, "This machine has no such address. Name one of its own with --host"],
  [/\bEAGAIN\b|Resource temporarily unavailable/, "The system allows no more processes or threads (ulimit -u). Raise that limit"]
];

/** Whether an error tells of the machine, or of a limit that it sets, rather than of what was being read. */
export const isMachineTrouble = (error: unknown): boolean =>
  error instanceof Error && troubles.some(([sign]) => sign.test(error.message));

/**
 * Any error as one that a person can act on; what the system or the database says of itself is kept as the last line.
 * @param publishes whether what failed would have published
 */
export function toHandshakeError(error: unknown, publishes = true): HandshakeError {
  if (error instanceof HandshakeError) return error;
  const trouble = troubleIn(error) ?? refusedBySystem(error);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return trouble
    ? new HandshakeError(
        `${trouble.todo} and run this again.${publishes ? " Nothing was published; readers keep the last site." : ""}\n${trouble.said}`,
        {
          cause: error
        }
      )
    : new HandshakeError(text, {cause: error});
}

/** What an error says where readers already have the new release: nothing of the site published before. */
export function explainedAfter(error: unknown): string {
  if (error instanceof HandshakeError) return error.message;
  const trouble = troubleIn(error) ?? refusedBySystem(error);
  return trouble
    ? `${trouble.todo} and run this again.\n${trouble.said}`
    : error instanceof Error
      ? error.message
      : String(error);
}

/** What another process said of its failure, with what to do first where its first line tells of the machine. */
export function withAdvice(text: string): string {
  const trouble = troubleIn(text.split("\n")[0]);
  return trouble ? `${trouble.todo} and run this again.\n${text}` : text;
}

/** Whatever else the system answers to a call on files or processes names the place itself: where in the program it was asked is no help. */
function refusedBySystem(error: unknown): {todo: string; said: string} | null {
  if (!(error instanceof Error) || !("syscall" in error)) return null;
  return {todo: "The system refused a step. Look at what the last line names", said: error.message.split("\n")[0]!};
}

function troubleIn(error: unknown): {todo: string; said: string} | null {
  const text = error instanceof Error ? error.message : String(error);
  const trouble = troubles.find(([sign]) => sign.test(text));
  return trouble ? {todo: trouble[1], said: text.split("\n")[0]!} : null;
}
