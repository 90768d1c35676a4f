/** What stands in a place of a page, made from one published file: by the build as HTML, by the script to answer. */
export type Part<D> = (data: D) => Node | string;
export type Parts<D> = Readonly<Record<string, Part<D>>>;
