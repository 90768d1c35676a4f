import js from "@eslint/js";
import {defineConfig, globalIgnores} from "eslint/config";
import tseslint from "typescript-eslint";

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Name what a file exports; only configs have a default export."
};

export default defineConfig(
  globalIgnores(["dist/", "data/", "src/data/", "src/.observablehq/"]),
  {
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    linterOptions: {noInlineConfig: true, reportUnusedDisableDirectives: "error"},
    rules: {
      // Control characters in foreign text are looked for and taken out.
      "no-control-regex": "off",
      "max-lines-per-function": ["error", {max: 60, skipBlankLines: true, skipComments: true}],
      "no-restricted-syntax": ["error", noDefaultExport],
      "@typescript-eslint/ban-ts-comment": ["error", {"ts-check": false, "ts-expect-error": true, "ts-ignore": true}],
      "@typescript-eslint/consistent-type-imports": ["error", {fixStyle: "inline-type-imports"}],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        {ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true}
      ],
      // Under noUncheckedIndexedAccess, rows[0]! says that the index is known to be there.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", {allowNumber: true, allowBoolean: true}],
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/no-unused-vars": ["error", {argsIgnorePattern: "^_", ignoreRestSiblings: true}],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", {considerDefaultExhaustiveForUnions: true}]
    }
  },
  {
    files: ["*.config.ts", "*.config.js", "test/fixtures/project-*/*.config.ts"],
    rules: {"no-restricted-syntax": "off"}
  },
  {
    // A suite is one function that holds its tests.
    files: ["test/**"],
    rules: {"max-lines-per-function": "off"}
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {globals: {console: "readonly", process: "readonly", URL: "readonly"}},
    // tsc checks these by their JSDoc types, which the linter takes for any.
    rules: {"@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-member-access": "off"}
  }
);
