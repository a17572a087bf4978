import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

interface KnownUses {
  /** In the document itself. */
  readonly written: readonly string[];
  /** The variables whose values can use deprecated input fields or enum values. */
  readonly variables: readonly { readonly name: string; readonly type: GraphQLInputType }[];
}

/**
 * Names the deprecated parts of the schema that an operation uses: `Type.field`, `Type.field(argument)`, `Input.field` and
 * `Enum.VALUE`. The names are those of the schema, so their number is bounded.
 */
export class DeprecatedUses {
  readonly #schema: GraphQLSchema;
  readonly #known = new WeakMap<OperationDefinitionNode, KnownUses>();
  #isNeeded: boolean | undefined;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  usesOf(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ): readonly string[] {
    this.#isNeeded ??= Object.values(this.#schema.getTypeMap()).some(hasDeprecations);
    if (!this.#isNeeded) return [];
    let known = this.#known.get(operation);
    if (known === undefined) this.#known.set(operation, (known = this.#read(document, operation)));
    const given = new Set(known.written);
    for (const { name, type } of known.variables) addUsesInValue(variables[name], type, given);
    return [...given];
  }

  #read(document: DocumentNode, operation: OperationDefinitionNode): KnownUses {
    const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
    const types = new TypeInfo(this.#schema);
    const written = new Set<string>();
    const add = (name: string, definition: { deprecationReason?: unknown } | null | undefined) => {
      if (typeof definition?.deprecationReason === 'string') written.add(name);
    };
    visit(
      own,
      visitWithTypeInfo(types, {
        Field({ name }) {
          add(`${types.getParentType()?.name ?? ''}.${name.value}`, types.getFieldDef());
        },
        Argument({ name }) {
          const field = `${types.getParentType()?.name ?? ''}.${types.getFieldDef()?.name ?? ''}`;
          add(`${field}(${name.value})`, types.getArgument());
        },
        ObjectField({ name }) {
          const input = getNamedType(types.getParentInputType());
          if (isInputObjectType(input)) add(`${input.name}.${name.value}`, input.getFields()[name.value]);
        },
        EnumValue({ value }) {
          const type = getNamedType(types.getInputType());
          if (isEnumType(type)) add(`${type.name}.${value}`, type.getValue(value));
        },
      }),
    );
    return { written: [...written], variables: this.#variablesOf(operation) };
  }

  #variablesOf({ variableDefinitions = [] }: OperationDefinitionNode): KnownUses['variables'] {
    return variableDefinitions.flatMap(({ variable, type: node }) => {
      const type = typeFromAST(this.#schema, node) as GraphQLInputType | undefined;
      return type !== undefined && reachesDeprecation(getNamedType(type), new Set())
        ? [{ name: variable.name.value, type }]
        : [];
    });
  }
}

function hasDeprecations(type: GraphQLNamedType): boolean {
  const isDeprecated = ({ deprecationReason }: { deprecationReason?: unknown }) =>
    typeof deprecationReason === 'string';
  if (isEnumType(type)) return type.getValues().some(isDeprecated);
  if (isInputObjectType(type)) return Object.values(type.getFields()).some(isDeprecated);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  return Object.values(type.getFields()).some(
    (field) => isDeprecated(field) || field.args.some(isDeprecated),
  );
}

function reachesDeprecation(type: GraphQLNamedType, visited: Set<GraphQLNamedType>): boolean {
  if (visited.has(type)) return false;
  visited.add(type);
  if (hasDeprecations(type)) return true;
  return (
    isInputObjectType(type) &&
    Object.values(type.getFields()).some((field) => reachesDeprecation(getNamedType(field.type), visited))
  );
}

/** Values of variables are bounded, and a wrong value is refused elsewhere. */
function addUsesInValue(value: unknown, type: GraphQLInputType, uses: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) addUsesInValue(item, type, uses);
    return;
  }
  const named = getNamedType(type);
  if (isEnumType(named) && typeof value === 'string') {
    if (typeof named.getValue(value)?.deprecationReason === 'string') uses.add(`${named.name}.${value}`);
    return;
  }
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return;
  for (const field of Object.values(named.getFields())) {
    const given = (value as Variables)[field.name];
    if (given === undefined) continue;
    if (typeof field.deprecationReason === 'string') uses.add(`${named.name}.${field.name}`);
    addUsesInValue(given, field.type, uses);
  }
}
