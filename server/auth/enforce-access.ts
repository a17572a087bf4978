import {
  defaultFieldResolver,
  getNamedType,
  GraphQLError,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { accessInWords, type Access } from '../../schema/access';
import { idOf } from '../../schema/global-id';
import { say } from '../messages';
import { allows } from './allows';
import type { Viewer } from './viewer';

/**
 * Puts a check before every field that declares an access, and writes it into the field's description. A
 * schema in which something private can be reached without a declaration is not built at all.
 */
export function enforceAccess(schema: GraphQLSchema): void {
  const gaps = accessGaps(schema);
  if (gaps.length > 0)
    throw new Error(`Fields without a declared access (see schema/access.ts):\n${gaps.join('\n')}`);
  for (const { field, name, access } of fieldsOf(schema)) {
    if (access === null) continue;
    field.description = `${field.description ?? ''}\n\n${accessInWords(access)}`;
    if (access.roles.includes('ANYONE')) continue;
    field.resolve = guarded(name, access, field.resolve ?? defaultFieldResolver);
  }
}

/** The fields that would open something private to anyone, or whose access nobody has thought about. */
export function accessGaps(schema: GraphQLSchema): readonly string[] {
  const fields = fieldsOf(schema);
  const closed = typesWithPrivateData(schema);
  return fields
    .filter(({ access, isRoot, field }) => {
      if (access === null) return isRoot;
      return (
        access.roles.includes('ANYONE') &&
        access.eachObject !== true &&
        closed.has(getNamedType(field.type).name)
      );
    })
    .map(({ name }) => name);
}

/** Private types, and every type from which one is reached by a field that declares nothing. */
function typesWithPrivateData(schema: GraphQLSchema): ReadonlySet<string> {
  const closed = new Set(
    Object.values(schema.getTypeMap())
      .filter((type) => type.extensions['private'] === true)
      .map(({ name }) => name),
  );
  const undeclared = fieldsOf(schema).filter(({ access }) => access === null);
  for (let before = -1; before !== closed.size;) {
    before = closed.size;
    for (const { owner, field } of undeclared) {
      if (closed.has(getNamedType(field.type).name)) closed.add(owner);
    }
  }
  return closed;
}

interface DeclaredField {
  readonly owner: string;
  readonly name: string;
  readonly isRoot: boolean;
  readonly field: GraphQLField<unknown, unknown>;
  readonly access: Access | null;
}

function fieldsOf(schema: GraphQLSchema): readonly DeclaredField[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({
        owner: type.name,
        name: `${type.name}.${field.name}`,
        isRoot: roots.includes(type),
        field,
        // Only the decorator Allow writes it.
        access: (field.extensions['access'] as Access | undefined) ?? null,
      })),
    );
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

function guarded(field: string, access: Access, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    // Every request has a context with its viewer (request/context.ts).
    const { viewer } = context as { viewer: Viewer };
    if (!allows(access, viewer, organizationMeant(access, source, args as Readonly<Record<string, unknown>>)))
      throw denied(field, access, viewer);
    return resolve(source, args, context, info);
  };
}

function organizationMeant(
  access: Access,
  source: unknown,
  args: Readonly<Record<string, unknown>>,
): string | null {
  if (access.organization === undefined) return null;
  // What stands behind "root" is an object that knows its organization by this name.
  if (access.organization === 'root') return (source as { organizationId: string }).organizationId;
  let value: unknown = args;
  for (const step of access.organization.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return typeof value === 'string' ? idOf('Organization', value) : null;
}

function denied(field: string, access: Access, viewer: Viewer): GraphQLError {
  return viewer.kind === 'anonymous'
    ? new GraphQLError(say('access.unauthenticated', { field }), { extensions: { code: 'UNAUTHENTICATED' } })
    : new GraphQLError(say('access.forbidden', { field, audience: accessInWords(access) }), {
        extensions: { code: 'FORBIDDEN' },
      });
}
