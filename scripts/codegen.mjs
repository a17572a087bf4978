// client/sdk/generated/operations.ts: what graphql-codegen makes of codegen.yml, with the schema's descriptions on
// every field, formatted; for whom each method is; and the examples that the README of the SDK quotes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, loadCodegenConfig } from '@graphql-codegen/cli';
import { buildSchema, parse } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { describeFields } from './codegen/describe-fields.mjs';
import { quoteExamples } from './codegen/quote-examples.mjs';
import { sayForWhom } from './codegen/say-for-whom.mjs';
import { ROOT, SCHEMA } from './emit-schema.mjs';

const OPERATIONS = join(ROOT, 'client/sdk/operations');
const METHODS = join(ROOT, 'client/sdk/methods');
const README = join(ROOT, 'client/sdk/README.md');
const FILE = join(ROOT, 'client/sdk/generated/operations.ts');

/** A helper for answers that come in parts, which no server of ours sends. */
const INCREMENTAL = /\/\*\* Internal type[^/]+\*\/\nexport type Incremental<T>.+\n/;

/** Where the plugin writes a comment for the next field, and editors take it for one of the field before. */
const BEHIND_A_FIELD = /; *\/\*\*/g;

/** Writes the files. */
export async function codegen() {
  writeFileSync(FILE, await generated());
  writeFileSync(README, quoted());
  for (const [file, text] of methods()) writeFileSync(file, text);
}

/** Whether the committed files are what it would write. */
export async function isGenerated() {
  const written = [[README, quoted()], [FILE, await generated()], ...methods()];
  return written.every(([file, text]) => readFileSync(file, 'utf8') === text);
}

function quoted() {
  return quoteExamples(readFileSync(README, 'utf8'), ROOT);
}

function methods() {
  const schema = committedSchema();
  const all = definitions();
  const files = readdirSync(METHODS).map((name) => join(METHODS, name));
  return files.map((file) => [file, sayForWhom(readFileSync(file, 'utf8'), schema, all)]);
}

async function generated() {
  const { config } = await loadCodegenConfig({ configFilePath: join(ROOT, 'codegen.yml') });
  const [file] = await generate({ ...config, cwd: ROOT, silent: true }, false);
  const style = await resolveConfig(FILE);
  const described = describeFields(file.content.replace(INCREMENTAL, ''), committedSchema(), definitions());
  return format(described.replaceAll(BEHIND_A_FIELD, ';\n/**'), { ...style, parser: 'typescript' });
}

function committedSchema() {
  return buildSchema(readFileSync(join(ROOT, SCHEMA), 'utf8'));
}

function definitions() {
  return readdirSync(OPERATIONS).flatMap(
    (file) => parse(readFileSync(join(OPERATIONS, file), 'utf8')).definitions,
  );
}
