/** One stage of a run: `say` is told what it is doing now. */
export interface Stage {
  name: string;
  title: string;
  /** Whether a signal waits until it is over, so that what it says of itself is true. */
  whole?: true;
  run(say: (text: string) => void): Promise<void>;
}

export type ProgressStyle = "terminal" | "plain" | "json" | "silent";

/** Terminal display where somebody looks on, plain lines elsewhere. */
export const styleFor = (json: boolean): ProgressStyle => (json ? "json" : process.stdout.isTTY ? "terminal" : "plain");

/** How long a stage took. */
export interface StageTime {
  name: string;
  seconds: number;
}

/**
 * Runs the stages in order, showing each, and notes in `times` how long each took. The first that fails ends the run.
 * @param stop fails when the run is to end early
 */
export async function runStages(
  stages: Stage[],
  style: ProgressStyle,
  times: StageTime[] = [],
  stop: Promise<never> = new Promise<never>(() => undefined)
): Promise<StageTime[]> {
  const timed = async (stage: Stage, say: (text: string) => void) => {
    const start = performance.now();
    const ended = stage.run(say);
    ended.catch(() => undefined);
    await (stage.whole ? ended : Promise.race([ended, stop]));
    times.push({name: stage.name, seconds: Math.round(performance.now() - start) / 1000});
  };
  if (style === "terminal") {
    const {Listr, PRESET_TIMER} = await import("listr2");
    await new Listr(
      stages.map((s) => ({
        title: s.title,
        task: (_ctx, task) => timed(s, (text) => (task.output = printable(text))),
        rendererOptions: {persistentOutput: true}
      })),
      {renderer: "default", rendererOptions: {timer: PRESET_TIMER, collapseErrors: false}}
    ).run();
  } else
    for (const s of stages) {
      emit(style, s, "start", s.title);
      await timed(s, (text) => emit(style, s, "say", text));
      emit(style, s, "done", `${times.at(-1)!.seconds} s`);
    }
  return times;
}

function emit(style: ProgressStyle, stage: Stage, event: "start" | "say" | "done", text: string): void {
  if (style === "json")
    process.stdout.write(
      `${JSON.stringify({time: new Date().toISOString(), stage: stage.name, event, text: printable(text)})}\n`
    );
  else if (style === "plain" && event !== "done")
    process.stdout.write(event === "start" ? `${printable(text)}\n` : `  ${printable(text)}\n`);
}

/** Text of a record or file name without characters that a terminal would act on. */
export const printable = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
