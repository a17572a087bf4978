// Writes the generated parts of the SDK: client/sdk/generated/operations.ts by graphql-codegen, with the schema's
// descriptions on every field; client/sdk/generated/caches.ts; the audience of each method; and the examples in the README
// of the SDK.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, loadCodegenConfig } from '@graphql-codegen/cli';
import { buildSchema, parse } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { describeFields } from './codegen/describe-fields.mjs';
import { quoteExamples } from './codegen/quote-examples.mjs';
import { cacheSettings } from './codegen/cache-settings.mjs';
import { addAudiences } from './codegen/add-audiences.mjs';
import { ROOT, SCHEMA } from './emit-schema.mjs';

const OPERATIONS = join(ROOT, 'client/sdk/operations');
const METHODS = join(ROOT, 'client/sdk/methods');
const README = join(ROOT, 'client/sdk/README.md');
const FILE = join(ROOT, 'client/sdk/generated/operations.ts');
const CACHES = join(ROOT, 'client/sdk/generated/caches.ts');

/** A helper type for incremental delivery, which the server does not support. */
const INCREMENTAL = /\/\*\* Internal type[^/]+\*\/\nexport type Incremental<T>.+\n/;

/**
 * The plugin writes a field's comment at the end of the previous line, so editors attach the comment to the previous
 * field.
 */
const BEHIND_A_FIELD = /; *\/\*\*/g;

/** The name and the types of a fragment on an interface. */
const FRAGMENT_UNION = /^export type (\w+Fragment) =\s*\|?\s*(\w+_Fragment(?:\s*\|\s*\w+_Fragment)+)\s*;/gm;

export async function codegen() {
  writeFileSync(FILE, await operationsText());
  writeFileSync(CACHES, await cachesText());
  writeFileSync(README, readmeText());
  for (const [file, text] of methodTexts()) writeFileSync(file, text);
}

export async function isUpToDate() {
  const texts = [
    [README, readmeText()],
    [FILE, await operationsText()],
    [CACHES, await cachesText()],
    ...methodTexts(),
  ];
  return texts.every(([file, text]) => existsSync(file) && readFileSync(file, 'utf8') === text);
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

async function cachesText() {
  const { config } = await loadSettings();
  const { scalars } = Object.values(config.generates)[0].config;
  return formatted(cacheSettings(committedSchema(), scalars));
}

async function operationsText() {
  const { config } = await loadSettings();
  const [file] = await generate({ ...config, cwd: ROOT, silent: true }, false);
  const content = nameFragmentUnions(file.content.replace(INCREMENTAL, ''));
  const described = describeFields(content, committedSchema(), definitions());
  return formatted(described.replaceAll(BEHIND_A_FIELD, ';\n/**'));
}

function loadSettings() {
  return loadCodegenConfig({ configFilePath: join(ROOT, 'codegen.yml') });
}

async function formatted(text) {
  return format(text, { ...(await resolveConfig(FILE)), parser: 'typescript' });
}

/** The plugin repeats all types of a fragment on an interface at each of its spreads. Their union has a name. */
function nameFragmentUnions(text) {
  const unions = [...text.matchAll(FRAGMENT_UNION)].map(([, name, types]) => {
    const members = types.split(/[\s|]+/).join(String.raw`\s*\|\s*`);
    return { name, repeated: new RegExp(String.raw`(?<!${name} =\s*\|?\s*)(?:\|\s*)?\b${members}\b`, 'g') };
  });
  return unions.reduce((named, { name, repeated }) => named.replace(repeated, name), text);
}

function committedSchema() {
  return buildSchema(readFileSync(join(ROOT, SCHEMA), 'utf8'));
}

function definitions() {
  return readdirSync(OPERATIONS, { recursive: true })
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) => parse(readFileSync(join(OPERATIONS, file), 'utf8')).definitions);
}
