/**
 * Prints every text of the catalogue, one object each: where it stands, and its words. `node scripts/catalogue.mjs da`.
 *
 * Read from the source, not by calling: so a text that only one rare branch says is there too. What is filled in when it
 * is said stands as a name, "Karen"; what is only there sometimes is left out. The words are judged by tests/repository/test_plain_danish.py.
 */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const FILLED_IN = "Karen";
const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "texts", process.argv[2] ?? "da");

/** What the code compares with, cuts at or joins by is said to nobody. */
function isSaid(node) {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isExportDeclaration(parent)) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken;
  if (ts.isElementAccessExpression(parent)) return false;
  return !(ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression));
}

/** "people.receipt.title": the names above a text, outermost first. */
function placeOf(node) {
  const names = [];
  for (let at = node.parent; at; at = at.parent) {
    if ((ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at)) && at.name) names.unshift(at.name.getText().replaceAll('"', ""));
  }
  return names.join(".");
}

function textOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => (ts.isConditionalExpression(span.expression) ? "" : FILLED_IN) + span.literal.text).join("");
  return undefined;
}

const texts = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts")).sort()) {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.Latest, true);
  const look = (node) => {
    const text = textOf(node);
    if (text !== undefined && /\p{L}/u.test(text.replaceAll(FILLED_IN, "")) && isSaid(node)) {
      texts.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, place: placeOf(node), text });
    }
    ts.forEachChild(node, look);
  };
  look(source);
}
console.log(JSON.stringify(texts));
