import {constants} from "node:os";
import {HandshakeError} from "../errors.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Under what loaders/handshake.mjs notes a signal that came before the run began. */
const early = Symbol.for("handshake.signal");

/**
 * Turns the first signal that would end this process into an error (exit code 128 and the signal's number), so that the run can say how
 * it ended; one that came while the program was loaded counts. A second one ends the process immediately.
 */
export function catchSignals(): {stop: Promise<never>; done: () => void} {
  let tell: (error: HandshakeError) => void = () => undefined;
  const stop = new Promise<never>((_, reject) => (tell = reject));
  stop.catch(() => undefined);
  const handlers = signals.map((signal) => {
    const handler = () => {
      const exitCode = 128 + constants.signals[signal];
      tell(new HandshakeError(`The run was stopped by ${signal}; nothing was published. Run it again.`, {exitCode}));
    };
    process.once(signal, handler);
    if (Reflect.get(globalThis, early) === signal) handler();
    return [signal, handler] as const;
  });
  return {stop, done: () => handlers.forEach(([signal, handler]) => process.off(signal, handler))};
}

/** Whether an exit code says that a signal ended the run. */
export const isStop = (exitCode: number): boolean => exitCode > 128;
