// `node scripts/sample-prose.mjs [seed]`: draws comments, test names, messages and names for a review of their English.
// The same seed draws the same items of the same commit.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SIZES = { comments: 200, 'test names': 100, messages: 60, names: 60 };
const MESSAGES = /^server\/messages\/en\.ts$|^messages\//;
const TEST_FUNCTIONS = new Set(['it', 'test', 'describe']);
const LINTER_COMMENT = /eslint-|@ts-|@type|prettier-ignore/;

const seed = process.argv[2] ?? '1';
const items = { comments: [], 'test names': [], messages: [], names: [] };
for (const file of sourceFiles()) collect(file);
for (const [kind, size] of Object.entries(SIZES)) {
  console.log(`## ${size} of ${items[kind].length} ${kind}\n`);
  draw(items[kind], size).forEach(({ place, text }, i) => console.log(`${i + 1}. \`${place}\` ${text}\n`));
}

function sourceFiles() {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return files.filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !file.startsWith('client/sdk/generated/'));
}

function collect(file) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const placeOf = (position) => `${file}:${source.getLineAndCharacterOfPosition(position).line + 1}`;
  const add = (kind, position, item) => items[kind].push({ place: placeOf(position), text: item });

  for (const { pos, text: comment } of commentsIn(text, source))
    if (!LINTER_COMMENT.test(comment)) add('comments', pos, comment);
  items.names.push({ place: file, text: `file ${basename(file)}` });

  const visit = (node) => {
    const title = titleOf(node);
    if (title !== null) add('test names', node.getStart(source), title);
    if (MESSAGES.test(file) && ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer))
      add('messages', node.getStart(source), `${node.name.text}: ${node.initializer.text}`);
    const name = exportedName(node);
    if (name !== null) add('names', node.getStart(source), name);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Adjacent line comments are one comment. */
function commentsIn(text, source) {
  const ranges = new Map();
  const visit = (node) => {
    for (const range of ts.getLeadingCommentRanges(text, node.pos) ?? []) ranges.set(range.pos, range);
    for (const range of ts.getTrailingCommentRanges(text, node.end) ?? []) ranges.set(range.pos, range);
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  const comments = [];
  for (const { pos, end, kind } of [...ranges.values()].sort((a, b) => a.pos - b.pos)) {
    const last = comments.at(-1);
    const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia;
    const comment = plain(text.slice(pos, end));
    if (isLine && last?.isLine && /^\n[ ]*$/.test(text.slice(last.end, pos))) {
      last.text += ` ${comment}`;
      last.end = end;
    } else {
      comments.push({ pos, end, isLine, text: comment });
    }
  }
  return comments;
}

function plain(comment) {
  return comment
    .replace(/^\/\*\*?|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(\*|\/\/)?\s?/, '').trim())
    .join(' ')
    .trim();
}

function titleOf(node) {
  const own = ownTitle(node);
  if (own === null || own.kind === 'describe') return null;
  const titles = [own.title];
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
    const group = ownTitle(outer);
    if (group?.kind === 'describe') titles.unshift(group.title);
  }
  return titles.join(' › ');
}

function ownTitle(node) {
  if (!ts.isCallExpression(node)) return null;
  let called = node.expression;
  while (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) called = called.expression;
  const [title] = node.arguments;
  if (!ts.isIdentifier(called) || !TEST_FUNCTIONS.has(called.text)) return null;
  return title !== undefined && ts.isStringLiteralLike(title)
    ? { kind: called.text, title: title.text }
    : null;
}

function exportedName(node) {
  const isExported =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) return null;
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => name.getText()).join(', ');
  return node.name?.getText() ?? null;
}

function draw(all, size) {
  const key = ({ place, text }) => createHash('sha256').update(`${seed} ${place} ${text}`).digest('hex');
  return all
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, size)
    .map(({ item }) => item);
}
