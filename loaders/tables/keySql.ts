/**
 * SQL of a record's key as one text. Where it has several parts, bars within them are escaped, so that no part can pass for two.
 * @param parts SQL of each part; a part that is null is left out
 */
export function keySql(parts: string[]): string {
  const texts = parts.map((p) => `cast(${p} as varchar)`);
  const escaped = texts.map((t) => `replace(replace(${t}, '\\', '\\\\'), '|', '\\|')`);
  return `concat_ws('|', ${(parts.length > 1 ? escaped : texts).join(", ")})`;
}
