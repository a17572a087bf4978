import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
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
  /** How many connections stand inside each other, at most. */
  readonly nestedConnections: number;
  /** Fields after fragments have been spread. */
  readonly fields: number;
}

const NOTHING: Measures = { depth: 0, introspectionDepth: 0, aliases: 0, nestedConnections: 0, fields: 0 };

/**
 * How deep and wide an operation is. Each fragment is measured once, wherever it is spread: a chain of
 * fragments that each spread the next one twice is exponentially large, but not to measure.
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
  const measured = new Map<string, Measures>();
  return ofSelections(schema.getRootType(operation.operation), operation.selectionSet);

  function ofSelections(
    type: GraphQLNamedType | null | undefined,
    { selections }: SelectionSetNode,
  ): Measures {
    return selections.map((selection) => ofSelection(type, selection)).reduce(together, NOTHING);
  }

  function ofSelection(type: GraphQLNamedType | null | undefined, selection: SelectionNode): Measures {
    switch (selection.kind) {
      case Kind.FIELD: {
        const { name, alias, selectionSet } = selection;
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
        const named = field && getNamedType(field.type);
        const inside = selectionSet === undefined ? NOTHING : ofSelections(named, selectionSet);
        return deeper(inside, {
          alias: alias !== undefined,
          connection: named?.name.endsWith('Connection') === true,
          introspection: name.value === '__schema' || name.value === '__type',
        });
      }
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        return ofSelections(
          condition === undefined ? type : schema.getType(condition),
          selection.selectionSet,
        );
      }
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(selection.name.value);
    }
  }

  function ofFragment(name: string): Measures {
    const known = measured.get(name);
    const fragment = fragments.get(name);
    // Validation has refused unknown fragments and circles before.
    if (known !== undefined || fragment === undefined) return known ?? NOTHING;
    const type = schema.getType(fragment.typeCondition.name.value);
    const measures = ofSelections(isCompositeType(type) ? type : undefined, fragment.selectionSet);
    measured.set(name, measures);
    return measures;
  }
}

function together(a: Measures, b: Measures): Measures {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: a.aliases + b.aliases,
    fields: a.fields + b.fields,
    nestedConnections: Math.max(a.nestedConnections, b.nestedConnections),
  };
}

function deeper(
  inside: Measures,
  field: { readonly alias: boolean; readonly connection: boolean; readonly introspection: boolean },
): Measures {
  const aliases = inside.aliases + (field.alias ? 1 : 0);
  const fields = inside.fields + 1;
  if (field.introspection) return { ...NOTHING, introspectionDepth: inside.depth + 1, aliases, fields };
  return {
    depth: inside.depth + 1,
    introspectionDepth: inside.introspectionDepth,
    aliases,
    fields,
    nestedConnections: inside.nestedConnections + (field.connection ? 1 : 0),
  };
}
