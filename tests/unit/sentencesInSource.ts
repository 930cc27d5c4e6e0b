import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What a program says for itself, not to people. */
const FAULTS = new Set(['Error', 'TypeError', 'RangeError']);

const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

const isSum = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

/** Two words in a row: neither a name, a key nor an address. */
const isSentence = (text: string): boolean => /[a-z]{2,}[,:.;)”]* [({“]?[a-z{]/i.test(text);

/** A text with `{}` where something is put into it; `null` for what is no text. */
const skeletonOf = (node: ts.Node): string | null => {
  if (isText(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  if (!isSum(node)) return null;
  const [left, right] = [skeletonOf(node.left), skeletonOf(node.right)];
  return left === null && right === null ? null : `${left ?? '{}'}${right ?? '{}'}`;
};

/** What stands in the holes of a text, and the texts that a sum is put together from are no texts of their own. */
const holesOf = (node: ts.Node): readonly ts.Node[] => {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (!isSum(node)) return skeletonOf(node) === null ? [node] : [];
  return [node.left, node.right].flatMap((side) => (skeletonOf(side) === null ? [side] : holesOf(side)));
};

export interface Sentences {
  /** Texts that read like something that is said, by where they stand; `{}` where something is put into them. */
  readonly said: ReadonlyMap<string, string>;
  /** All texts. */
  readonly all: ReadonlySet<string>;
}

/** Every text in the sources of some folders; what goes into `detail` and into faults of the program's own is not said. */
export const sentencesIn = (root: string, folders: readonly string[], except: string): Sentences => {
  const said = new Map<string, string>();
  const all = new Set<string>();
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => name.endsWith('.ts') && !name.startsWith(except)),
  );
  for (const name of files) {
    const source = ts.createSourceFile(
      name,
      readFileSync(join(root, name), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node, silent: boolean): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
      const skeleton = skeletonOf(node);
      if (skeleton !== null) {
        all.add(skeleton);
        if (!silent && isSentence(skeleton))
          said.set(skeleton, `${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
        for (const hole of holesOf(node)) visit(hole, silent);
        return;
      }
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const [separator] = node.arguments;
        if (node.expression.name.text === 'join' && separator && isText(separator))
          all.add(`{}${separator.text}{}`);
      }
      const isFault =
        ts.isNewExpression(node) && ts.isIdentifier(node.expression) && FAULTS.has(node.expression.text);
      const isDetail = ts.isPropertyAssignment(node) && node.name.getText() === 'detail';
      ts.forEachChild(node, (child) => visit(child, silent || isFault || isDetail));
    };
    visit(source, false);
  }
  return { said, all };
};
