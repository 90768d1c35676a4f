import path from "node:path";
import {z} from "zod";
import {readModels} from "../engines/models.ts";
import {HandshakeError} from "../errors.ts";
import {Settings} from "../settings.ts";

const said = z.string().min(1);

const settingNames = said.transform((text) => (text === "none" ? [] : text.split(",").map((name) => name.trim())));

/** What a metric's file says of itself in its header; the method page is made of it. */
const Header = z.strictObject({
  question: said,
  definition: said,
  unit: said,
  direction: said,
  source: said,
  settings: settingNames.pipe(z.array(z.enum(Object.keys(Settings.shape)))),
  grain: said
});

/** One metric: the table of that name in schema metrics, and the definition that stands in its file. */
export type MetricDefinition = {name: string} & z.infer<typeof Header>;

/**
 * The definitions of all metrics of a folder, by name.
 * @throws HandshakeError that names the file and the entry that is missing, unknown, or names a setting that does not exist
 */
export function readCatalogue(folder: string = path.join(import.meta.dirname)): MetricDefinition[] {
  return readModels(folder, "metrics")
    .map((model) => ({name: model.name, ...headerOf(model.name, model.header)}))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function headerOf(name: string, found: Record<string, string>): z.infer<typeof Header> {
  const result = Header.safeParse(found);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new HandshakeError(
    `metrics/${name}.sql says too little of itself:\n${lines.join("\n")}\n` +
      `Its first lines must be "-- name: text" for each of ${Object.keys(Header.shape).join(", ")}; see trust.sql for an example.`
  );
}
