/*
 * What Framework calls things in the pages that it builds; test/release/build.test.ts checks it against a built site.
 */

/** The element that waits in the place of a cell that has shown nothing. */
export const loadingTag = "observablehq-loading";
/** The class of the box that says what is wrong with a cell. */
export const errorClass = "observablehq--error";
/** The ids of a page's own content, of its foot, and of the button that closes the menu. */
export const ids = {main: "observablehq-main", footer: "observablehq-footer", closeMenu: "observablehq-sidebar-close"} as const;
/** The folders of a site that hold Framework's own modules, packages, and modules of src/. */
export const folders = {framework: "_observablehq", packages: "_npm", modules: "_import"} as const;
/** Ours: a page has a global of this name while it is served by the preview. */
export const previewFlag = "handshakePreview";
