import type {Engine} from "./engine.ts";
import type {Model} from "./models.ts";
import {shownPath, sqlFault} from "./sqlFault.ts";

/**
 * Makes each model's table in `schema`, in order; with several engines as many at a time.
 * @param engines of one database
 * @param tellSlow told of each that takes long, again and again until it is there
 * @throws HandshakeError that names the file, the line in it and what to do where its SQL can't be run
 */
export const buildModels = (
  engines: readonly Engine[],
  models: readonly Model[],
  schema: string,
  tellSlow: (text: string) => void = () => undefined
): Promise<void> =>
  eachAsReady(engines, models, (model, engine) => whileTold(model, tellSlow, buildModel(engine, model, models, schema)));

/** Milliseconds of computing after which it is said that a model still is. */
export const patience = 30_000;

function whileTold(model: Model, tell: (text: string) => void, done: Promise<void>): Promise<void> {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += patience / 1000;
    tell(
      `${shownPath(model.path)} is still being computed after ${seconds} s. A metric of your own that takes this long may join more rows than you meant.`
    );
  }, patience);
  return done.finally(() => clearInterval(timer));
}

/**
 * Does something with each model once it is done with all that the model needs; each engine does one at a time. Of those that are ready the
 * one comes first that the longest row of others waits for.
 * @throws what is thrown for the first of them, once nothing runs any more
 */
export async function eachAsReady<M extends Pick<Model, "name" | "needs">>(
  engines: readonly Engine[],
  models: readonly M[],
  work: (model: M, engine: Engine) => Promise<void>
): Promise<void> {
  const waiting = engines.length > 1 ? longestFirst(models) : [...models];
  const unfinished = new Set(models.map(({name}) => name));
  const failed = new Map<M, unknown>();
  const running = new Set<Promise<void>>();
  const free = [...engines];
  const next = () => {
    const at = failed.size ? -1 : waiting.findIndex(({needs}) => !needs.some((need) => unfinished.has(need)));
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  for (;;) {
    for (let model; free.length && (model = next());) {
      const [mine, engine] = [model, free.shift()!];
      const run: Promise<void> = work(mine, engine)
        .then(() => void unfinished.delete(mine.name))
        .catch((error: unknown) => void failed.set(mine, error))
        .finally(() => {
          running.delete(run);
          free.push(engine);
        });
      running.add(run);
    }
    if (!running.size) break;
    await Promise.race(running);
  }
  for (const model of models) if (failed.has(model)) throw failed.get(model);
}

/** @param models each after what it needs */
function longestFirst<M extends Pick<Model, "name" | "needs">>(models: readonly M[]): M[] {
  const after = new Map<string, number>();
  for (const {name, needs} of [...models].reverse())
    for (const need of needs) after.set(need, Math.max(after.get(need) ?? 0, 1 + (after.get(name) ?? 0)));
  return [...models].sort((a, b) => (after.get(b.name) ?? 0) - (after.get(a.name) ?? 0));
}

/**
 * Makes the table of one of these models, those that it needs being there.
 * @throws HandshakeError as above
 */
export async function buildModel(engine: Engine, m: Model, models: readonly Model[], schema: string): Promise<void> {
  const head = `create or replace table ${schema}.${m.name} as`;
  try {
    await engine.run(`${head}\n${m.sql}`);
  } catch (error) {
    const reads = new Map(models.filter(({name}) => m.needs.includes(name)).map(({name, path}) => [name, path]));
    throw await sqlFault(engine, error, {path: m.path, sql: m.sql, head, reads});
  }
}
