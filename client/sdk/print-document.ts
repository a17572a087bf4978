/** A parsed document, as graphql-js and the codegens write it; what is read of it here. */
export interface DocumentNode {
  readonly kind: 'Document';
  readonly definitions: readonly unknown[];
}

/** The text of a parsed document, so that nobody needs graphql-js to send one. */
export function printDocument(document: DocumentNode): string {
  // A syntax tree: each node has the fields that its kind has in graphql-js.
  return all(document.definitions as readonly Node[], ' ');
}

interface Node {
  readonly kind: string;
  readonly [field: string]: unknown;
}

type Printer = (node: Node) => string;

const PRINTERS: Readonly<Record<string, Printer>> = {
  Name: ({ value }) => String(value),
  OperationDefinition: (node) =>
    `${String(node['operation'])} ${one(node, 'name')}${many(node, 'variableDefinitions', '(', ')')}${rest(node)}`,
  FragmentDefinition: (node) => `fragment ${one(node, 'name')} on ${one(node, 'typeCondition')}${rest(node)}`,
  VariableDefinition: (node) =>
    `${one(node, 'variable')}:${one(node, 'type')}${one(node, 'defaultValue', '=')}${many(node, 'directives')}`,
  Variable: (node) => `$${one(node, 'name')}`,
  NamedType: (node) => one(node, 'name'),
  ListType: (node) => `[${one(node, 'type')}]`,
  NonNullType: (node) => `${one(node, 'type')}!`,
  SelectionSet: (node) => many(node, 'selections', '{', '}'),
  Field: (node) =>
    `${node['alias'] === undefined ? '' : `${one(node, 'alias')}:`}${one(node, 'name')}${many(node, 'arguments', '(', ')')}${rest(node)}`,
  Argument: (node) => `${one(node, 'name')}:${one(node, 'value')}`,
  FragmentSpread: (node) => `...${one(node, 'name')}${rest(node)}`,
  InlineFragment: (node) => `...${one(node, 'typeCondition', 'on ')}${rest(node)}`,
  Directive: (node) => `@${one(node, 'name')}${many(node, 'arguments', '(', ')')}`,
  IntValue: ({ value }) => String(value),
  FloatValue: ({ value }) => String(value),
  EnumValue: ({ value }) => String(value),
  BooleanValue: ({ value }) => String(value),
  NullValue: () => 'null',
  // A GraphQL string may be written as JSON writes one.
  StringValue: ({ value }) => JSON.stringify(value),
  ListValue: (node) => many(node, 'values', '[', ']') || '[]',
  ObjectValue: (node) => many(node, 'fields', '{', '}') || '{}',
  ObjectField: (node) => `${one(node, 'name')}:${one(node, 'value')}`,
};

/** What follows the head of a definition, a field or a fragment. */
function rest(node: Node): string {
  return `${many(node, 'directives')}${one(node, 'selectionSet')}`;
}

function one(node: Node, field: string, before = ''): string {
  const child = node[field] as Node | undefined;
  return child === undefined ? '' : before + print(child);
}

function many(node: Node, field: string, before = '', after = ''): string {
  const children = (node[field] ?? []) as readonly Node[];
  return children.length === 0 ? '' : before + all(children, ' ') + after;
}

function all(nodes: readonly Node[], between: string): string {
  return nodes.map(print).join(between);
}

function print(node: Node): string {
  const printer = PRINTERS[node.kind];
  if (printer === undefined) throw new TypeError(`A document to be sent cannot hold a ${node.kind}.`);
  return printer(node);
}
