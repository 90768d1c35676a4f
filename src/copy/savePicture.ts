/* What lets a reader take a picture along. */

export const pictureWords = {
  picture: "Picture:",
  svg: "SVG",
  png: "PNG",
  copy: "copy",
  copied: "copied",
  refused: "copying isn’t allowed here",
  names: {svg: "save the picture as SVG", png: "save the picture as PNG", copy: "copy the picture"}
} as const;
