import { describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
} from 'graphql';
import { ANYONE } from '../../schema/access';
import { buildSchema } from '../../server/build-schema';

/** Fields of the same shape can be merged (https://spec.graphql.org, "SameResponseShape"); objects merge by their fields. */
function shapeOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  return isCompositeType(named) ? String(type).replace(named.name, 'object') : String(type);
}

describe('the schema', () => {
  const schema = buildSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const objects = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
  const fields = objects.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
  const nameOf = ({ type, field }: (typeof fields)[number]) => `${type.name}.${field.name}`;
  const isRequiredField = ({ field }: (typeof fields)[number]) => isRequired(field);
  /** GraphQL itself refuses unknown enum values and days, before anything is executed. */
  const canBeRefused = ({ type }: GraphQLArgument) =>
    !isEnumType(getNamedType(type)) && getNamedType(type).name !== 'LocalDate';
  const isRequired = ({ type }: GraphQLField<unknown, unknown>) => isNonNullType(type);

  it('makes every field nullable that not every viewer of its object may read, so that a denial leaves the object', () => {
    const guarded = fields.filter(
      ({ field }) => field.extensions['access'] !== undefined && field.extensions['access'] !== ANYONE,
    );
    expect(guarded.length).toBeGreaterThan(60);
    expect(guarded.filter(isRequiredField).map(nameOf)).toEqual([]);
  });

  it('makes every field nullable that can refuse an argument, so that a mistake leaves the object', () => {
    const refusing = fields.filter(({ field }) => field.args.some(canBeRefused));
    expect(refusing.length).toBeGreaterThan(30);
    expect(refusing.filter(isRequiredField).map(nameOf)).toEqual([]);
  });

  it('says of every nullable field when it is null', () => {
    const nullable = fields.filter((one) => !isRequiredField(one));
    expect(nullable.length).toBeGreaterThan(150);
    const isUnexplained = ({ field }: (typeof fields)[number]) => !/\bnull\b/i.test(field.description ?? '');
    expect(nullable.filter(isUnexplained).map(nameOf)).toEqual([]);
  });

  it('marks a field as semantically non-null only if no other sentence says when it is null', () => {
    const marked = fields.filter(({ field }) => field.extensions['semanticNonNull'] === true);
    const hasOtherNull = ({ field }: (typeof fields)[number]) =>
      (field.description ?? '').match(/\bnull\b/gi)?.length !== 1;
    expect(marked.length).toBeGreaterThan(80);
    expect(marked.filter(isRequiredField).map(nameOf)).toEqual([]);
    expect(marked.filter(hasOtherNull).map(nameOf)).toEqual([]);
  });

  it('gives fields of one name the same shape in all types of an interface, so that one selection can read them', () => {
    // `Node` has types that nobody selects together.
    const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
    const selectedTogether = interfaces.filter(({ name }) => name !== 'Node');
    const collisions = selectedTogether.flatMap((type) => {
      const ofAllTypes = schema.getPossibleTypes(type).flatMap((one) => Object.values(one.getFields()));
      return [...Map.groupBy(ofAllTypes, ({ name }) => name)]
        .filter(([, sameName]) => new Set(sameName.map(shapeOf)).size > 1)
        .map(([name]) => `${type.name}: ${name}`);
    });
    expect(selectedTogether.length).toBeGreaterThan(8);
    expect(collisions).toEqual([]);
  });

  it('has `from` and `lastDay` beside every `until`, so that no page prints a day too many', () => {
    const spans = objects.filter((type) => 'until' in type.getFields());
    expect(spans.length).toBeGreaterThan(10);
    for (const span of spans) {
      expect([span.name, Object.keys(span.getFields())]).toEqual([
        span.name,
        expect.arrayContaining(['from', 'until', 'lastDay']),
      ]);
    }
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    for (const input of inputs.filter((type) => 'until' in type.getFields()))
      expect(Object.keys(input.getFields())).toContain('from');
  });

  it('names days and instants alike everywhere', () => {
    const named = [
      ...fields.map(({ field: { name, type } }) => ({ name, type })),
      ...fields.flatMap(({ field: { args } }) => args.map(({ name, type }) => ({ name, type }))),
      ...Object.values(schema.getTypeMap())
        .filter(isInputObjectType)
        .flatMap((type) => Object.values(type.getFields()).map(({ name, type: of }) => ({ name, type: of }))),
    ];
    const namesOf = (scalar: string) =>
      new Set(named.filter(({ type }) => getNamedType(type).name === scalar).map(({ name }) => name));
    const days = /^(from|until|lastDay|on)$|[a-z](On|From)$/;
    const others = [...namesOf('LocalDate')].filter((name) => !days.test(name)).sort();
    // The renewal day is a term of the programme. `lastAcceptedOn` stands beside `acceptedUntil`. A changed field of a
    // catalogue has the day of either version.
    expect(others).toEqual(['acceptedUntil', 'dayAfter', 'dayBefore', 'renewalDay']);
    const instants = [...namesOf('DateTime')];
    expect(instants.filter((name) => !/[a-z]At$/.test(name))).toEqual([]);
    const synonyms = /^((start|end|begin)s?On|effectiveFrom|(registered|recorded|placed|redeemed)At)$/;
    expect([...namesOf('LocalDate'), ...instants].filter((name) => synonyms.test(name))).toEqual([]);
  });

  it('makes every mutation field nullable, so that the answers of other commands survive an error', () => {
    expect(mutations.length).toBeGreaterThan(25);
    expect(mutations.filter(isRequired).map(({ name }) => name)).toEqual([]);
    expect(schema.getMutationType()?.description).toContain('A command answers null only beside an error');
  });

  it('makes `query` of every payload nullable, so that the rest of the payload survives an error in it', () => {
    const payloads = mutations.map(({ type }) => getNamedType(type)).filter(isObjectType);
    expect(payloads).toHaveLength(mutations.length);
    for (const payload of payloads) {
      const query = payload.getFields()['query'];
      expect(query?.type).toBe(schema.getQueryType());
      expect(query?.description).toContain('Null only beside an error.');
    }
  });
});
