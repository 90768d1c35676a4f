import {spawn} from "node:child_process";
import {readFile} from "node:fs/promises";

/** What a program cost. */
export interface ProcessCost {
  /** Seconds of the processor, of the program and of all processes that it started. */
  cpu: number;
  seconds: number;
  /** Bytes that they held at most, together. */
  memory: number;
}

/**
 * Runs a program to its end; the shell around it tells the processor's time of it and its children.
 * @throws Error with what it printed, when it ends with another code than 0
 */
export async function processCost(command: readonly string[], cwd = process.cwd()): Promise<ProcessCost> {
  const start = performance.now();
  const script = '"$@" >&2; code=$?; times; exit $code';
  const child = spawn("/bin/bash", ["-c", script, "bash", ...command], {cwd, stdio: ["ignore", "pipe", "pipe"]});
  let [said, told] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString()));
  let memory = 0;
  const look = setInterval(() => void heldBy(child.pid!).then((bytes) => (memory = Math.max(memory, bytes))), 100);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}\n${told}`);
  const [user, system] = said.trim().split("\n").at(-1)!.split(" ").map(asSeconds);
  return {cpu: user! + system!, seconds: (performance.now() - start) / 1000, memory};
}

/** "1m2.345s" as the shell tells a time. */
const asSeconds = (text: string): number => {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text)!;
  return Number(minutes) * 60 + Number(seconds);
};

/** Bytes in memory of a process and of all that it has started, as Linux tells them. */
async function heldBy(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).trim().split(" ").filter(Boolean);
    const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
    return (await Promise.all(children.map((child) => heldBy(Number(child))))).reduce((a, b) => a + b, own);
  } catch {
    return 0;
  }
}
