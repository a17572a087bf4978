/** The part of a graphql-js document that the printer reads. */
export interface DocumentNode {
  readonly kind: 'Document';
  readonly definitions: readonly unknown[];
}

/** Prints a parsed document, so that it can be sent without graphql-js. */
export function printDocument(document: DocumentNode): string {
  // Each node has the fields that graphql-js defines for its kind.
  return printAll(document.definitions as readonly Node[], ' ');
}

interface Node {
  readonly kind: string;
  readonly [field: string]: unknown;
}

type Printer = (node: Node) => string;

const PRINTERS: Readonly<Record<string, Printer>> = {
  Name: ({ value }) => String(value),
  OperationDefinition: (node) =>
    `${String(node['operation'])} ${printChild(node, 'name')}${printChildren(node, 'variableDefinitions', '(', ')')}${printRest(node)}`,
  FragmentDefinition: (node) =>
    `fragment ${printChild(node, 'name')} on ${printChild(node, 'typeCondition')}${printRest(node)}`,
  VariableDefinition: (node) =>
    `${printChild(node, 'variable')}:${printChild(node, 'type')}${printChild(node, 'defaultValue', '=')}${printChildren(node, 'directives')}`,
  Variable: (node) => `$${printChild(node, 'name')}`,
  NamedType: (node) => printChild(node, 'name'),
  ListType: (node) => `[${printChild(node, 'type')}]`,
  NonNullType: (node) => `${printChild(node, 'type')}!`,
  SelectionSet: (node) => printChildren(node, 'selections', '{', '}'),
  Field: (node) =>
    `${node['alias'] === undefined ? '' : `${printChild(node, 'alias')}:`}${printChild(node, 'name')}${printChildren(node, 'arguments', '(', ')')}${printRest(node)}`,
  Argument: (node) => `${printChild(node, 'name')}:${printChild(node, 'value')}`,
  FragmentSpread: (node) => `...${printChild(node, 'name')}${printRest(node)}`,
  InlineFragment: (node) => `...${printChild(node, 'typeCondition', 'on ')}${printRest(node)}`,
  Directive: (node) => `@${printChild(node, 'name')}${printChildren(node, 'arguments', '(', ')')}`,
  IntValue: ({ value }) => String(value),
  FloatValue: ({ value }) => String(value),
  EnumValue: ({ value }) => String(value),
  BooleanValue: ({ value }) => String(value),
  NullValue: () => 'null',
  // Every JSON string is a valid GraphQL string.
  StringValue: ({ value }) => JSON.stringify(value),
  ListValue: (node) => printChildren(node, 'values', '[', ']') || '[]',
  ObjectValue: (node) => printChildren(node, 'fields', '{', '}') || '{}',
  ObjectField: (node) => `${printChild(node, 'name')}:${printChild(node, 'value')}`,
};

function printRest(node: Node): string {
  return `${printChildren(node, 'directives')}${printChild(node, 'selectionSet')}`;
}

function printChild(node: Node, field: string, before = ''): string {
  const child = node[field] as Node | undefined;
  return child === undefined ? '' : before + print(child);
}

function printChildren(node: Node, field: string, before = '', after = ''): string {
  const children = (node[field] ?? []) as readonly Node[];
  return children.length === 0 ? '' : before + printAll(children, ' ') + after;
}

function printAll(nodes: readonly Node[], separator: string): string {
  return nodes.map(print).join(separator);
}

function print(node: Node): string {
  const printer = PRINTERS[node.kind];
  if (printer === undefined)
    throw new TypeError(`An executable document cannot contain a node of kind ${node.kind}.`);
  return printer(node);
}
