import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** The annotations in this code check the types of the values. */
const VALID: Readonly<Record<string, string>> = {
  'a status on a day': `
    const status = await laurel.organizations.status('org_1', { on: '2026-03-02' });
    const level: 'SILVER' | 'GOLD' | null | undefined = status?.membershipLevel;
    use(level);`,
  'the non-null object of a successful command': `
    const { organization } = await laurel.organizations.register(company);
    const name: string = organization.name;
    use(name);`,
  'returned refusals and a nullable object': `
    const { organization, refusals } = await laurel.organizations.register(company, { refusals: 'return' });
    const name: string | undefined = organization?.name;
    if (refusals[0]?.code === 'ALREADY_EXISTS') use(name, refusals[0].path);`,
  'a caught refusal': `
    try { await laurel.organizations.register(company); } catch (error) {
      if (error instanceof Refused && error.code === 'ALREADY_EXISTS') use(error.refusals[0].message, error.path);
      if (error instanceof RateLimited) { const seconds: number | null = error.waitSeconds; use(seconds); }
      if (error instanceof ServerError) { const id: string | null = error.errorId; use(id); }
      if (error instanceof LaurelError && error.isRetrySafe) {
        await laurel.organizations.register({ ...company, idempotencyKey: error.idempotencyKey });
      }
    }`,
  'a list that is read by object, by page and into an array': `
    const list = laurel.organizations.list({ filter: { country: 'DE' } }, { pageSize: 10 });
    for await (const organization of list) use(organization.market);
    for await (const { items, totalCount, next } of list.from('cursor').pages()) use(items[0]?.name, totalCount, next);
    const few: { readonly key: string }[] = await list.toArray({ limit: 5 });
    use(few);`,
  'a document of the caller': `
    const document = new TypedDocumentString<{ viewer: { subject: string | null } }, { on?: string }>('query …');
    const subject: string | null = (await laurel.request(document)).viewer.subject;
    use(subject, await laurel.request(document, { on: '2026-03-02' }, { signal: AbortSignal.timeout(10) }));`,
  'a document of a codegen that writes strings': `
    class Theirs<R, V> extends String {
      __apiType?: NonNullable<{ __apiType?: (variables: V) => R }['__apiType']>;
    }
    const answer = await laurel.request(new Theirs<{ a: number }, { key: string }>('query …'), { key: 'k' });
    const a: number = answer.a;
    use(a);`,
  'a document of a codegen that writes syntax trees': `
    const node = {} as TypedDocumentNode<{ a: number }, { key: string }>;
    const a: number = (await laurel.request(node, { key: 'k' })).a;
    use(a);`,
  'a text with an unknown result type': `
    const answer: unknown = await laurel.request('{ viewer { roles } }');
    use(answer);`,
  "the platform's fetch and a custom fetch": `
    createClient({ url: '', fetch });
    createClient({ url: '', fetch: async () => ({ status: 200, headers: new Headers(), text: async () => '{}' }) });
    createClient({ url: '', apiKey: 'lrl_1', timeout: 10, retries: { most: 1 } });
    createClient({ url: '', token: async () => 'fresh', retries: 2 });`,
  'a connection without methods': `
    const { organization } = await connect({ url: '' }).request(OrganizationByKeyDocument, { key: 'alpha' });
    use(organization?.city);`,
};

const INVALID: Readonly<Record<string, readonly [code: string, says: RegExp]>> = {
  'a variable of another type': [
    `await laurel.organizations.status('org_1', { on: 20260302 });`,
    /Type 'number' is not assignable to type 'string'/,
  ],
  'an unknown variable': [
    `await laurel.organizations.status('org_1', { onn: '2026-03-02' });`,
    /'onn' does not exist in type .*Did you mean.*'on'|may only specify known properties, (and|but) 'onn'/,
  ],
  'a missing variable': [`await laurel.organizations.plan('org_1', {});`, /Property 'level' is missing/],
  'a missing id': [`await laurel.organizations.status();`, /Expected 1-3 arguments, but got 0/],
  'an unknown level': [
    `await laurel.organizations.plan('org_1', { level: 'PLATINUM' });`,
    /'"PLATINUM"' is not assignable to type 'Level'/,
  ],
  'an input without a required field': [
    `await laurel.organizations.register({ name: 'Alpha', market: 'DEVELOPED', country: 'DE' });`,
    /Property 'city' is missing/,
  ],
  'a field that was not selected': [
    `use((await laurel.organizations.status('org_1'))?.size);`,
    /Property 'size' does not exist on type 'StatusDetailsFragment'/,
  ],
  'an unchecked nullable object': [
    `use((await laurel.organizations.status('org_1')).on);`,
    /is possibly 'null'/,
  ],
  'an unknown code of a thrown refusal': [
    `const error = {} as Refused; if (error.code === 'ALREADY_THERE') use(error);`,
    /types 'RefusalCode' and '"ALREADY_THERE"' have no overlap/,
  ],
  'an unknown code of a returned refusal': [
    `const { refusals } = await laurel.organizations.register(company, { refusals: 'return' });
     use(refusals.some(({ code }) => code === 'ALREADY_THERE'));`,
    /types 'RefusalCode' and '"ALREADY_THERE"' have no overlap/,
  ],
  'an unknown error code': [
    `const error = {} as LaurelError; if (error.code === 'NOT_ALLOWED') use(error);`,
    /have no overlap/,
  ],
  'refusals of a command that throws them': [
    `use((await laurel.organizations.register(company)).refusals);`,
    /Property 'refusals' does not exist/,
  ],
  'the unchecked object of a command that may be refused': [
    `use((await laurel.organizations.register(company, { refusals: 'return' })).organization.name);`,
    /Object is possibly 'null'/,
  ],
  'an array without a limit': [
    `await laurel.organizations.list().toArray();`,
    /Expected 1 arguments, but got 0/,
  ],
  'an awaited list': [
    `use((await laurel.organizations.list()).length);`,
    /Property 'length' does not exist on type 'List</,
  ],
  'options in place of the filter': [
    `laurel.organizations.list({ pageSize: 10 });`,
    /'pageSize' does not exist/,
  ],
  'an unknown filter': [`laurel.organizations.list({ city: 'Bonn' });`, /'city' does not exist/],
  'a token beside a key': [
    `createClient({ url: '', token: 'a', apiKey: 'b' });`,
    /is not assignable to (parameter of )?type 'ClientOptions'|Types of property/,
  ],
  'a document without its required variables': [
    `await laurel.request(OrganizationByKeyDocument);`,
    /Expected 2-3 arguments, but got 1/,
  ],
  'a document with variables of another type': [
    `await laurel.request(OrganizationByKeyDocument, { key: 7 });`,
    /Type 'number' is not assignable to type 'string'/,
  ],
  'a supposition with two changes': [
    `await laurel.organizations.whatIf('org_1', [{ personLeaves: { employeeId: 'e' }, monthClosed: { month: '2026-01' } }]);`,
    /is not assignable to type 'SuppositionInput'|Type .* is not assignable/,
  ],
};

/** Names that the README snippets use without a declaration. */
const AMBIENT = `declare const token: string, cursor: string;
declare const error: import('@laurel/sdk').LaurelError;
declare const save: (items: readonly { readonly id: string }[], next: string | null) => Promise<void>;
`;

const PREAMBLE = `import {
  connect, createClient, LaurelError, OrganizationByKeyDocument, RateLimited, Refused, ServerError, TypedDocumentString,
} from '@laurel/sdk';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
const laurel = createClient({ url: 'https://laurel.example/graphql', token: 't' });
const company = { name: 'Alpha', market: 'DEVELOPED', country: 'DE', city: 'Bonn' } as const;
const target = { organizationId: 'org_alpha' } as const;
const use = (...values: readonly unknown[]): unknown[] => [...values];
export { connect, createClient, LaurelError, OrganizationByKeyDocument, RateLimited, Refused, ServerError };
export { TypedDocumentString, laurel, company, target, use };
export type { TypedDocumentNode };
`;

/** Snippets of the READMEs, except for the quoted example files. */
const QUOTED: Readonly<Record<string, string>> = Object.fromEntries(
  ['README.md', 'client/sdk/README.md'].flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?<!\.ts -->\n)\n```ts\n([^]*?)```\n/g)].map(
      ([, code = ''], i) => [
        `${file}, ${i + 1}`,
        AMBIENT + (code.startsWith('import ') ? code : PREAMBLE + code),
      ],
    ),
  ),
);

describe('a program that uses the typed client', () => {
  let messages: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    const invalid = Object.entries(INVALID).map(([name, [code]]) => [name, code] as const);
    const snippets = [...Object.entries(VALID), ...invalid].map(
      ([name, code]) => [name, PREAMBLE + code] as const,
    );
    messages = compile(new Map([...snippets, ...Object.entries(QUOTED)]));
  });

  it.each(Object.keys(VALID))('compiles with %s', (name) => {
    expect(messages.get(name)).toEqual([]);
  });

  it.each(Object.keys(QUOTED))('compiles with the README snippet %s', (name) => {
    expect(Object.keys(QUOTED).length).toBeGreaterThan(5);
    expect(messages.get(name)).toEqual([]);
  });

  it.each(Object.entries(INVALID))('does not compile with %s', (name, [, message]) => {
    expect(messages.get(name)).toEqual([expect.stringMatching(message)]);
  });
});

function compile(snippets: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  // Like a user's program, the snippets see only the types of the platform.
  Object.assign(options, { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler });
  Object.assign(options, {
    incremental: false,
    tsBuildInfoFile: undefined,
    types: [],
    noUnusedLocals: false,
  });
  Object.assign(options, { lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'] });
  const files = new Map(
    [...snippets].map(([name, code], i) => [join(ROOT, `test/client/snippet-${i}.ts`), { name, text: code }]),
  );
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files].map(([file, { name }]) => {
      const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
      return [name, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
}
