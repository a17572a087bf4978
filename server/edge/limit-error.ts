import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

export type LimitCode =
  | 'TOO_MANY_TOKENS'
  | 'TOO_DEEP'
  | 'INTROSPECTION_TOO_DEEP'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_CONNECTIONS'
  | 'TOO_EXPENSIVE'
  | 'RATE_LIMITED';

/** A request that asks for too much: refused whole, before any of it is done. */
export function limitError(
  code: LimitCode,
  message: string,
  {
    status = 400,
    headers = {},
  }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status, headers: new HeaderMap(Object.entries(headers)) } },
  });
}
