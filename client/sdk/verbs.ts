import { withoutPart, type Asked } from './answer.ts';
import type { Answered, CallOptions, CommandOptions, Connection } from './connect.ts';
import { NotFound, SecretLost } from './errors.ts';
import { List, type Connected, type ListOptions } from './list.ts';
import type { TypedDocument } from './typed-document.ts';

/** What a list is asked for besides its page, and anything else that a method takes as an argument of its own. */
export type Beside<Variables, Name extends string = never> = {
  [Key in keyof Variables as Exclude<Key, Name | 'first' | 'after'>]: Variables[Key];
};

/** A mutation: by default it throws what refuses it, and answers objects that are there. */
export interface Command<Variables extends HasInput, Result, Objects extends keyof Payload<Result>> {
  (input: Variables['input'], options?: ThrowingOptions): Promise<Done<Result, Objects>>;
  (input: Variables['input'], options: ReturningOptions): Promise<Payload<Result>>;
}

export interface ThrowingOptions extends CommandOptions {
  /** A command that is refused throws `Refused`. */
  readonly refusals?: 'throw' | undefined;
}

export interface ReturningOptions extends CommandOptions {
  /** A command that is refused answers with its refusals as data. */
  readonly refusals: 'return';
}

export interface HasInput {
  readonly input: object;
}

/** A mutation's document has one field: its payload, which is null only beside an error, and that is thrown. */
export type Payload<Result> = NonNullable<Result[keyof Result]>;

/** The payload of a command that was done: without refusals, and with its objects. */
export type Done<Result, Objects extends keyof Payload<Result>> = Omit<
  Payload<Result>,
  'refusals' | Objects
> & { readonly [Name in Objects]: NonNullable<Payload<Result>[Name]> };

/** Asks about one organization. */
export type OfOrganization<Variables, Part> = (
  id: string,
  variables?: Beside<Variables, 'id'>,
  options?: CallOptions,
) => Promise<Part | null>;

interface PageOf {
  readonly id: string;
  readonly first: number;
  readonly after: string | null;
}

/** The things that a method can do. */
export function verbsOf(connection: Connection) {
  return { ask, ofOrganization, list, listOf, command };

  /** Asks once, and answers the part that is wanted. */
  async function ask<Result, Variables extends object, Part>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: CallOptions | undefined,
    part: (data: Result) => Part,
  ): Promise<Part> {
    return part((await answerTo(document, variables, options)).data);
  }

  /** Asks about one organization, and answers null where there is none. */
  function ofOrganization<Organization, Variables extends { readonly id: string }, Part>(
    document: TypedDocument<{ readonly organization: Organization | null }, Variables>,
    part: (organization: Organization) => Part,
  ): OfOrganization<Variables, Part> {
    return async (id, variables, options) => {
      const { data } = await answerTo(document, { ...variables, id }, options);
      return data.organization && part(data.organization);
    };
  }

  /** Asks page by page; a list of something that is not there is an error, not an empty list. */
  function list<Result, Variables extends object, Item>(
    document: TypedDocument<Result, Variables>,
    variables: Beside<Variables>,
    options: ListOptions | undefined,
    part: (data: Result) => Connected<Item> | null | undefined,
  ): List<Item> {
    return new List(async (page, callOptions) => {
      const { data, asked } = await answerTo(document, { ...variables, ...page }, callOptions);
      const found = part(data);
      if (found === null || found === undefined) throw notFound(variables, data, asked);
      return found;
    }, options);
  }

  /** Asks for a list of one organization, page by page. */
  function listOf<Organization, Item>(
    document: TypedDocument<{ readonly organization: Organization | null }, PageOf>,
    part: (organization: Organization) => Connected<Item>,
  ): (id: string, options?: ListOptions) => List<Item> {
    return (id, options) =>
      list(document, { id }, options, ({ organization }) => organization && part(organization));
  }

  /**
   * Names what the payload always has unless the command was refused, first what was made. A secret is told once: in
   * the answer to a repeat there is none.
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
      const { data, asked } = await answerTo(document, { input }, options);
      // It is there, or `send` would have thrown. Its objects have ids where one of them is a secret.
      const payload = Object.values(data)[0] as Readonly<Record<Objects, { readonly id: string } | null>>;
      const made = payload[objects[0]];
      // It was done, and whoever repeats it may see it no more: not even its secret is missed.
      if (made === null && options?.refusals !== 'return')
        throw new NotFound('It was done, but is no longer yours to see.', { ...asked, status: 200 });
      if (made !== null && objects.some((name) => payload[name] === null))
        throw new SecretLost(made.id, { ...asked, status: 200, data });
      return payload;
    };
    // What was refused has been thrown, unless it was to be returned: that is what the two signatures say.
    return run as Command<Variables, Result, Objects>;
  }

  /** The documents of the package have one root field each. */
  async function answerTo<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: object,
    options: CommandOptions | undefined,
  ): Promise<Answered<Result>> {
    const answered = await connection.send(document, variables, options);
    const data = answered.data as object;
    if (Object.keys(data).length > 0) return answered;
    throw withoutPart(answered.asked, data);
  }
}

/** Names what is missing: of a part of something that is there, the part. */
function notFound(variables: object, data: unknown, asked: Asked): NotFound {
  const [first, second] = Object.values<unknown>({ ...variables }).filter(
    (value) => typeof value === 'string',
  );
  const [root] = Object.values<unknown>({ ...(data as object) });
  const named = (root === null ? undefined : second) ?? first ?? '';
  return new NotFound(`There is no "${named}", or it is not yours to see.`, { ...asked, status: 200 });
}
