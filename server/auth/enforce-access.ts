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
import { describeAccess, type Access } from '../../schema/access';
import { storedIdOf } from '../../schema/global-id';
import { sentence, type Sentence } from '../messages';
import { allows, type AccessTarget } from './allows';
import type { Viewer } from './viewer';

/**
 * Guards every field that is not public, and writes the access of guarded and root fields into their descriptions.
 * Throws when a field or type declares no access, or when anyone can reach private data.
 */
export function enforceAccess(schema: GraphQLSchema): void {
  const gaps = accessGaps(schema);
  if (gaps.length > 0)
    throw new Error(
      ['Declare the access of these, or hide their private data (see schema/access.ts):', ...gaps].join('\n'),
    );
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const { owner, field, name, access } of fieldsOf(schema)) {
    if (access === null) continue;
    const isForAnyone = access.roles.includes('ANYONE');
    // Below the roots, a public field is open to every caller that can reach its object.
    if (!isForAnyone || roots.includes(owner))
      field.description = `${field.description ?? ''}\n\n${describeAccess(access)}`;
    if (!isForAnyone)
      field.resolve = guardResolver(name, access, field.resolve ?? defaultResolver(field.name));
  }
}

/**
 * Lists fields without declared access and fields that expose private data to anyone. A type without any declaration
 * is listed instead of its fields.
 */
export function accessGaps(schema: GraphQLSchema): readonly string[] {
  const fields = fieldsOf(schema);
  const privateTypes = typesReachingPrivateData(fields);
  const partlyDeclared = new Set(fields.filter(({ access }) => access !== null).map(({ owner }) => owner));
  const gaps = fields.filter(({ owner, access, resultTypes }) => {
    if (access === null) return !isOpen(owner) && !isPrivate(owner);
    return (
      access.roles.includes('ANYONE') &&
      access.authorizesEachObject !== true &&
      resultTypes.some((type) => privateTypes.has(type))
    );
  });
  return [...new Set(gaps.map(({ owner, name }) => (partlyDeclared.has(owner) ? name : owner.name)))];
}

/** Private types, and types that reach a private type through a field without declared access. */
function typesReachingPrivateData(fields: readonly DeclaredField[]): ReadonlySet<GraphQLObjectType> {
  const privateTypes = new Set(fields.map(({ owner }) => owner).filter(isPrivate));
  const undeclared = fields.filter(({ access }) => access === null);
  for (let previousSize = -1; previousSize !== privateTypes.size;) {
    previousSize = privateTypes.size;
    for (const { owner, resultTypes } of undeclared) {
      if (resultTypes.some((type) => privateTypes.has(type))) privateTypes.add(owner);
    }
  }
  return privateTypes;
}

const isOpen = (type: GraphQLObjectType) => type.extensions['open'] === true;
const isPrivate = (type: GraphQLObjectType) => type.extensions['private'] === true;

interface DeclaredField {
  readonly owner: GraphQLObjectType;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly access: Access | null;
  readonly resultTypes: readonly GraphQLObjectType[];
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
        // Written only by the decorator Allow.
        access: (field.extensions['access'] as Access | undefined) ?? null,
        resultTypes: objectTypesOf(schema, getNamedType(field.type)),
      })),
    );
}

function objectTypesOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

function guardResolver(field: string, access: Access, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    // Every request context has a viewer (request/context.ts).
    const { viewer } = context as { viewer: Viewer };
    // graphql-js passes arguments as a record by name.
    if (!allows(access, viewer, targetOf(access, source, args as Readonly<Record<string, unknown>>)))
      throw accessError(field, access, viewer);
    return resolve(source, args, context, info);
  };
}

/**
 * Replaces the default resolver of graphql-js, which reads `info.fieldName`. Execution plans do not provide that name.
 */
function defaultResolver(name: string): Resolver {
  return (source, args, context, info) => {
    // Like graphql-js, which reads the property of any object.
    const value = (source as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'function'
      ? (Reflect.apply(value, source, [args, context, info]) as unknown)
      : value;
  };
}

function targetOf(access: Access, source: unknown, args: Readonly<Record<string, unknown>>): AccessTarget {
  const organizationId = targetOrganization(access, source, args);
  if (!access.roles.includes('SELF')) return { organizationId };
  // Every object with a SELF field has an `employeeId`.
  return { organizationId, employeeId: (source as { employeeId: string }).employeeId };
}

function targetOrganization(
  access: Access,
  source: unknown,
  args: Readonly<Record<string, unknown>>,
): string | null {
  if (access.organization === undefined) return null;
  // Every object with a "root" field has an `organizationId`.
  if (access.organization === 'root') return (source as { organizationId: string | null }).organizationId;
  let value: unknown = args;
  for (const name of access.organization.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return typeof value === 'string' ? storedIdOf('Organization', value) : null;
}

function unauthenticatedKey({ roles }: Access) {
  return roles.includes('INTEGRATION') ? 'access.unauthenticated' : 'access.unauthenticated.person';
}

/** Cached, because one request may be denied a thousand times and creating an error takes longer than most fields. */
const deniedErrors = new Map<string, AccessDenied>();

class AccessDenied extends GraphQLError {
  constructor(
    readonly sentence: Sentence,
    code: string,
  ) {
    super(sentence.key, { extensions: { code } });
  }
}

function accessError(field: string, access: Access, viewer: Viewer): AccessDenied {
  const code = viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const cached = deniedErrors.get(`${code} ${field}`);
  if (cached !== undefined) return cached;
  const reason =
    code === 'UNAUTHENTICATED'
      ? sentence(unauthenticatedKey(access), { field })
      : sentence('access.forbidden', { field, audiences: audiencesOf(access) });
  const error = new AccessDenied(reason, code);
  deniedErrors.set(`${code} ${field}`, error);
  return error;
}

function audiencesOf({ roles, scope }: Access): readonly Sentence[] {
  return roles.map((role) =>
    role === 'INTEGRATION'
      ? sentence('audience.INTEGRATION', { scope: scope ?? '' })
      : sentence(`audience.${role}`),
  );
}
