import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** What compiles: what the values are is said by annotations. */
const RIGHT: Readonly<Record<string, string>> = {
  'a status on a day': `
    const status = await laurel.organizations.status('org_1', { on: '2026-03-02' });
    const level: 'SILVER' | 'GOLD' | null | undefined = status?.membershipLevel;
    use(level);`,
  'the object of a command, which is there unless it throws': `
    const { organization } = await laurel.organizations.register(company);
    const name: string = organization.name;
    use(name);`,
  'refusals as data, and an object that may be missing': `
    const { organization, refusals } = await laurel.organizations.register(company, { refusals: 'return' });
    const name: string | undefined = organization?.name;
    if (refusals[0]?.code === 'ALREADY_EXISTS') use(name, refusals[0].path);`,
  'a refusal that is caught': `
    try { await laurel.organizations.register(company); } catch (error) {
      if (error instanceof Refused && error.code === 'ALREADY_EXISTS') use(error.refusals[0].message, error.path);
      if (error instanceof RateLimited) { const seconds: number | null = error.waitSeconds; use(seconds); }
      if (error instanceof ServerError) { const id: string | null = error.errorId; use(id); }
      if (error instanceof LaurelError && error.isRetrySafe) {
        await laurel.organizations.register({ ...company, idempotencyKey: error.idempotencyKey });
      }
    }`,
  'a list, read in every way': `
    const list = laurel.organizations.list({ country: 'DE' }, { pageSize: 10 });
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
  'a text whose result nobody knows': `
    const answer: unknown = await laurel.request('{ viewer { roles } }');
    use(answer);`,
  'the platforms fetch, and one of a caller': `
    createClient({ url: '', fetch });
    createClient({ url: '', fetch: async () => ({ status: 200, headers: new Headers(), text: async () => '{}' }) });
    createClient({ url: '', apiKey: 'lrl_1', timeout: 10, retries: { most: 1 } });
    createClient({ url: '', token: async () => 'fresh', retries: 2 });`,
  'a way to the server, and no methods': `
    const { organization } = await connect({ url: '' }).request(OrganizationByKeyDocument, { key: 'alpha' });
    use(organization?.city);`,
};

/** What does not compile, and what the compiler says of it. */
const WRONG: Readonly<Record<string, readonly [code: string, says: RegExp]>> = {
  'a variable of another type': [
    `await laurel.organizations.status('org_1', { on: 20260302 });`,
    /Type 'number' is not assignable to type 'string'/,
  ],
  'a variable that there is not': [
    `await laurel.organizations.status('org_1', { onn: '2026-03-02' });`,
    /'onn' does not exist in type .*Did you mean.*'on'|may only specify known properties, (and|but) 'onn'/,
  ],
  'a variable that is missing': [
    `await laurel.organizations.plan('org_1', {});`,
    /Property 'level' is missing/,
  ],
  'an id that is missing': [`await laurel.organizations.status();`, /Expected 1-3 arguments, but got 0/],
  'a level that there is not': [
    `await laurel.organizations.plan('org_1', { level: 'PLATINUM' });`,
    /'"PLATINUM"' is not assignable to type 'Level'/,
  ],
  'an input without a field that it needs': [
    `await laurel.organizations.register({ name: 'Alpha', market: 'DEVELOPED', country: 'DE' });`,
    /Property 'city' is missing/,
  ],
  'a field that was not asked for': [
    `use((await laurel.organizations.status('org_1'))?.size);`,
    /Property 'size' does not exist on type 'StatusDetailsFragment'/,
  ],
  'an object that may be null': [
    `use((await laurel.organizations.status('org_1')).on);`,
    /is possibly 'null'/,
  ],
  'a code of refusals that there is not': [
    `const error = {} as Refused; if (error.code === 'ALREADY_THERE') use(error);`,
    /types 'RefusalCode' and '"ALREADY_THERE"' have no overlap/,
  ],
  'a code of returned refusals that there is not': [
    `const { refusals } = await laurel.organizations.register(company, { refusals: 'return' });
     use(refusals.some(({ code }) => code === 'ALREADY_THERE'));`,
    /types 'RefusalCode' and '"ALREADY_THERE"' have no overlap/,
  ],
  'a code of errors that there is not': [
    `const error = {} as LaurelError; if (error.code === 'NOT_ALLOWED') use(error);`,
    /have no overlap/,
  ],
  'refusals where they are thrown': [
    `use((await laurel.organizations.register(company)).refusals);`,
    /Property 'refusals' does not exist/,
  ],
  'an object of a command that may have been refused': [
    `use((await laurel.organizations.register(company, { refusals: 'return' })).organization.name);`,
    /Object is possibly 'null'/,
  ],
  'a list read whole without a limit': [
    `await laurel.organizations.list().toArray();`,
    /Expected 1 arguments, but got 0/,
  ],
  'a list that is awaited as if it were its objects': [
    `use((await laurel.organizations.list()).length);`,
    /Property 'length' does not exist on type 'List</,
  ],
  'options where the filter stands': [
    `laurel.organizations.list({ pageSize: 10 });`,
    /'pageSize' does not exist/,
  ],
  'a filter that there is not': [`laurel.organizations.list({ city: 'Bonn' });`, /'city' does not exist/],
  'a token beside a key': [
    `createClient({ url: '', token: 'a', apiKey: 'b' });`,
    /is not assignable to (parameter of )?type 'ClientOptions'|Types of property/,
  ],
  'a document without the variables that it needs': [
    `await laurel.request(OrganizationByKeyDocument);`,
    /Expected 2-3 arguments, but got 1/,
  ],
  'a document with other variables': [
    `await laurel.request(OrganizationByKeyDocument, { key: 7 });`,
    /Type 'number' is not assignable to type 'string'/,
  ],
  'a supposition of two things at once': [
    `await laurel.organizations.whatIf('org_1', [{ personLeaves: { employeeId: 'e' }, monthClosed: { month: '2026-01' } }]);`,
    /is not assignable to type 'SuppositionInput'|Type .* is not assignable/,
  ],
};

/** What whoever reads a README has at hand. */
const GIVEN = `declare const token: string, cursor: string;
declare const error: import('@laurel/sdk').LaurelError;
declare const save: (items: readonly { readonly id: string }[], next: string | null) => Promise<void>;
`;

const BEFORE = `import {
  connect, createClient, LaurelError, OrganizationByKeyDocument, RateLimited, Refused, ServerError, TypedDocumentString,
} from '@laurel/sdk';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
const laurel = createClient({ url: 'https://laurel.example/graphql', token: 't' });
const company = { name: 'Alpha', market: 'DEVELOPED', country: 'DE', city: 'Bonn' } as const;
const use = (...values: readonly unknown[]): unknown[] => [...values];
export { connect, createClient, LaurelError, OrganizationByKeyDocument, RateLimited, Refused, ServerError };
export { TypedDocumentString, laurel, company, use };
export type { TypedDocumentNode };
`;

/** The pieces of the READMEs that are no examples of their own. */
const QUOTED: Readonly<Record<string, string>> = Object.fromEntries(
  ['README.md', 'client/sdk/README.md'].flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?<!\.ts -->\n)\n```ts\n([^]*?)```\n/g)].map(
      ([, code = ''], i) => [
        `${file}, ${i + 1}`,
        GIVEN + (code.startsWith('import ') ? code : BEFORE + code),
      ],
    ),
  ),
);

describe('a program that uses the typed client', () => {
  /** What the compiler says of each piece, by its name. */
  let said: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    const wrong = Object.entries(WRONG).map(([what, [code]]) => [what, code] as const);
    const pieces = [...Object.entries(RIGHT), ...wrong].map(([what, code]) => [what, BEFORE + code] as const);
    said = compile(new Map([...pieces, ...Object.entries(QUOTED)]));
  });

  it.each(Object.keys(RIGHT))('compiles with %s', (what) => {
    expect(said.get(what)).toEqual([]);
  });

  it.each(Object.keys(QUOTED))('compiles as the READMEs have it: %s', (what) => {
    expect(Object.keys(QUOTED).length).toBeGreaterThan(5);
    expect(said.get(what)).toEqual([]);
  });

  it.each(Object.entries(WRONG))('does not compile with %s', (what, [, message]) => {
    expect(said.get(what)).toEqual([expect.stringMatching(message)]);
  });
});

/** Each piece as a module of its own, in one program. */
function compile(pieces: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  // As a user's program would be: with the platform's names, and those of nobody else.
  Object.assign(options, { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler });
  Object.assign(options, {
    incremental: false,
    tsBuildInfoFile: undefined,
    types: [],
    noUnusedLocals: false,
  });
  Object.assign(options, { lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'] });
  const files = new Map(
    [...pieces].map(([what, code], i) => [join(ROOT, `test/client/piece-${i}.ts`), { what, text: code }]),
  );
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files].map(([file, { what }]) => {
      const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
      return [what, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
}
