import {literal} from "../../engines/duckdb.ts";

/* Names that a web form or page has written: Smith &amp; Sons, O&#39;Neil, Caf&eacute;. */

/** The entities of Latin-1, in the order of their characters from U+00A0, and those of its letters that HTML names too. */
const latin =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const named: Record<string, number> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
  ndash: 0x2013,
  mdash: 0x2014,
  lsquo: 0x2018,
  rsquo: 0x2019,
  ldquo: 0x201c,
  rdquo: 0x201d,
  hellip: 0x2026,
  euro: 0x20ac,
  trade: 0x2122,
  ...Object.fromEntries(latin.split(" ").map((name, i) => [name, 0xa0 + i]))
};

const names = Object.keys(named).join("|");

/** SQL of whether a text has an entity in it; the cheap test first. */
export const hasEntities = (text: string): string =>
  `(contains(${text}, '&') and regexp_matches(${text}, ${literal(`&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|${names});`)}))`;

/** SQL of a text with its entities as the characters that they stand for, each once: &amp;lt; is &lt;. A no-break space is a space. */
export function decodedSql(text: string): string {
  const codes = Object.entries(named).map(([name, code]) => `${literal(name)}: ${code === 0xa0 ? 0x20 : code}`);
  const code = `case when regexp_full_match(p, '&#[0-9]{2,6};') then try_cast(p[3:-2] as integer)
    when regexp_full_match(p, '&#[xX][0-9a-fA-F]{2,5};') then try_cast('0x' || p[4:-2] as integer)
    when p like '&_%;' then map {${codes.join(", ")}}[p[2:-2]] end`;
  const parts = `list_transform(regexp_extract_all(${text}, '&#?[0-9a-zA-Z]+;|[^&]+|&'), lambda p: {'p': p, 'c': ${code}})`;
  // what would be a control character, or none, stays as it is written
  const written = `list_transform(${parts}, lambda s: case when s.c between 32 and 126 or s.c between 160 and 55295 or s.c between 57344 and 1114111 then chr(s.c) else s.p end)`;
  return `case when ${hasEntities(text)} then trim(array_to_string(${written}, ''), ' ') else ${text} end`;
}
