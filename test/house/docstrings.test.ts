import ts from "typescript";
import {expect, test} from "vitest";
import {sourcesIn} from "../support/sources.ts";

/** The names of a function's parameters, and those that a parameter is taken apart into. */
function namesOf(of: ts.BindingName): string[] {
  if (ts.isIdentifier(of)) return [of.text];
  return of.elements.flatMap((e) =>
    ts.isOmittedExpression(e) ? [] : [...(e.propertyName ? [e.propertyName.getText()] : []), ...namesOf(e.name)]
  );
}

/** Parameters that docstrings of functions at the top of a file describe and that these don't have, as "file: name". */
function strangers(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.initializer : statement;
    if (!declared || !ts.isFunctionLike(declared)) return [];
    const known = declared.parameters.flatMap(({name}) => namesOf(name));
    const described = ts.getJSDocTags(statement).filter(ts.isJSDocParameterTag);
    // "options.most" describes what a parameter that is taken apart has
    return described
      .map(({name}) => name.getText())
      .filter((name) => !known.includes(name) && !name.includes("."))
      .map((name) => `${file}: ${name}`);
  });
}

test("a docstring describes parameters that the function has", () => {
  const described = Object.entries(sourcesIn(["loaders", "src", "test"], [".ts"])).filter(([, text]) => text.includes("@param"));
  expect(described.length).toBeGreaterThan(100);
  expect(described.flatMap(([file, text]) => strangers(file, text))).toEqual([]);
});

test("a parameter that was renamed without its docstring is found, and one that is taken apart is known by its parts", () => {
  const code = "/**\n * @param rows the rows\n * @param most of them\n * @param options.all whether all */";
  expect(strangers("a.ts", `${code}\nexport function f(row: object, {most}: {most: number}) {}`)).toEqual(["a.ts: rows"]);
  expect(strangers("a.ts", `${code}\nexport const f = (rows: object, {most = 1}) => most;`)).toEqual([]);
});
