// A graphql-codegen plugin that writes each operation as a typed, minified string. The text of a fragment is written
// once for all operations that spread it.
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

/** The PURE annotation lets bundlers drop an unused operation. */
function constantOf(operation, fragments) {
  const name = operation.name.value;
  const type = `${name}${KINDS[operation.operation]}`;
  const parts = [textOf(operation), ...spreadIn(operation, fragments).map(nameOf)];
  return (
    `export const ${name}Document = /* @__PURE__ */ new TypedDocumentString<${type}, ${type}Variables>(` +
    `[${parts.join(', ')}]);`
  );
}

function spreadIn(definition, fragments, visited = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (visited.has(fragment)) return;
      visited.add(fragment);
      spreadIn(fragment, fragments, visited);
    },
  });
  return [...visited];
}

const nameOf = (fragment) => `${fragment.name.value}Text`;

const textOf = (definition) => `'${stripIgnoredCharacters(print(definition)).replaceAll("'", "\\'")}'`;
