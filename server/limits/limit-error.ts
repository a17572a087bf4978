import { HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { Sentence } from '../messages';

export type LimitCode =
  | 'TOO_MANY_TOKENS'
  | 'TOO_DEEP'
  | 'INTROSPECTION_TOO_DEEP'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_CONNECTIONS'
  | 'TOO_EXPENSIVE'
  | 'TOO_MANY_ITEMS'
  | 'TOO_MANY_ERRORS'
  | 'ANSWER_TOO_LARGE'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE';

/** The refusal of a whole request that exceeds a limit. */
export class LimitError extends GraphQLError {
  constructor(
    readonly code: LimitCode,
    readonly sentence: Sentence,
    readonly status = 400,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    const http = { status, headers: new HeaderMap(Object.entries(headers)) };
    // Apollo expects a HeaderMap here, but graphql's type requires a plain record.
    super(sentence.key, { extensions: { code, http } as unknown as GraphQLErrorExtensions });
  }
}
