import {z} from "zod";
import {id, maybe, text} from "./types.ts";

/** A piece of a sentence: plain, strong, or a partner by name that leads to its page. Never markup. */
export const Part = z.union([text, z.strictObject({strong: text}), z.strictObject({id, name: text})]);
export type Part = z.infer<typeof Part>;

export const Sentence = z.array(Part);
export type Sentence = z.infer<typeof Sentence>;

/** A question of the leader and what the data answer: finding, reasons, one way in. */
export const Answer = z.strictObject({
  question: maybe(text),
  finding: Sentence,
  paragraphs: z.array(Sentence),
  way: maybe(z.strictObject({to: text, label: text}))
});
export type Answer = z.infer<typeof Answer>;

export const words = z.record(z.string(), Answer);
