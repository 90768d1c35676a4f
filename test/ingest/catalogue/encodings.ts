import {bytes, group, names, partners, textCase, utf16be, utf16le, type Case} from "./build.ts";

const taken = (name: string, content: Uint8Array | string, text: string): Case => ({
  name,
  bare: true,
  drops: [{[names]: content}],
  wanted: {
    outcome: "accept",
    accepted: 2,
    quarantined: 0,
    facts: [
      "partners",
      "partner_id, name",
      [
        ["P1", "One"],
        ["P2", text]
      ]
    ]
  }
});
const refused = (name: string, content: Uint8Array): Case => ({
  name,
  drops: [{[names]: content}],
  wanted: {outcome: "refuse", reason: "encoding", final: {partners: 2}}
});

const two = partners("One", "Müller & Çelik");

export const encodings = group("encoding", [
  taken("a UTF-8 mark is no part of the first header", `\ufeff${two}`, "Müller & Çelik"),
  taken("UTF-8 without a mark is read", two, "Müller & Çelik"),
  taken("UTF-16LE with its mark is read", utf16le(`\ufeff${two}`), "Müller & Çelik"),
  taken("UTF-16BE with its mark is read", utf16be(`\ufeff${two}`), "Müller & Çelik"),
  taken("a pair of surrogates in UTF-16 is one character", utf16be(`\ufeff${partners("One", "A 🤝 B")}`), "A 🤝 B"),
  taken("characters of four bytes stay as they are", partners("One", "𝔘𝔫𝔦 👩‍🚀"), "𝔘𝔫𝔦 👩‍🚀"),
  refused("UTF-16LE without a mark is not guessed", utf16le(two)),
  refused("UTF-16BE without a mark is not guessed", utf16be(two)),
  refused("UTF-32 is refused", bytes([0xff, 0xfe, 0, 0], ...Array.from(two, (c) => [c.charCodeAt(0), 0, 0, 0]))),
  refused("UTF-16 that is cut within a character is refused", utf16le(`\ufeff${two}`).subarray(0, -1)),
  refused(
    "half a pair of surrogates in UTF-16 is refused",
    bytes([...utf16le("\ufeffpartner_id,name\nP1,")], [0x3d, 0xd8], [...utf16le("x\n")])
  ),
  refused("Latin-1 is refused, not guessed", Buffer.from(two, "latin1")),
  refused("Windows-1252 is refused, not guessed", bytes("partner_id,name\nP1,", [0x93], "One", [0x94], "\n")),
  refused("an overlong form is refused", bytes("partner_id,name\nP1,a", [0xc0, 0xaf], "b\n")),
  refused("a character beyond U+10FFFF is refused", bytes("partner_id,name\nP1,", [0xf4, 0x90, 0x80, 0x80], "\n")),
  refused("a character that is cut at the end of the file is refused", bytes("partner_id,name\nP1,One\nP2,", [0xe2, 0x82])),
  {
    name: "surrogates encoded as characters cost their own record only",
    bare: true,
    drops: [{[names]: bytes("partner_id,name\nP1,", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], "\nP2,Two\n")}],
    wanted: {outcome: "accept", accepted: 1, quarantined: 1, reason: "encoding", facts: ["partners", "partner_id", [["P2"]]]}
  },
  {
    name: "U+FFFD is kept, with a warning that characters were lost",
    bare: true,
    drops: [{[names]: partners("One", "M\ufffdller")}],
    wanted: {
      outcome: "accept",
      accepted: 2,
      warn: "replacement_character",
      facts: ["partners", "name", [["M\ufffdller"], ["One"]]]
    }
  },
  {
    name: "mojibake is kept as it came, with a warning",
    bare: true,
    drops: [{[names]: partners("One", "MÃ¼ller")}],
    wanted: {outcome: "accept", accepted: 2, warn: "mojibake", facts: ["partners", "name", [["MÃ¼ller"], ["One"]]]}
  },
  textCase("a mark within a text is a character like others", ["One", "\ufeffacross\ufeff"])
]);
