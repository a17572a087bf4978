import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  specifiedScalarTypes,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';

/** A request whose refusal might reveal names of the schema. */
export interface Attack {
  readonly document: string;
  readonly variables?: object;
}

/** Every name of the schema: types, fields, arguments, input fields and enum values. */
export function namesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const types = typesOf(schema);
  return new Set([
    ...types.map(({ name }) => name),
    ...types.flatMap((type) => membersOf(type)),
    ...types.flatMap((type) => fieldsOf(type).flatMap(({ args }) => args.map(({ name }) => name))),
  ]);
}

/** The enum values that no input accepts, so that only answers contain them. */
export function outputOnlyEnumValues(schema: GraphQLSchema): ReadonlySet<string> {
  const places = reachedIn(schema).flatMap(({ fields, at }) =>
    fields.flatMap((field) => field.args.flatMap((arg) => placesIn(arg.type, literalsOf(field, arg, at)))),
  );
  const taken = new Set(places.flatMap(({ type }) => membersOf(type, isEnumType)));
  const values = typesOf(schema).flatMap((type) => membersOf(type, isEnumType));
  return new Set(values.filter((value) => !taken.has(value)));
}

/** Near misses and wrong shapes for everything in the schema, grouped by kind of attack. */
export function attacksOn(schema: GraphQLSchema): Readonly<Record<string, readonly Attack[]>> {
  const misses = nearMissesIn(namesOf(schema));
  const reached = reachedIn(schema);
  const args = reached.flatMap(({ fields, at }) =>
    fields.flatMap((field) => field.args.map((arg) => ({ field, arg, at }))),
  );
  const literals = oneOfEachType(
    args.flatMap(({ field, arg, at }) => placesIn(arg.type, literalsOf(field, arg, at))),
  );
  const variables = oneOfEachType(
    args.flatMap(({ field, arg, at }) => placesIn(arg.type, variablesOf(field, arg, at))),
  );
  const inEachType = (selectionsOf: (field: AnyField) => readonly string[]): readonly Attack[] =>
    reached.flatMap(({ fields, at }) => chunks(fields.flatMap(selectionsOf), 10).map(at));
  return {
    'near misses of fields': inEachType(({ name }) => misses(name)),
    'near misses of fields in fragments': reached.flatMap(({ type, fields }) =>
      chunks(fields, 5).map((some) => ({
        document: `{ ...F } fragment F on ${type.name} { ${some.flatMap(({ name }) => misses(name)).join(' ')} }`,
      })),
    ),
    'near misses of arguments': inEachType((field) =>
      field.args
        .flatMap(({ name }) => misses(name))
        .map((miss) => `${miss}: ${field.name}(${miss}: 1)${selectedOf(field)}`),
    ),
    'near misses of types': typesOf(schema).map(({ name }) => {
      // A near miss can be the name of another type, so there may be fewer than three.
      const [first = '', second = first, third = first] = misses(name);
      const document = `query ($v: ${first}) { ... on ${second} { __typename } ...F } fragment F on ${third} { __typename }`;
      return { document };
    }),
    'near misses of input fields, as literals': literals.flatMap(({ type, attackWith }) =>
      chunks(membersOf(type, isInputObjectType).flatMap(misses), 8).map((some) =>
        attackWith([`{ ${some.map((miss) => `${miss}: 1`).join(' ')} }`]),
      ),
    ),
    'near misses of input fields, in variables': variables.flatMap(({ type, attackWith }) =>
      chunks(membersOf(type, isInputObjectType).flatMap(misses), 20).map((some) =>
        attackWith([Object.fromEntries(some.map((miss) => [miss, 1]))]),
      ),
    ),
    'near misses of enum values, as literals': literals.flatMap(({ type, attackWith }) =>
      chunks(
        membersOf(type, isEnumType).flatMap((name) => [...misses(name), `"${name}"`]),
        3,
      ).map(attackWith),
    ),
    'near misses of enum values, in variables': variables.flatMap(({ type, attackWith }) =>
      chunks(membersOf(type, isEnumType).flatMap(misses), 3).map(attackWith),
    ),
    'values of another kind, as literals': literals.flatMap(({ attackWith }) =>
      chunks(['null', '1', '1.5', 'true', '"x"', 'X', '{}', '[]', '[[1]]', '{ x: 1 }', '$nobody'], 3).map(
        attackWith,
      ),
    ),
    'values of another kind, in variables': variables.flatMap(({ attackWith }) =>
      chunks([null, 1, 1.5, true, 'x', {}, [], [[1]], { x: 1 }], 3).map(attackWith),
    ),
    'variables of another type': args.map(({ field, arg, at }) => {
      const selections = ['a', 'b'].map((v) => `${v}: ${field.name}(${arg.name}: $${v})${selectedOf(field)}`);
      return withVariables(at(selections), '$a: Int, $b: [Boolean]', {});
    }),
    'arguments that are left out': inEachType((field) =>
      field.args.some(isRequiredArgument) ? [`${field.name}${selectedOf(field)}`] : [],
    ),
    'selections on leaves, and none on objects': inEachType(({ name, type }) => [
      isLeafType(getNamedType(type)) ? `${name} { x }` : name,
    ]),
    'fragments on other types': inEachType(({ name, type }) =>
      isCompositeType(getNamedType(type))
        ? [`${name} { ... on Query { __typename } ... on String { __typename } }`]
        : [],
    ),
    'fields that conflict': reached.flatMap(({ fields, at }) =>
      chunks(fields, 3).map((some) =>
        at(some.flatMap((field) => [`${field.name}${selectedOf(field)}`, `${field.name}: __typename`])),
      ),
    ),
    'questions about the schema': [
      '{ __schema { types { name } } }',
      '{ a: __schema { types { name } } }',
      '{ __schema { typos { name } } }',
      '{ __type(name: "Query") { fields { name } } }',
      '{ __type { name } }',
      '{ __type(nam: "Query") { name } }',
      '{ viewer { __schema { types { name } } } }',
      '{ ...F } fragment F on Query { __schema { types { name } } }',
      '{ ... @include(if: true) { __schema { types { name } } } }',
      'mutation { closeMonth(input: { month: "2026-01" }) { query { __schema { types { name } } } } }',
      'subscription { __schema { types { name } } }',
      '{ __typenam }',
      '{ viewer @skipp { roles } }',
      '{ viewer @skip { roles } }',
      '{ viewer @include(iff: true) { roles } }',
    ].map((document) => ({ document })),
  };
}

function nearMissesIn(names: ReadonlySet<string>): (name: string) => readonly string[] {
  return (name) =>
    [`${name}s`, name.slice(0, -1), `${name.at(0)}${name}`].filter((miss) => miss !== '' && !names.has(miss));
}

/** Splits names over requests: an answer lists at most LIMITS.validationErrors errors. */
function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return items.length === 0 ? [] : [items.slice(0, size), ...chunks(items.slice(size), size)];
}

/** Messages depend on the type of a place, not on the path to it. */
function oneOfEachType<Value>(places: readonly Place<Value>[]): readonly Place<Value>[] {
  return [...new Map(places.map((place) => [String(place.type), place])).values()];
}

function typesOf(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  const builtIn = new Set<string>(specifiedScalarTypes.map(({ name }) => name));
  return Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !builtIn.has(name),
  );
}

type AnyField = GraphQLField<unknown, unknown>;

function fieldsOf(type: GraphQLNamedType | undefined): readonly AnyField[] {
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

function membersOf(
  type: GraphQLType,
  isWanted: (type: GraphQLNamedType) => boolean = () => true,
): readonly string[] {
  const named = getNamedType(type);
  if (!isWanted(named)) return [];
  if (isEnumType(named)) return named.getValues().map(({ name }) => name);
  return 'getFields' in named ? Object.keys(named.getFields()) : [];
}

type SelectAt = (selections: readonly string[]) => Attack;

interface ReachedType {
  readonly type: GraphQLNamedType;
  readonly fields: readonly AnyField[];
  readonly at: SelectAt;
}

/**
 * The object types that are reachable from the roots. A selection names the type only behind a field of an abstract
 * type.
 */
function reachedIn(schema: GraphQLSchema): readonly ReachedType[] {
  const selectors = new Map<string, (selection: string) => string>([
    ['Query', (selection) => `query { ${selection} }`],
    ['Mutation', (selection) => `mutation { ${selection} }`],
  ]);
  for (const [name, select] of selectors) {
    for (const field of fieldsOf(schema.getType(name))) {
      const next = getNamedType(field.type);
      const inside = (selection: string) => select(`${field.name} { ${selection} }`);
      if (isObjectType(next) && !selectors.has(next.name)) selectors.set(next.name, inside);
      for (const member of isAbstractType(next) ? schema.getPossibleTypes(next) : []) {
        const within = (selection: string) => inside(`... on ${member.name} { ${selection} }`);
        if (!selectors.has(member.name)) selectors.set(member.name, within);
      }
    }
  }
  return typesOf(schema).flatMap((type) => {
    const select = selectors.get(type.name);
    const at: SelectAt = (selections) => ({ document: select?.(selections.join(' ')) ?? '' });
    return select === undefined ? [] : [{ type, fields: fieldsOf(type), at }];
  });
}

function selectedOf(field: AnyField): string {
  return isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
}

/** Passes values to an argument, as literals or in variables. */
interface Passing<Value> {
  readonly attackWith: (values: readonly Value[]) => Attack;
  readonly within: (name: string, value: Value) => Value;
}

function literalsOf(
  field: GraphQLField<unknown, unknown>,
  arg: GraphQLArgument,
  at: SelectAt,
): Passing<string> {
  return {
    attackWith: (values) =>
      at(values.map((value, i) => `a${i}: ${field.name}(${arg.name}: ${value})${selectedOf(field)}`)),
    within: (name, value) => `{ ${name}: ${value} }`,
  };
}

function variablesOf(
  field: GraphQLField<unknown, unknown>,
  arg: GraphQLArgument,
  at: SelectAt,
): Passing<unknown> {
  return {
    attackWith(values) {
      const selections = values.map(
        (_, i) => `a${i}: ${field.name}(${arg.name}: $v${i})${selectedOf(field)}`,
      );
      const declared = values.map((_, i) => `$v${i}: ${String(arg.type)}`).join(', ');
      return withVariables(
        at(selections),
        declared,
        Object.fromEntries(values.map((value, i) => [`v${i}`, value])),
      );
    },
    within: (name, value) => ({ [name]: value }),
  };
}

function withVariables({ document }: Attack, declared: string, variables: object): Attack {
  return { document: document.replace(/^(query|mutation)/, `$1 (${declared})`), variables };
}

interface Place<Value> {
  readonly type: GraphQLInputType;
  readonly attackWith: Passing<Value>['attackWith'];
}

/**
 * The place itself and, for an input object, the places in its fields, recursively. Each input type is entered once.
 */
function placesIn<Value>(
  type: GraphQLInputType,
  { attackWith, within }: Passing<Value>,
  entered: ReadonlySet<string> = new Set(),
): readonly Place<Value>[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || entered.has(named.name)) return [{ type, attackWith }];
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const inField = (values: readonly Value[]) =>
      attackWith(values.map((value) => within(field.name, value)));
    return placesIn(field.type, { attackWith: inField, within }, new Set([...entered, named.name]));
  });
  return [{ type, attackWith }, ...fields];
}
