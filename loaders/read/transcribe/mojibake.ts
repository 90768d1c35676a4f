/** Characters that were lost or spoilt before the export: they can't be brought back here, but somebody should know. */
export interface Damage {
  /** How often U+FFFD is in a text. */
  replaced: number;
  /** How often UTF-8 was read as Windows-1252 and encoded once more. */
  spoilt: number;
  example: {is: string; was: string} | null;
}

export const noDamage: Damage = {replaced: 0, spoilt: 0, example: null};

/** What Windows-1252 shows for the bytes 80 to 9F; the five that it leaves open are shown as they are. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const replacement = Buffer.from("\ufffd");

/** The beginnings of spoilt characters: "Ã¼" was ü, "Â£" was £, "â€™" was ’. */
const leads = ["Ã", "Â", "â€"].map((text) => Buffer.from(text));

/** Adds the damage of a piece of UTF-8 to what was found before it. */
export function damageIn(piece: Buffer, before: Damage): Damage {
  let {replaced, spoilt, example} = before;
  for (let i = piece.indexOf(replacement); i >= 0; i = piece.indexOf(replacement, i + 3)) replaced++;
  for (const lead of leads)
    for (let i = piece.indexOf(lead); i >= 0; i = piece.indexOf(lead, i + lead.length)) {
      const found = spoiltAt(piece.toString("utf8", i, i + 12));
      if (!found) continue;
      spoilt++;
      example ??= found;
    }
  return {replaced, spoilt, example};
}

/** The spoilt character that a text begins with, and what it was. */
function spoiltAt(text: string): Damage["example"] {
  const characters = text.startsWith("â") ? 3 : 2;
  const bytes = Buffer.from(Array.from(text.slice(0, characters), byteOf));
  const was = bytes.toString("utf8");
  return bytes.length === characters && /^[^\ufffd]$/u.test(was) ? {is: text.slice(0, characters), was} : null;
}

/** The byte that Windows-1252 shows so; 0 for none. */
function byteOf(character: string): number {
  const place = windows1252.indexOf(character);
  const code = character.charCodeAt(0);
  return place >= 0 ? 0x80 + place : code >= 0xa0 && code <= 0xff ? code : 0;
}

/** The damage as warnings, with the spoilt character itself as the only example: what is around it may be personal. */
export function warningsOf({replaced, spoilt, example}: Damage): {reason: string; detail: string}[] {
  const warnings = [];
  if (replaced)
    warnings.push({
      reason: "replacement_character",
      detail: `U+FFFD was found ${times(replaced)}: characters were lost before the export.`
    });
  if (example)
    warnings.push({
      reason: "mojibake",
      detail: `"${example.is}" is there for "${example.was}"; such characters were found ${times(spoilt)}.`
    });
  return warnings;
}

const times = (n: number): string => (n === 1 ? "once" : `${n} times`);
