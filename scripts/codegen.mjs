// Writes the generated parts of the SDK: client/sdk/generated/operations.ts by graphql-codegen, with the schema's
// descriptions on every field; the audience of each method; and the examples in the README of the SDK.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, loadCodegenConfig } from '@graphql-codegen/cli';
import { buildSchema, parse } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { describeFields } from './codegen/describe-fields.mjs';
import { quoteExamples } from './codegen/quote-examples.mjs';
import { addAudiences } from './codegen/add-audiences.mjs';
import { ROOT, SCHEMA } from './emit-schema.mjs';

const OPERATIONS = join(ROOT, 'client/sdk/operations');
const METHODS = join(ROOT, 'client/sdk/methods');
const README = join(ROOT, 'client/sdk/README.md');
const FILE = join(ROOT, 'client/sdk/generated/operations.ts');

/** A helper type for incremental delivery, which the server does not support. */
const INCREMENTAL = /\/\*\* Internal type[^/]+\*\/\nexport type Incremental<T>.+\n/;

/**
 * The plugin writes a field's comment at the end of the previous line, so editors attach the comment to the previous
 * field.
 */
const BEHIND_A_FIELD = /; *\/\*\*/g;

export async function codegen() {
  writeFileSync(FILE, await operationsText());
  writeFileSync(README, readmeText());
  for (const [file, text] of methodTexts()) writeFileSync(file, text);
}

export async function isUpToDate() {
  const texts = [[README, readmeText()], [FILE, await operationsText()], ...methodTexts()];
  return texts.every(([file, text]) => readFileSync(file, 'utf8') === text);
}

function readmeText() {
  return quoteExamples(readFileSync(README, 'utf8'), ROOT);
}

function methodTexts() {
  const schema = committedSchema();
  const operations = definitions();
  const files = readdirSync(METHODS).map((name) => join(METHODS, name));
  return files.map((file) => [file, addAudiences(readFileSync(file, 'utf8'), schema, operations)]);
}

async function operationsText() {
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
  return readdirSync(OPERATIONS, { recursive: true })
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) => parse(readFileSync(join(OPERATIONS, file), 'utf8')).definitions);
}
