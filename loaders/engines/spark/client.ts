import {execFile} from "node:child_process";
import {existsSync} from "node:fs";
import path from "node:path";
import {promisify} from "node:util";
import {HandshakeError} from "../../errors.ts";
import type {SparkSettings} from "../engineSettings.ts";

const run = promisify(execFile);

/** The oldest Java that Spark 4 runs on (spark.apache.org/docs/4.0.0). */
const oldestJava = 17;

/** The path of spark-sql: of the settings, of SPARK_HOME, else of the PATH. */
export function sparkClient({client}: SparkSettings): string {
  const home = process.env["SPARK_HOME"];
  return client ?? (home ? path.join(home, "bin", "spark-sql") : "spark-sql");
}

/** @throws HandshakeError (78) when Spark's client or a Java that it runs on is not there. */
export async function checkClient(settings: SparkSettings): Promise<void> {
  const client = sparkClient(settings);
  const found = client.includes("/") ? existsSync(client) : onPath(client);
  if (!found)
    throw new HandshakeError(
      `Spark's client ${client} is not there. Set engine.client in handshake.config.ts, or SPARK_HOME, to a Spark 4 installation; or set engine to {kind: "duckdb"}.`,
      {exitCode: 78}
    );
  const java = process.env["JAVA_HOME"] ? path.join(process.env["JAVA_HOME"], "bin", "java") : "java";
  const version = await javaVersion(java);
  if (version === null)
    throw new HandshakeError(`Spark needs Java ${oldestJava} and there is no ${java}. Install it, or set JAVA_HOME.`, {
      exitCode: 78
    });
  if (version < oldestJava)
    throw new HandshakeError(
      `${java} is Java ${version}; Spark 4 needs ${oldestJava} or newer. Install it, or set JAVA_HOME to one that is.`,
      {exitCode: 78}
    );
}

const onPath = (name: string): boolean =>
  (process.env["PATH"] ?? "").split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));

async function javaVersion(java: string): Promise<number | null> {
  try {
    const {stdout, stderr} = await run(java, ["-version"]);
    const [, major, minor] = /version "(\d+)(?:\.(\d+))?/.exec(stdout + stderr) ?? [];
    return major === "1" ? Number(minor) : Number(major ?? "0");
  } catch {
    return null;
  }
}

/** Whether a folder is named by an address (s3a://…) and not by a path. */
export const isAddress = (folder: string): boolean => /^[a-z0-9]+:\/\//i.test(folder);

/** Spark's client asks Hive for leave before it moves files, and Hive wants tables of its own for that: in memory. */
const movesFiles = {
  "spark.hadoop.hive.metastore.schema.verification": "false",
  "spark.hadoop.datanucleus.schema.autoCreateAll": "true"
};

/** What spark-sql is started with. Tables live in the memory of the session: nothing is left in a metastore. */
export function clientArguments(settings: SparkSettings, work: string): string[] {
  const conf: Record<string, string> = {
    "spark.app.name": "handshake",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.warehouse.dir": path.join(work, "warehouse"),
    "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:handshake;create=true",
    ...(isAddress(settings.folder) ? movesFiles : {}),
    "spark.executor.memory": settings.executor_memory,
    ...settings.configuration,
    // what figures depend on is not for settings to change
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true"
  };
  return [
    ...["--master", settings.master, "--driver-memory", settings.driver_memory],
    ...(settings.packages.length ? ["--packages", settings.packages.join(",")] : []),
    ...Object.entries(conf).flatMap(([name, value]) => ["--conf", `${name}=${value}`])
  ];
}
