import {
  getNamedType,
  getDirectiveValues,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { Selection } from '../request/selection';

export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** An answer object with all keys set to null. Copying it is faster than adding keys one by one. */
  readonly blank: Readonly<Record<string, null>>;
  /** Length of `blank` as JSON. */
  readonly characters: number;
}

export interface FieldPlan {
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** The first of the field's merged nodes. Validation guarantees that they all have the same arguments. */
  readonly node: FieldNode;
  /** Position of the field in the cache of argument values during execution. */
  readonly index: number;
  readonly value: ValuePlan;
}

/** List items share the name and nodes of their field. */
export type ValuePlan = (
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'list'; readonly item: ValuePlan }
  | { readonly kind: 'object'; readonly plan: ObjectPlan }
  | {
      readonly kind: 'abstract';
      readonly type: GraphQLAbstractType;
      readonly plans: ReadonlyMap<string, ObjectPlan>;
    }
) & {
  readonly isNullable: boolean;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
};

export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly root: ValuePlan & { readonly kind: 'object' };
  readonly fieldCount: number;
  readonly selection: Selection;
  readonly info: GraphQLResolveInfo;
  /** True if the operation has directives. Directives can depend on variables, so the plan serves one request only. */
  readonly isConditional: boolean;
  readonly hasLongTexts: boolean;
}

export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationPlan {
  const type = schema.getRootType(operation.operation);
  // Validation refuses operations without a root type.
  if (!type) throw new Error(`The schema has no ${operation.operation} type.`);
  const compiler = new OperationCompiler(schema, document, variables);
  const plan = compiler.object(type, [operation.selectionSet]);
  return {
    operation,
    root: { kind: 'object', plan, isNullable: true, name: operation.operation, nodes: [] },
    fieldCount: compiler.fieldCount,
    // A command can read fields that the operation does not select.
    selection:
      operation.operation === OperationTypeNode.QUERY ? new Selection(compiler.fields) : Selection.EVERYTHING,
    info: schemaOnlyInfo(schema),
    isConditional: compiler.isConditional,
    hasLongTexts: compiler.hasLongTexts,
  };
}

/** Only introspection resolvers read `info`, and they read only the schema. */
function schemaOnlyInfo(schema: GraphQLSchema): GraphQLResolveInfo {
  return new Proxy({ schema } as GraphQLResolveInfo, {
    get(target, property) {
      if (property === 'schema') return target.schema;
      throw new Error(`A resolver reads info.${String(property)}, but plans provide info.schema only.`);
    },
  });
}

class OperationCompiler {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Readonly<Record<string, unknown>>;
  isConditional = false;
  hasLongTexts = false;
  fieldCount = 0;
  readonly fields = new Set<string>();

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>) {
    this.#schema = schema;
    this.#variables = variables;
    this.#fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
  }

  object(type: GraphQLObjectType, selections: readonly SelectionSetNode[]): ObjectPlan {
    const nodes = new Map<string, FieldNode[]>();
    const spreadFragments = new Set<string>();
    for (const selection of selections) this.#collect(type, selection, nodes, spreadFragments);
    const fields = [...nodes].flatMap(([key, [node, ...otherNodes]]): readonly FieldPlan[] => {
      if (node === undefined) return [];
      const field = this.#fieldOf(type, node.name.value);
      this.fields.add(`${type.name}.${field.name}`);
      if (field.extensions['isLong'] === true) this.hasLongTexts = true;
      const value = this.#value(field.type, `${type.name}.${field.name}`, [node, ...otherNodes]);
      return [{ key, field, node, index: this.fieldCount++, value }];
    });
    const blank = blankOf(fields);
    return { type, fields, blank, characters: JSON.stringify(blank).length };
  }

  #fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (type === this.#schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    const field = type.getFields()[name];
    if (field === undefined) throw new Error(`${type.name} has no field ${name}.`);
    return field;
  }

  #value(type: GraphQLOutputType, name: string, nodes: readonly FieldNode[]): ValuePlan {
    const isNullable = !isNonNullType(type);
    const inner = getNullableType(type);
    const common = { isNullable, name, nodes };
    if (isListType(inner)) return { kind: 'list', ...common, item: this.#value(inner.ofType, name, nodes) };
    const named = getNamedType(inner);
    if (isLeafType(named)) return { kind: 'leaf', ...common, type: named };
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(named)) return { kind: 'object', ...common, plan: this.object(named, selectionSets) };
    const plans = new Map(
      this.#schema
        .getPossibleTypes(named)
        .map((objectType) => [objectType.name, this.object(objectType, selectionSets)]),
    );
    return { kind: 'abstract', ...common, type: named, plans };
  }

  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodesByKey: Map<string, FieldNode[]>,
    spreadFragments: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!this.#isIncluded(selection)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = (selection.alias ?? selection.name).value;
          const nodes = nodesByKey.get(key);
          if (nodes === undefined) nodesByKey.set(key, [selection]);
          else nodes.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (this.#applies(selection.typeCondition?.name.value, type))
            this.#collect(type, selection.selectionSet, nodesByKey, spreadFragments);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment === undefined || spreadFragments.has(selection.name.value)) break;
          spreadFragments.add(selection.name.value);
          if (this.#applies(fragment.typeCondition.name.value, type))
            this.#collect(type, fragment.selectionSet, nodesByKey, spreadFragments);
        }
      }
    }
  }

  #isIncluded(selection: SelectionNode): boolean {
    if ((selection.directives ?? []).length === 0) return true;
    this.isConditional = true;
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, this.#variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, selection, this.#variables)?.['if'] !== false
    );
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = this.#schema.getType(condition);
    return isAbstractType(conditional) && this.#schema.isSubType(conditional, type);
  }
}

function blankOf(fields: readonly FieldPlan[]): Readonly<Record<string, null>> {
  // An object parsed from JSON has its final hidden class from the start.
  const keys = fields.map(({ key }) => `${JSON.stringify(key)}:null`);
  return JSON.parse(`{${keys.join()}}`) as Record<string, null>;
}
