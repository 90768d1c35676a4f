import {z} from "zod";

const memory = z.string().regex(/^[1-9]\d*[mg]$/, "write memory as 512m or 4g");

/** What computes facts and ranks versions: DuckDB in this process, or an existing Apache Spark cluster. */
export const EngineSettings = z.discriminatedUnion("kind", [
  z.strictObject({kind: z.literal("duckdb")}),
  z.strictObject({
    kind: z.literal("spark"),
    /** As spark-sql takes it: spark://host:7077, yarn, k8s://…, local[2]. */
    master: z.string().min(1),
    /** Where tables are handed over, seen by every worker and by this machine: a path, or an s3a, hdfs, abfss or file URL. */
    folder: z
      .string()
      .min(1)
      .refine((f) => !(/^[a-z0-9]+:\/\//i.test(f) && /\s/.test(f)), "an address must have no space in it"),
    /** The client that comes with Spark; null takes SPARK_HOME/bin/spark-sql, else spark-sql of the PATH. */
    client: z.string().min(1).nullable().default(null),
    executor_memory: memory.default("1g"),
    driver_memory: memory.default("1g"),
    /** Maven coordinates that Spark shall load, such as org.apache.hadoop:hadoop-aws:3.4.1; none reaches no network. */
    packages: z.array(z.string()).default([]),
    /** Any of Spark's own settings. Credentials don't belong here: Spark takes them from the environment. */
    configuration: z.record(z.string().regex(/^spark\./), z.string()).default({}),
    /** The longest that one statement may take. */
    statement_seconds: z.int().min(1).max(604_800).default(3600)
  })
]);

export type EngineSettings = z.infer<typeof EngineSettings>;
export type SparkSettings = Extract<EngineSettings, {kind: "spark"}>;
