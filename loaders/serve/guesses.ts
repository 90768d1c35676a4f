import {createHash} from "node:crypto";

export interface GuessLimits {
  /** Different wrong passwords from one address until it has to wait. */
  perAddress: number;
  /** Wrong passwords from all addresses within an hour until only addresses that knew the password before are answered. */
  perHour: number;
  /** The first wait; each wrong password after it doubles the next, up to an hour. */
  waitSeconds: number;
}

export const usualLimits: GuessLimits = {perAddress: 10, perHour: 200, waitSeconds: 60};

export interface Guesses {
  /** The seconds until an address may try a password again; 0 if it may now. */
  wait(address: string): number;
  /** Notes a wrong password. The same one again, as a browser sends it for every file of a page, is one guess. */
  wrong(address: string, guess: string): void;
  right(address: string): void;
}

interface Guesser {
  seen: Set<string>;
  waits: number;
  until: number;
}

const hour = 3_600_000;
/** Addresses that are remembered; the one not heard of for longest is forgotten first. */
const remembered = 10_000;

/**
 * Limits how many passwords can be tried, per address and over all addresses, and logs each wrong one (never the password itself).
 * @param log gets one line per wrong password that was tried, and one when an address has to wait
 * @param now milliseconds
 */
export function limitGuesses(log: (line: string) => void, limits = usualLimits, now: () => number = Date.now): Guesses {
  const guessers = new Map<string, Guesser>();
  const known = new Set<string>();
  let recent: number[] = [];

  const waitOf = (network: string): number => {
    const own = (guessers.get(network)?.until ?? 0) - now();
    recent = recent.filter((at) => at > now() - hour);
    const all = recent.length >= limits.perHour && !known.has(network) ? recent[0]! + hour - now() : 0;
    return Math.max(0, Math.ceil(Math.max(own, all) / 1000));
  };

  return {
    wait: (address) => waitOf(networkOf(address)),
    wrong: (address, guess) => {
      const network = networkOf(address);
      const guesser = guessers.get(network) ?? {seen: new Set(), waits: 0, until: 0};
      const hash = createHash("sha256").update(guess).digest("base64");
      if (guesser.seen.has(hash)) return;
      guesser.seen.add(hash);
      remember(guessers, network, guesser);
      recent = [...recent, now()].slice(-limits.perHour);
      log(`wrong password from ${network}`);
      // after the first wait each further wrong password costs the next one
      if (guesser.waits === 0 && guesser.seen.size < limits.perAddress) return;
      const seconds = Math.min(limits.waitSeconds * 2 ** guesser.waits++, hour / 1000);
      guesser.until = now() + seconds * 1000;
      guesser.seen.clear();
      log(`${network} must wait ${seconds} s after too many wrong passwords`);
    },
    right: (address) => {
      const network = networkOf(address);
      guessers.delete(network);
      known.add(network);
      if (known.size > remembered) known.delete(known.values().next().value!);
    }
  };
}

function remember(guessers: Map<string, Guesser>, network: string, guesser: Guesser): void {
  guessers.delete(network);
  guessers.set(network, guesser);
  if (guessers.size > remembered) guessers.delete(guessers.keys().next().value!);
}

/** An IPv4 address, or the /64 network of an IPv6 address, all of which one customer of a provider commonly has. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}
