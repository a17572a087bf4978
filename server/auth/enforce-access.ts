import {
  getNamedType,
  GraphQLError,
  isAbstractType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { accessInWords, type Access } from '../../schema/access';
import { idOf } from '../../schema/global-id';
import { say } from '../messages';
import { allows, type About } from './allows';
import type { Viewer } from './viewer';

/**
 * Puts a check before every field that is not for anyone, and writes the access of these and of the root fields
 * into their descriptions. A schema in which something lacks a declaration, or in which anyone can reach something
 * private, is not built at all.
 */
export function enforceAccess(schema: GraphQLSchema): void {
  const gaps = accessGaps(schema);
  if (gaps.length > 0)
    throw new Error(
      `No access is declared for these, or they show private data to anyone (see schema/access.ts):\n${gaps.join('\n')}`,
    );
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const { owner, field, name, access } of fieldsOf(schema)) {
    if (access === null) continue;
    const isForAnyone = access.roles.includes('ANYONE');
    // Below the roots, a field that names nobody is for whoever has reached its object.
    if (!isForAnyone || roots.includes(owner))
      field.description = `${field.description ?? ''}\n\n${accessInWords(access)}`;
    if (!isForAnyone) field.resolve = guarded(name, access, field.resolve ?? propertyNamed(field.name));
  }
}

/**
 * The fields whose access nobody has thought about, and those that open something private to anyone. A type of
 * which nothing at all is declared is named instead of its fields.
 */
export function accessGaps(schema: GraphQLSchema): readonly string[] {
  const fields = fieldsOf(schema);
  const closed = typesWithPrivateData(fields);
  const declaring = new Set(fields.filter(({ access }) => access !== null).map(({ owner }) => owner));
  const gaps = fields.filter(({ owner, access, answers }) => {
    if (access === null) return !isOpen(owner) && !isPrivate(owner);
    return (
      access.roles.includes('ANYONE') &&
      access.eachObject !== true &&
      answers.some((type) => closed.has(type))
    );
  });
  return [...new Set(gaps.map(({ owner, name }) => (declaring.has(owner) ? name : owner.name)))];
}

/** Private types, and every type from which one is reached by a field that declares nothing. */
function typesWithPrivateData(fields: readonly DeclaredField[]): ReadonlySet<GraphQLObjectType> {
  const closed = new Set(fields.map(({ owner }) => owner).filter(isPrivate));
  const undeclared = fields.filter(({ access }) => access === null);
  for (let before = -1; before !== closed.size;) {
    before = closed.size;
    for (const { owner, answers } of undeclared) {
      if (answers.some((type) => closed.has(type))) closed.add(owner);
    }
  }
  return closed;
}

// Only the decorators Open and Private write these.
const isOpen = (type: GraphQLObjectType) => type.extensions['open'] === true;
const isPrivate = (type: GraphQLObjectType) => type.extensions['private'] === true;

interface DeclaredField {
  readonly owner: GraphQLObjectType;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly access: Access | null;
  /** The types of the objects that it can answer with. */
  readonly answers: readonly GraphQLObjectType[];
}

function fieldsOf(schema: GraphQLSchema): readonly DeclaredField[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((owner) =>
      Object.values(owner.getFields()).map((field) => ({
        owner,
        name: `${owner.name}.${field.name}`,
        field,
        // Only the decorator Allow writes it.
        access: (field.extensions['access'] as Access | undefined) ?? null,
        answers: objectTypesOf(schema, getNamedType(field.type)),
      })),
    );
}

/** Of a union or an interface: each of its members. */
function objectTypesOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

function guarded(field: string, access: Access, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    // Every request has a context with its viewer (request/context.ts).
    const { viewer } = context as { viewer: Viewer };
    if (!allows(access, viewer, aboutOf(access, source, args as Readonly<Record<string, unknown>>)))
      throw denied(field, access, viewer);
    return resolve(source, args, context, info);
  };
}

/** As graphql-js does, which looks the name up in what is asked around the field: plans (execution/execute-plan.ts) have no such thing. */
function propertyNamed(name: string): Resolver {
  return (source, args, context, info) => {
    const value = (source as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'function'
      ? (Reflect.apply(value, source, [args, context, info]) as unknown)
      : value;
  };
}

function aboutOf(access: Access, source: unknown, args: Readonly<Record<string, unknown>>): About {
  const organizationId = organizationMeant(access, source, args);
  if (!access.roles.includes('SELF')) return { organizationId };
  // What is for the person itself stands on an object that knows its person by this name.
  return { organizationId, employeeId: (source as { employeeId: string }).employeeId };
}

function organizationMeant(
  access: Access,
  source: unknown,
  args: Readonly<Record<string, unknown>>,
): string | null {
  if (access.organization === undefined) return null;
  // What stands behind "root" is an object that knows its organization by this name.
  if (access.organization === 'root') return (source as { organizationId: string | null }).organizationId;
  let value: unknown = args;
  for (const step of access.organization.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return typeof value === 'string' ? idOf('Organization', value) : null;
}

/** What would help: a key is no person. */
function wayIn({ roles }: Access) {
  return roles.includes('INTEGRATION') ? 'access.unauthenticated' : 'access.unauthenticated.person';
}

/** A request may be denied the same field a thousand times, and making an error takes longer than most fields. */
const denials = new Map<string, GraphQLError>();

function denied(field: string, access: Access, viewer: Viewer): GraphQLError {
  const code = viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const known = denials.get(`${code} ${field}`);
  if (known !== undefined) return known;
  const message =
    code === 'UNAUTHENTICATED'
      ? say(wayIn(access), { field })
      : say('access.forbidden', { field, audience: accessInWords(access) });
  const error = new GraphQLError(message, { extensions: { code } });
  denials.set(`${code} ${field}`, error);
  return error;
}
