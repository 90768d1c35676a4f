import {spawn, type ChildProcess} from "node:child_process";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import getPort from "get-port";
import type {SparkSettings} from "../../loaders/engines/engineSettings.ts";

const sparkHome = process.env["SPARK_HOME"] ?? "";

export interface Cluster {
  master: ChildProcess;
  workers: ChildProcess[];
  settings: SparkSettings;
  /** A further worker, known to the master. */
  addWorker(): Promise<ChildProcess>;
  stop(): Promise<void>;
}

/** A standalone cluster on loopback: a master and `count` workers of one core, each a process of its own. */
export async function startCluster(folder: string, count = 2): Promise<Cluster> {
  const port = await getPort();
  const url = `spark://127.0.0.1:${port}`;
  await mkdir(path.join(folder, "exchange"), {recursive: true});
  const started: ChildProcess[] = [];
  const start = async (name: string, args: string[], sign: RegExp) => {
    const child = spawn(path.join(sparkHome, "bin", "spark-class"), [`org.apache.spark.deploy.${name}`, ...args], {
      env: {...process.env, SPARK_LOCAL_IP: "127.0.0.1", SPARK_DAEMON_MEMORY: "384m"},
      stdio: ["ignore", "pipe", "pipe"],
      detached: true
    });
    started.push(child);
    let said = "";
    await new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer) => {
        said += text.toString();
        if (sign.test(said)) resolve();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.on("close", () => {
        reject(new Error(`${name} ended:\n${said}`));
      });
    });
    return child;
  };
  const master = await start(
    "master.Master",
    ["--host", "127.0.0.1", "--port", String(port), "--webui-port", "0"],
    /New state: ALIVE/
  );
  const addWorker = () =>
    start(
      "worker.Worker",
      [
        "--host",
        "127.0.0.1",
        "--webui-port",
        "0",
        "-c",
        "1",
        "-m",
        "1g",
        "-d",
        path.join(folder, `worker-${started.length}`),
        url
      ],
      /Successfully registered with master/
    );
  const workers: ChildProcess[] = [];
  for (let i = 0; i < count; i++) workers.push(await addWorker());
  return {
    master,
    workers,
    addWorker,
    settings: {
      kind: "spark",
      master: url,
      folder: path.join(folder, "exchange"),
      client: path.join(sparkHome, "bin", "spark-sql"),
      executor_memory: "640m",
      driver_memory: "768m",
      packages: [],
      configuration: {"spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "4"},
      statement_seconds: 900
    },
    stop: () => Promise.all(started.map(kill)).then(() => undefined)
  };
}

/** Ends a process and all that it has started, at once. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  process.kill(-child.pid!, "SIGKILL");
  await ended;
}
