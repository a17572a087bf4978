import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

describe('the documentation that an editor shows', () => {
  let checker: ts.TypeChecker;
  let file: ts.SourceFile;
  /** By name, such as `organizations.status`. */
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

  it('covers every method', () => {
    expect(methods.size).toBeGreaterThan(40);
    expect([...methods].filter(([, method]) => docOf(method) === '').map(([name]) => name)).toEqual([]);
  });

  it('names the audience of a method that is not public', () => {
    const audienceOf = (name: string) =>
      docOf(methods.get(name)).split('\n\nFor: ')[1]?.replace(/\s+/g, ' ') ?? null;
    expect(audienceOf('overrides.place')).toBe("the vendor's agents.");
    expect(audienceOf('catalogue.publish')).toBe("the vendor's programme admins.");
    // The audience may see every field that the operation selects.
    expect(audienceOf('memberships.payments')).toBe("admins of the organization, the vendor's agents.");
    expect(audienceOf('organizations.status')).toBe(
      "employees of the organization, admins of the organization, the vendor's agents, API keys of the organization with the scope READ_ORGANIZATION.",
    );
    expect(['competencies.list', 'organizations.byKey', 'viewer.get'].map(audienceOf)).toEqual([
      null,
      null,
      null,
    ]);
    expect([...methods.keys()].filter((name) => audienceOf(name) === '.')).toEqual([]);
  });

  it('covers every field of the parameters and results of a method', () => {
    const undocumented = new Set<string>();
    const seen = new Set<ts.Type>();
    for (const [name, method] of methods) {
      for (const signature of typeOf(method).getCallSignatures()) {
        visit(signature.getReturnType(), name);
        for (const parameter of signature.getParameters())
          visit(typeOf(parameter), `${name}(${parameter.name})`);
      }
    }
    expect([...undocumented]).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);

    function visit(type: ts.Type, path: string): void {
      if (type.isUnionOrIntersection()) return type.types.forEach((part) => visit(part, path));
      for (const argument of checker.getTypeArguments(type as ts.TypeReference)) visit(argument, path);
      const isOurs = type.symbol?.declarations?.some((declaration) =>
        declaration.getSourceFile().fileName.includes('client/sdk'),
      );
      if (isOurs !== true || seen.has(type)) return;
      seen.add(type);
      for (const field of type.getProperties()) {
        // A @oneOf input types its unset fields as never.
        if ((checker.getNonNullableType(typeOf(field)).flags & ts.TypeFlags.Never) !== 0) continue;
        if (field.name === '__typename' || field.name.startsWith('__@') || field.name.startsWith('#'))
          continue;
        if (docOf(field) === '') undocumented.add(`${path}.${field.name}`);
        visit(typeOf(field), `${path}.${field.name}`);
      }
    }
  });

  it('shows the description of a field, of a variable and of an input', () => {
    const status = typeOf(
      methods.get('organizations.status') as ts.Symbol,
    ).getCallSignatures()[0] as ts.Signature;
    const [, variables] = status.getParameters();
    const on = checker.getNonNullableType(typeOf(variables as ts.Symbol)).getProperty('on');
    expect(docOf(on)).toBe('The requested day, past or future. Default: today.');
    const register = typeOf(
      methods.get('organizations.register') as ts.Symbol,
    ).getCallSignatures()[0] as ts.Signature;
    const [input] = register.getParameters();
    expect(docOf(typeOf(input as ts.Symbol).getProperty('city'))).toBe(
      'The city of the main office, at most 100 characters.',
    );
    const [payload] = checker.getTypeArguments(register.getReturnType() as ts.TypeReference);
    expect(docOf(payload?.getProperty('organization'))).toBe(
      'The organization; null when the command was refused.',
    );
  });

  const typeOf = (symbol: ts.Symbol): ts.Type => checker.getTypeOfSymbolAtLocation(symbol, file);
  const symbolOf = (node: ts.Node): ts.Symbol => checker.getSymbolAtLocation(node) as ts.Symbol;
  const docOf = (symbol: ts.Symbol | undefined): string =>
    ts.displayPartsToString(symbol?.getDocumentationComment(checker));
});
