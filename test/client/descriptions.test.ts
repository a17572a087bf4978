import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

describe('an editor', () => {
  let checker: ts.TypeChecker;
  let file: ts.SourceFile;
  /** The methods, as `organizations.status`. */
  const methods = new Map<string, ts.Symbol>();
  beforeAll(() => {
    const path = join(ROOT, 'client/sdk/index.ts');
    const { config } = ts.readConfigFile(join(ROOT, 'client/sdk/tsconfig.json'), (name) =>
      ts.sys.readFile(name),
    );
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'client/sdk'));
    const program = ts.createProgram([path], options);
    checker = program.getTypeChecker();
    file = program.getSourceFile(path) as ts.SourceFile;
    const [client] = checker.getExportsOfModule(symbolOf(file)).filter(({ name }) => name === 'Client');
    for (const noun of checker.getDeclaredTypeOfSymbol(client as ts.Symbol).getProperties()) {
      if (['request', 'send'].includes(noun.name)) continue;
      for (const method of typeOf(noun).getProperties()) methods.set(`${noun.name}.${method.name}`, method);
    }
  });

  it('explains every method', () => {
    expect(methods.size).toBeGreaterThan(40);
    expect([...methods].filter(([, method]) => docOf(method) === '').map(([name]) => name)).toEqual([]);
  });

  it('says for whom a method is, unless it is for anyone', () => {
    const forWhom = (name: string) =>
      docOf(methods.get(name)).split('\n\nFor: ')[1]?.replace(/\s+/g, ' ') ?? null;
    expect(forWhom('overrides.place')).toBe("the vendor's agents.");
    expect(forWhom('catalogue.publish')).toBe("the vendor's programme admins.");
    // Of all that is asked for, for those who may see the whole.
    expect(forWhom('memberships.payments')).toBe("admins of the organization, the vendor's agents.");
    expect(forWhom('organizations.status')).toBe(
      "employees of the organization, admins of the organization, the vendor's agents, API keys of the organization with the scope READ_ORGANIZATION.",
    );
    expect(['competencies.list', 'organizations.byKey', 'viewer.get'].map(forWhom)).toEqual([
      null,
      null,
      null,
    ]);
    expect([...methods.keys()].filter((name) => forWhom(name) === '.')).toEqual([]);
  });

  it('explains every field that a method takes or answers, in the words of the schema', () => {
    const silent = new Set<string>();
    const seen = new Set<ts.Type>();
    for (const [name, method] of methods) {
      for (const signature of typeOf(method).getCallSignatures()) {
        explain(signature.getReturnType(), name);
        for (const parameter of signature.getParameters())
          explain(typeOf(parameter), `${name}(${parameter.name})`);
      }
    }
    expect([...silent]).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);

    function explain(type: ts.Type, where: string): void {
      if (type.isUnionOrIntersection()) return type.types.forEach((part) => explain(part, where));
      for (const argument of checker.getTypeArguments(type as ts.TypeReference)) explain(argument, where);
      const isOurs = type.symbol?.declarations?.some((one) =>
        one.getSourceFile().fileName.includes('client/sdk'),
      );
      if (isOurs !== true || seen.has(type)) return;
      seen.add(type);
      for (const field of type.getProperties()) {
        // Of a choice of one, what is not chosen.
        if ((checker.getNonNullableType(typeOf(field)).flags & ts.TypeFlags.Never) !== 0) continue;
        if (field.name === '__typename' || field.name.startsWith('__@') || field.name.startsWith('#'))
          continue;
        if (docOf(field) === '') silent.add(`${where}.${field.name}`);
        explain(typeOf(field), `${where}.${field.name}`);
      }
    }
  });

  it('shows the description of a field, of a variable and of an input', () => {
    const status = typeOf(
      methods.get('organizations.status') as ts.Symbol,
    ).getCallSignatures()[0] as ts.Signature;
    const [, variables] = status.getParameters();
    const on = checker.getNonNullableType(typeOf(variables as ts.Symbol)).getProperty('on');
    expect(docOf(on)).toBe('The day, past or future; today when absent.');
    const register = typeOf(
      methods.get('organizations.register') as ts.Symbol,
    ).getCallSignatures()[0] as ts.Signature;
    const [input] = register.getParameters();
    expect(docOf(typeOf(input as ts.Symbol).getProperty('city'))).toBe(
      'The city of its main office, at most 100 characters.',
    );
    const [done] = checker.getTypeArguments(register.getReturnType() as ts.TypeReference);
    expect(docOf(done?.getProperty('organization'))).toBe(
      'The organization; null when the command was refused.',
    );
  });

  const typeOf = (symbol: ts.Symbol): ts.Type => checker.getTypeOfSymbolAtLocation(symbol, file);
  const symbolOf = (node: ts.Node): ts.Symbol => checker.getSymbolAtLocation(node) as ts.Symbol;
  const docOf = (symbol: ts.Symbol | undefined): string =>
    ts.displayPartsToString(symbol?.getDocumentationComment(checker));
});
