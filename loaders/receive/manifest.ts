import {z} from "zod";
import {isPlainName} from "./names.ts";
import {openRegular} from "./openFile.ts";

/** What a manifest declares of one file. */
const ManifestEntry = z
  .strictObject({
    name: z.string().refine(isPlainName, "must be the plain name of a file beside the manifest"),
    bytes: z.int().min(0).optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/)
      .optional(),
    rows: z.int().min(0).optional()
  })
  .refine(
    (f) => f.bytes !== undefined || f.sha256 !== undefined || f.rows !== undefined,
    "declares neither bytes, sha256 nor rows"
  );

/** Other keys beside "files" are the sender's own. */
const Manifest = z.looseObject({files: z.array(ManifestEntry)});

export type ManifestEntry = z.infer<typeof ManifestEntry>;

/** The entries of a folder's manifest.json by file name, or why it can't be read. */
export type FolderManifest = {files: Map<string, ManifestEntry>} | {problem: string};

const mostBytes = 16 << 20;

/**
 * Reads a manifest.json: {"files": [{"name", "bytes", "sha256", "rows"}]}; of the last three at least one must be there.
 * An unreadable manifest vouches for nothing, so the caller takes no file that lies beside it.
 */
export async function readManifest(file: string): Promise<FolderManifest> {
  const opened = await openRegular(file);
  if ("problem" in opened) return {problem: "it is not a regular file that can be opened"};
  const {handle} = opened;
  try {
    if ((await handle.stat()).size > mostBytes) return {problem: "it is larger than 16 MB"};
    return parseManifest(await handle.readFile("utf8"));
  } finally {
    await handle.close();
  }
}

function parseManifest(text: string): FolderManifest {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return {problem: "it is not JSON"};
  }
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const wrong = issue!.code === "unrecognized_keys" ? "has a key other than name, bytes, sha256 and rows" : issue!.message;
    return {problem: `${issue!.path.join(".") || "it"}: ${wrong}`};
  }
  const files = new Map(parsed.data.files.map((f) => [f.name, f]));
  return files.size === parsed.data.files.length ? {files} : {problem: "it lists a file twice"};
}

/** How a file differs from what was declared of its bytes; null where it does not. Rows are counted later. */
export function manifestMismatch(declared: ManifestEntry, found: {bytes: number; sha256: string}): string | null {
  if (declared.bytes !== undefined && declared.bytes !== found.bytes)
    return `has ${found.bytes} bytes, but its manifest declares ${declared.bytes}`;
  if (declared.sha256 !== undefined && declared.sha256.toLowerCase() !== found.sha256)
    return `has the sha256 ${found.sha256}, but its manifest declares ${declared.sha256.toLowerCase()}`;
  return null;
}
