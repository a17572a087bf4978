import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Measures {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly nestedConnections: number;
  /** Lists within lists, such as the slots of the requirements of the paths. */
  readonly nestedLists: number;
  /** How often each type occurs on one path of the operation. */
  readonly occurrences: ReadonlyMap<string, number>;
  readonly fields: number;
}

const ZERO: Measures = {
  depth: 0,
  introspectionDepth: 0,
  aliases: 0,
  nestedConnections: 0,
  nestedLists: 0,
  occurrences: new Map(),
  fields: 0,
};

/**
 * Measures each fragment once. Fragments that each spread the next fragment twice expand exponentially, but are
 * measured in linear time.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Measures {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const measuredFragments = new Map<string, Measures>();
  return measureSelections(schema.getRootType(operation.operation), operation.selectionSet);

  function measureSelections(
    type: GraphQLNamedType | null | undefined,
    { selections }: SelectionSetNode,
  ): Measures {
    return selections.map((selection) => measureSelection(type, selection)).reduce(combine, ZERO);
  }

  function measureSelection(type: GraphQLNamedType | null | undefined, selection: SelectionNode): Measures {
    switch (selection.kind) {
      case Kind.FIELD: {
        const { name, alias, selectionSet } = selection;
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
        const named = field && getNamedType(field.type);
        const inner = selectionSet === undefined ? ZERO : measureSelections(named, selectionSet);
        return nestIn(inner, {
          alias: alias !== undefined,
          connection: named?.name.endsWith('Connection') === true,
          list: field !== undefined && isListType(getNullableType(field.type)),
          type: isCompositeType(named) ? named.name : null,
          introspection: name.value === '__schema' || name.value === '__type',
        });
      }
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        return measureSelections(
          condition === undefined ? type : schema.getType(condition),
          selection.selectionSet,
        );
      }
      case Kind.FRAGMENT_SPREAD:
        return measureFragment(selection.name.value);
    }
  }

  function measureFragment(name: string): Measures {
    const cached = measuredFragments.get(name);
    const fragment = fragments.get(name);
    // Validation refuses unknown fragments and cycles.
    if (cached !== undefined || fragment === undefined) return cached ?? ZERO;
    const type = schema.getType(fragment.typeCondition.name.value);
    const measures = measureSelections(isCompositeType(type) ? type : undefined, fragment.selectionSet);
    measuredFragments.set(name, measures);
    return measures;
  }
}

function combine(a: Measures, b: Measures): Measures {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: a.aliases + b.aliases,
    fields: a.fields + b.fields,
    nestedConnections: Math.max(a.nestedConnections, b.nestedConnections),
    nestedLists: Math.max(a.nestedLists, b.nestedLists),
    occurrences: mostOf(a.occurrences, b.occurrences),
  };
}

function nestIn(
  inner: Measures,
  field: {
    readonly alias: boolean;
    readonly connection: boolean;
    readonly list: boolean;
    readonly type: string | null;
    readonly introspection: boolean;
  },
): Measures {
  const aliases = inner.aliases + (field.alias ? 1 : 0);
  const fields = inner.fields + 1;
  if (field.introspection) return { ...ZERO, introspectionDepth: inner.depth + 1, aliases, fields };
  return {
    depth: inner.depth + 1,
    introspectionDepth: inner.introspectionDepth,
    aliases,
    fields,
    nestedConnections: inner.nestedConnections + (field.connection ? 1 : 0),
    nestedLists: inner.nestedLists + (field.list ? 1 : 0),
    occurrences: oneMore(inner.occurrences, field.type),
  };
}

type Occurrences = Measures['occurrences'];

function mostOf(a: Occurrences, b: Occurrences): Occurrences {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const most = new Map(a);
  for (const [type, count] of b) most.set(type, Math.max(count, most.get(type) ?? 0));
  return most;
}

function oneMore(occurrences: Occurrences, type: string | null): Occurrences {
  return type === null ? occurrences : new Map(occurrences).set(type, (occurrences.get(type) ?? 0) + 1);
}
