// Puts the schema's descriptions above the fields of generated results and variables, because typescript-operations
// describes only enums and inputs.
import { getNamedType, isAbstractType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import ts from 'typescript';

export function describeFields(source, schema, definitions) {
  const file = ts.createSourceFile('operations.ts', source, ts.ScriptTarget.Latest, true);
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map(({ name, typeCondition }) => [name.value, typeCondition.name.value]),
  );
  const variables = variablesOf(schema, definitions);
  const aliases = aliasesIn(schema, definitions);
  const comments = [];
  for (const { name, type } of file.statements.filter(ts.isTypeAliasDeclaration)) {
    const root = typeOfAlias(name.text);
    if (root !== undefined) describe(type, root);
    const described = variables.get(name.text);
    if (described !== undefined) describeVariables(type, described);
  }
  return insertAll(source, comments);

  /**
   * Aliases are named like `ListOrganizationsQuery`, `RegisterOrganizationMutation`, `ProfileFragment` or
   * `Progress_PartsProgress_Fragment`.
   */
  function typeOfAlias(name) {
    if (name.endsWith('Query')) return schema.getQueryType();
    if (name.endsWith('Mutation')) return schema.getMutationType();
    const [, fragment, , member] = /^(\w+?)(_(\w+)_)?Fragment$/.exec(name) ?? [];
    return schema.getType(member ?? fragments.get(fragment) ?? '');
  }

  function describe(node, type) {
    if (ts.isTypeLiteralNode(node)) return describeMembers(node, memberOf(type, [node]));
    if (ts.isIntersectionTypeNode(node)) {
      const member = memberOf(type, node.types);
      return node.types.forEach((part) => describe(part, member));
    }
    if (ts.isTypeReferenceNode(node)) return node.typeArguments?.forEach((part) => describe(part, type));
    return ts.forEachChild(node, (part) => describe(part, type));
  }

  function describeMembers(literal, type) {
    for (const member of literal.members) {
      const name = member.name.text;
      if (name === '__typename') continue;
      const field = type.getFields?.()[aliases.get(`${type.name}.${name}`) ?? name];
      if (field === undefined) {
        throw new Error(
          `${type.name} has no field "${name}": select __typename beside it, so that its type is known.`,
        );
      }
      comment(member, field);
      describe(member.type, getNamedType(field.type));
    }
  }

  function describeVariables(node, described) {
    if (ts.isPropertySignature(node)) return comment(node, described.get(node.name.text));
    return ts.forEachChild(node, (part) => describeVariables(part, described));
  }

  function comment(member, { description, deprecationReason } = {}) {
    if (!description) throw new Error(`${member.getText()} has no description in the schema.`);
    const sentence = deprecationReason ? `${description} @deprecated ${deprecationReason}` : description;
    const text = sentence.replace(/\s*\n\s*/g, ' ').replaceAll('*/', '*\\/');
    const at = member.getStart();
    const startsLine = /^\s*$/m.test(source.slice(source.lastIndexOf('\n', at) + 1, at));
    comments.push({ at, text: `${startsLine ? '' : '\n'}/** ${text} */\n` });
  }

  /** The member of a union or interface that these parts name, or else the type itself. */
  function memberOf(type, parts) {
    if (!isAbstractType(type)) return type;
    const name = parts.map(nameIn).find((one) => one !== undefined);
    return name === undefined ? type : schema.getType(name);
  }

  function nameIn(part) {
    if (ts.isTypeReferenceNode(part)) return typeOfAlias(part.typeName.text)?.name;
    const tag = ts.isTypeLiteralNode(part) && part.members.find(({ name }) => name.text === '__typename');
    return tag ? tag.type.literal?.text : undefined;
  }
}

/** Maps each generated variables type to the schema arguments or input fields that its variables stand for. */
function variablesOf(schema, definitions) {
  const result = new Map();
  const types = new TypeInfo(schema);
  for (const operation of definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
    const described = new Map();
    const note = ({ value }, definition) => {
      if (value.kind !== Kind.VARIABLE || described.has(value.name.value)) return;
      described.set(value.name.value, definition);
    };
    const visitors = {
      Argument: (node) => note(node, types.getArgument()),
      ObjectField: (node) =>
        note(node, getNamedType(types.getParentInputType()).getFields()[node.name.value]),
    };
    visit(operation, visitWithTypeInfo(types, visitors));
    const kind = operation.operation === 'query' ? 'Query' : 'Mutation';
    result.set(`${operation.name.value}${kind}Variables`, described);
  }
  return result;
}

/** Maps `Type.alias` to the name of the field behind the alias. */
function aliasesIn(schema, definitions) {
  const result = new Map();
  const types = new TypeInfo(schema);
  const visitField = ({ alias, name }) => {
    if (alias !== undefined) result.set(`${types.getParentType().name}.${alias.value}`, name.value);
  };
  for (const definition of definitions) visit(definition, visitWithTypeInfo(types, { Field: visitField }));
  return result;
}

function insertAll(source, comments) {
  return comments
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, text: comment }) => text.slice(0, at) + comment + text.slice(at), source);
}
