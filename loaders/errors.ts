/**
 * An error that a person can act on: what is wrong and where, what was found, what was wanted, what to do next.
 * The exit code follows sysexits: 65 data refused, 66 no input, 70 failed, 75 busy, 78 configuration.
 */
export class HandshakeError extends Error {
  override name = "HandshakeError";
  readonly exitCode: number;
  constructor(message: string, options: {exitCode?: number; cause?: unknown} = {}) {
    super(message, {cause: options.cause});
    this.exitCode = options.exitCode ?? 70;
  }
}
