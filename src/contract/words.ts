import {z} from "zod";

/** A piece of a sentence: plain, strong, a partner by name that leads to its page, or another name with its place in the site. Never markup. */
export const Part = z.union([
  z.string(),
  z.strictObject({strong: z.string()}),
  z.strictObject({id: z.string(), name: z.string()}),
  z.strictObject({to: z.string().startsWith("./"), name: z.string()})
]);
export type Part = z.infer<typeof Part>;

export const Sentence = z.array(Part);
export type Sentence = z.infer<typeof Sentence>;

/** A question of the leader and what the data answer: finding, reasons, one way in. */
export const Answer = z.strictObject({
  question: z.string().nullable(),
  finding: Sentence,
  paragraphs: z.array(Sentence),
  way: z.strictObject({to: z.string(), label: z.string()}).nullable()
});
export type Answer = z.infer<typeof Answer>;
