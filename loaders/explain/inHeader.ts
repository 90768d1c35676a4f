import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError, isMachineTrouble} from "../errors.ts";

/**
 * Runs what an entry of a metric's header asks for.
 * @throws HandshakeError (78) that names the file and the entry whose SQL can't be run
 */
export async function inHeader<T>(
  {file, what, said}: {file: string; what: "records" | "formula"; said: string},
  run: () => Promise<T>
): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (isMachineTrouble(cause)) throw cause;
    const [reason = ""] = (cause as Error).message.split("\n");
    throw new HandshakeError(
      `${shownPath(file)}: "${said}" under "${what}:" in its header can't be worked out: ${reason} Correct that entry.`,
      {exitCode: 78, cause}
    );
  }
}
