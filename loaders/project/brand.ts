import {existsSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {z} from "zod";
import {HandshakeError} from "../errors.ts";
import {writtenText} from "../written.ts";
import {ownFolder} from "./project.ts";

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "expected a colour such as #3b5fc0");

const Brand = z.strictObject({
  /** What is at the head of each page. */
  name: z.string().min(1).max(60).default("Handshake"),
  /** A picture beside the name: a file of the project folder. */
  logo: z.string().nullable().default(null),
  /** The one accent colour, on light and on dark ground. */
  accent: z.strictObject({light: colour, dark: colour}).nullable().default(null),
  /** How numbers are written, such as en, de or fr-CH. */
  locale: z.string().refine(isLocale, "expected a locale such as en, de or fr-CH").default("en"),
  /** What the menu calls pages of the product, by their address ("trust"); null takes an entry out. */
  menu: z.record(z.string(), z.string().min(1).max(40).nullable()).default({})
});
export type Brand = z.infer<typeof Brand>;

function isLocale(text: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

const types: Record<string, string> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp"
};
/** A logo is in every page: it must weigh little. */
const logoMax = 20_000;

/** The grounds of the two themes (air, near-midnight), which the accent must be told from as text is (WCAG 2.2, 1.4.3). */
const grounds = {light: "#ffffff", dark: "#161616"};
const contrastMin = 4.5;

/**
 * The brand of the company's own folder: its brand.json, or what holds without one.
 * @throws HandshakeError (78) that names the entry and what was expected
 */
export function readBrand(folder = ownFolder()): Brand {
  const file = folder === null ? null : path.join(folder, "brand.json");
  if (file === null || !existsSync(file)) return Brand.parse({});
  const text = writtenText(file);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw unusable(file, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const result = Brand.safeParse(found);
  if (!result.success) throw unusable(file, result.error.issues.map((i) => `${i.path.join(".") || "(file)"}: ${i.message}`)); // prettier-ignore
  const faults = [...accentFaults(result.data), ...logoFaults(result.data, folder!), ...menuFaults(result.data)];
  if (faults.length) throw unusable(file, faults);
  return result.data;
}

/** The name that mails and feeds go out under: of a brand that can't be read, which the run says, the product's own. */
export function brandName(): string {
  try {
    return readBrand().name;
  } catch {
    return Brand.parse({}).name;
  }
}

const unusable = (file: string, lines: string[]): HandshakeError =>
  new HandshakeError(
    `${file} can't be used:\n${lines.map((line) => `  ${line}`).join("\n")}\nSee "Your brand" in docs/analyst.md.`,
    {
      exitCode: 78
    }
  );

function accentFaults({accent}: Brand): string[] {
  if (!accent) return [];
  return (["light", "dark"] as const).flatMap((mode) => {
    const found = contrast(accent[mode], grounds[mode]);
    return found >= contrastMin
      ? []
      : [
          `accent.${mode}: ${accent[mode]} has a contrast of ${found.toFixed(1)} to the ${mode} ground, expected at least ${contrastMin}; take a ${mode === "light" ? "darker" : "lighter"} one`
        ];
  });
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

const pages = path.resolve(import.meta.dirname, "../../src");

function menuFaults({menu}: Brand): string[] {
  return Object.keys(menu)
    .filter((page) => !/^[a-z_]+$/.test(page) || !existsSync(path.join(pages, `${page}.md`)))
    .map((page) => `menu: the product has no page "${page}"; expected the address of one, such as trust or compare`);
}

function logoFaults({logo}: Brand, folder: string): string[] {
  if (logo === null) return [];
  const file = path.join(folder, logo);
  if (!(path.extname(logo).toLowerCase() in types))
    return [`logo: ${logo} is no picture, expected ${Object.keys(types).join(", ")}`];
  if (path.relative(folder, file).startsWith("..") || !existsSync(file)) return [`logo: there is no file ${logo} in ${folder}`];
  const {size} = statSync(file);
  return size > logoMax ? [`logo: ${logo} has ${size} bytes, expected at most ${logoMax}: every page carries it`] : [];
}

/** The logo as an address that needs no file beside the pages. */
export function logoAddress({logo}: Brand, folder: string): string | null {
  if (logo === null) return null;
  const bytes = readFileSync(path.join(folder, logo));
  return `data:${types[path.extname(logo).toLowerCase()]};base64,${bytes.toString("base64")}`;
}

/** The style rules of the accent; none where the product's own holds. */
export function accentStyle({accent}: Brand): string {
  if (!accent) return "";
  const rule = (value: string) => `:root { --theme-foreground-focus: ${value}; }`;
  return `\n/* brand.json */\n${rule(accent.light)}\n@media screen and (prefers-color-scheme: dark) { ${rule(accent.dark)} }\n`;
}
