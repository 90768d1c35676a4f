import {fork, type ChildProcess} from "node:child_process";
import path from "node:path";
import {programNow} from "../modules.ts";
import type {RunOptions} from "../run/run.ts";
import {stop, type FromTables, type ToTables} from "./messages.ts";

/** Starts a program of this folder; `asItIs`: not compiled, so that its errors tell of its source. */
export function start(program: string, cwd: string, given: object, asItIs = false): ChildProcess {
  const {file, execArgv} = programNow(path.join(import.meta.dirname, program), asItIs);
  const env = {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1", TZ: "UTC"};
  // room for what an edit makes, so that nobody waits for its collection
  const room = "--max-semi-space-size=64";
  return fork(file, [JSON.stringify(given)], {
    cwd,
    execArgv: [...execArgv, room],
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  });
}

/** What takes longer than this, in milliseconds, is not waited for where an edit has come that it may be the mistake of. */
const long = 5000;

/** The process that computes tables; one question at a time is answered, in order. */
export function tableProcess(root: string, options: RunOptions & {pages: string}) {
  let id = 0;
  let asItIs = false;
  let open: string[] = [];
  let began: number | null = null;
  let child = start("tables.ts", root, options);
  const again = (source = false) => {
    child.kill();
    asItIs = source;
    child = start("tables.ts", root, options, source);
  };
  const askOnce = (kind: ToTables["kind"]): Promise<FromTables> =>
    new Promise((resolve) => {
      const own = ++id;
      const asked = child;
      const done = (answer: FromTables) => {
        asked.off("message", onMessage).off("exit", onExit);
        resolve(answer);
      };
      const onMessage = (answer: FromTables) => answer.id === own && done(answer);
      const onExit = (code: number | null, signal: string | null) =>
        done({id: own, metrics: [], error: `The process that computes the tables ended${ending(code, signal)}. Save again to start it anew.`}); // prettier-ignore
      asked.on("message", onMessage).on("exit", onExit);
      if (asked.connected) asked.send({kind, id: own, open} satisfies ToTables);
      else onExit(asked.exitCode, asked.signalCode);
    });
  const ask = async (kind: ToTables["kind"]): Promise<FromTables & {seconds: string}> => {
    const from = (began = performance.now());
    let answer = await askOnce(kind);
    if (answer.unplaced && !asItIs) {
      again(true);
      answer = await askOnce(kind);
    }
    began = null;
    return {...answer, seconds: ((performance.now() - from) / 1000).toFixed(1)};
  };
  /** Ends a computation that takes long, as of a metric that joins everything with everything: its SQL was saved anew. */
  const giveUp = () => void (began !== null && performance.now() - began > long && child.connected && child.send(stop));
  /** The pages that somebody looks at: what they read of an edit comes first. */
  const lookAt = (pages: string[]) => void (open = pages);
  return {ask, giveUp, lookAt, again: () => again(), alive: () => child.connected, end: () => void child.kill()};
}

const ending = (code: number | null, signal: string | null): string =>
  signal ? ` by ${signal}` : code === null ? "" : ` with code ${code}`;
