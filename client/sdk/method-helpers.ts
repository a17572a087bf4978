import { missingDataError, type RequestIdentity } from './response.ts';
import type { DataWithRequest, CallOptions, CommandOptions, Connection } from './connect.ts';
import { NotFound, SecretLost } from './errors.ts';
import { List, type ConnectionPage, type ListOptions } from './list.ts';
import type { TypedDocument } from './typed-document.ts';

/** Variables without the page arguments and without those that a method takes as separate parameters. */
export type OptionalVariables<Variables, Name extends string = never> = {
  [Key in keyof Variables as Exclude<Key, Name | 'first' | 'after'>]: Variables[Key];
};

/** Runs a mutation. By default, refusals are thrown, so the objects in the result are not null. */
export interface Command<Variables extends HasInput, Result, Objects extends keyof Payload<Result>> {
  (input: Variables['input'], options?: ThrowingOptions): Promise<SuccessPayload<Result, Objects>>;
  (input: Variables['input'], options: ReturningOptions): Promise<Payload<Result>>;
}

export interface ThrowingOptions extends CommandOptions {
  readonly refusals?: 'throw' | undefined;
}

export interface ReturningOptions extends CommandOptions {
  readonly refusals: 'return';
}

export interface HasInput {
  readonly input: object;
}

/** The payload of a mutation with one command. It is null only together with an error, which is thrown. */
export type Payload<Result> = NonNullable<Result[keyof Result]>;

/** The payload of a successful command, without refusals and with non-null objects. */
export type SuccessPayload<Result, Objects extends keyof Payload<Result>> = Omit<
  Payload<Result>,
  'refusals' | Objects
> & { readonly [Name in Objects]: NonNullable<Payload<Result>[Name]> };

/** Queries one organization. The result is null when the organization does not exist. */
export type OrganizationQuery<Variables, Part> = QueryById<OptionalVariables<Variables, 'id'>, Part>;

/** The variables may be left out if all of them are optional. */
type QueryById<Variables, Part> = object extends Variables
  ? (id: string, variables?: Variables, options?: CallOptions) => Promise<Part | null>
  : (id: string, variables: Variables, options?: CallOptions) => Promise<Part | null>;

interface PageOf {
  readonly id: string;
  readonly first: number;
  readonly after: string | null;
}

export function methodHelpers(connection: Connection) {
  return { ask, ofOrganization, list, listOf, command };

  async function ask<Result, Variables extends object, Part>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: CallOptions | undefined,
    part: (data: Result) => Part,
  ): Promise<Part> {
    return part((await answerTo(document, variables, options)).data);
  }

  function ofOrganization<
    Organization,
    Variables extends { readonly id: string },
    Part extends keyof Organization,
  >(
    document: TypedDocument<{ readonly organization: Organization | null }, Variables>,
    part: Part,
  ): OrganizationQuery<Variables, Organization[Part]> {
    const query = async (
      id: string,
      variables?: OptionalVariables<Variables, 'id'>,
      options?: CallOptions,
    ) => {
      const { data } = await answerTo(document, { ...variables, id }, options);
      return data.organization && data.organization[part];
    };
    // The condition of the type depends on the type parameter.
    return query;
  }

  /** Throws if the owner of the list does not exist, instead of returning an empty list. */
  function list<Result, Variables extends object, Item>(
    document: TypedDocument<Result, Variables>,
    variables: OptionalVariables<Variables>,
    options: ListOptions | undefined,
    part: (data: Result) => ConnectionPage<Item> | null | undefined,
  ): List<Item> {
    return new List(async (page, callOptions) => {
      const { data, asked: requestIdentity } = await answerTo(
        document,
        { ...variables, ...page },
        callOptions,
      );
      const result = part(data);
      if (result === null || result === undefined) throw notFound(variables, data, requestIdentity);
      return result;
    }, options);
  }

  function listOf<Organization, Item>(
    document: TypedDocument<{ readonly organization: Organization | null }, PageOf>,
    part: (organization: Organization) => ConnectionPage<Item> | null,
  ): (id: string, options?: ListOptions) => List<Item> {
    return (id, options) =>
      list(document, { id }, options, ({ organization }) => organization && part(organization));
  }

  /**
   * `objects` names the fields that the payload of a successful command always has, starting with the new object. A
   * secret is returned only once, so the response to a repeat lacks the secret.
   */
  function command<
    Result extends Readonly<Record<string, unknown>>,
    Variables extends HasInput,
    Objects extends keyof Payload<Result>,
  >(
    document: TypedDocument<Result, Variables>,
    ...objects: readonly [Objects, ...Objects[]]
  ): Command<Variables, Result, Objects> {
    const run = async (input: object, options?: CommandOptions) => {
      const { data, asked: requestIdentity } = await answerTo(document, { input }, options);
      // `send` throws when the payload is null. In a payload with a secret, the new object has an id.
      const payload = Object.values(data)[0] as Readonly<Record<Objects, { readonly id: string } | null>>;
      const created = payload[objects[0]];
      if (created === null && options?.refusals !== 'return')
        throw new NotFound('The command succeeded, but you may no longer see its result.', {
          ...requestIdentity,
          status: 200,
        });
      if (created !== null && objects.some((name) => payload[name] === null))
        throw new SecretLost(created.id, { ...requestIdentity, status: 200, data });
      return payload;
    };
    // The two signatures of `Command` describe the result with and without thrown refusals.
    return run as Command<Variables, Result, Objects>;
  }

  /** Every document of the package has one root field, so empty data means an incomplete response. */
  async function answerTo<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: object,
    options: CommandOptions | undefined,
  ): Promise<DataWithRequest<Result>> {
    const response = await connection.send(document, variables, options);
    const data = response.data as object;
    if (Object.keys(data).length > 0) return response;
    throw missingDataError(response.asked, data);
  }
}

/** Names the missing object, or the missing part of an existing object. */
function notFound(variables: object, data: unknown, requestIdentity: RequestIdentity): NotFound {
  const [first, second] = Object.values<unknown>({ ...variables }).filter(
    (value) => typeof value === 'string',
  );
  const [root] = Object.values<unknown>({ ...(data as object) });
  const missing = (root === null ? undefined : second) ?? first ?? '';
  return new NotFound(`"${missing}" does not exist, or you may not see it.`, {
    ...requestIdentity,
    status: 200,
  });
}
