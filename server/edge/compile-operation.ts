import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Selection } from '../request/selection';

/** What is asked of an object of one type: its fields, in the order of the answer. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** An answer with all its keys and nothing in them: a copy of it is made faster than an object that grows. */
  readonly blank: Readonly<Record<string, null>>;
}

export interface FieldPlan {
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** Those of one key have the same arguments: validation sees to it. */
  readonly node: FieldNode;
  /** Where the values of its arguments are kept while the operation runs. */
  readonly place: number;
  readonly value: ValuePlan;
}

/** How a value becomes a part of the answer. */
export type ValuePlan =
  | { readonly kind: 'leaf'; readonly isNullable: boolean; readonly type: GraphQLLeafType }
  | { readonly kind: 'list'; readonly isNullable: boolean; readonly item: ValuePlan }
  | { readonly kind: 'object'; readonly isNullable: boolean; readonly plan: ObjectPlan }
  | {
      readonly kind: 'abstract';
      readonly isNullable: boolean;
      readonly type: GraphQLAbstractType;
      readonly plans: ReadonlyMap<string, ObjectPlan>;
    };

export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly root: ObjectPlan;
  readonly places: number;
  readonly selection: Selection;
}

/**
 * Works out once what a query asks of each type. Null where graphql-js must execute it: what has directives, which may
 * depend on variables, and what asks for the schema itself.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationPlan | null {
  const query = schema.getQueryType();
  if (query === null || query === undefined) return null;
  const compiler = new Compiler(schema, document);
  const root = compiler.object(query, [operation.selectionSet]);
  return compiler.isPossible && (operation.directives ?? []).length === 0
    ? { operation, root, places: compiler.places, selection: new Selection(compiler.fields) }
    : null;
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  isPossible = true;
  places = 0;
  readonly fields = new Set<string>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#fragments = new Map(
      document.definitions.flatMap((one) =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
      ),
    );
  }

  object(type: GraphQLObjectType, selections: readonly SelectionSetNode[]): ObjectPlan {
    const nodes = new Map<string, FieldNode[]>();
    for (const selection of selections) this.#collect(type, selection, nodes, new Set());
    const fields = [...nodes].flatMap(([key, [node, ...others]]): readonly FieldPlan[] => {
      if (node === undefined) return [];
      const name = node.name.value;
      const field = name === '__typename' ? TypeNameMetaFieldDef : type.getFields()[name];
      if (field === undefined) {
        this.isPossible = false;
        return [];
      }
      this.fields.add(`${type.name}.${name}`);
      const selected = [node, ...others].flatMap(({ selectionSet }) => selectionSet ?? []);
      return [{ key, field, node, place: this.places++, value: this.#value(field.type, selected) }];
    });
    return { type, fields, blank: blankOf(fields) };
  }

  #value(type: GraphQLOutputType, selected: readonly SelectionSetNode[]): ValuePlan {
    const isNullable = !isNonNullType(type);
    const inner = getNullableType(type);
    if (isListType(inner)) return { kind: 'list', isNullable, item: this.#value(inner.ofType, selected) };
    const named = getNamedType(inner);
    if (isLeafType(named)) return { kind: 'leaf', isNullable, type: named };
    if (isObjectType(named)) return { kind: 'object', isNullable, plan: this.object(named, selected) };
    const plans = new Map(
      this.#schema.getPossibleTypes(named).map((one) => [one.name, this.object(one, selected)]),
    );
    return { kind: 'abstract', isNullable, type: named, plans };
  }

  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    into: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): void {
    for (const selection of selections) {
      if ((selection.directives ?? []).length > 0) this.isPossible = false;
      switch (selection.kind) {
        case Kind.FIELD: {
          const key = (selection.alias ?? selection.name).value;
          const nodes = into.get(key);
          if (nodes === undefined) into.set(key, [selection]);
          else nodes.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (this.#applies(selection.typeCondition?.name.value, type))
            this.#collect(type, selection.selectionSet, into, spread);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment === undefined || spread.has(selection.name.value)) break;
          spread.add(selection.name.value);
          if ((fragment.directives ?? []).length > 0) this.isPossible = false;
          if (this.#applies(fragment.typeCondition.name.value, type))
            this.#collect(type, fragment.selectionSet, into, spread);
        }
      }
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = this.#schema.getType(condition);
    return isAbstractType(conditional) && this.#schema.isSubType(conditional, type);
  }
}

function blankOf(fields: readonly FieldPlan[]): Readonly<Record<string, null>> {
  // Read as one text, it has its final shape at once.
  const keys = fields.map(({ key }) => `${JSON.stringify(key)}:null`);
  return JSON.parse(`{${keys.join()}}`) as Record<string, null>;
}
