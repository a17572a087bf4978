// A plugin of graphql-codegen: each operation as a typed text, with nothing in it that a server does not need. The
// text of a fragment is written once, however many operations spread it.
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';

const KINDS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

export function plugin(_schema, documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return {
    prepend: ["import { TypedDocumentString } from '../typed-document.ts';"],
    content: [
      ...[...fragments.values()].map((fragment) => `const ${nameOf(fragment)} = ${textOf(fragment)};`),
      ...operations.map((operation) => constantOf(operation, fragments)),
    ].join('\n\n'),
  };
}

/** Bundlers leave out what nobody uses, since making it is declared to do nothing else. */
function constantOf(operation, fragments) {
  const name = operation.name.value;
  const type = `${name}${KINDS[operation.operation]}`;
  const parts = [textOf(operation), ...spreadIn(operation, fragments).map(nameOf)];
  return (
    `export const ${name}Document = /* @__PURE__ */ new TypedDocumentString<${type}, ${type}Variables>(` +
    `[${parts.join(', ')}]);`
  );
}

/** The fragments that a definition needs, also through others. */
function spreadIn(definition, fragments, found = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (found.has(fragment)) return;
      found.add(fragment);
      spreadIn(fragment, fragments, found);
    },
  });
  return [...found];
}

const nameOf = (fragment) => `${fragment.name.value}Text`;

const textOf = (definition) => `'${stripIgnoredCharacters(print(definition)).replaceAll("'", "\\'")}'`;
