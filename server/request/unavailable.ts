import { HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { sentence } from '../messages';

const RETRY_AFTER_SECONDS = '1';

/** The database stayed busy until the request had to give up. Nothing was changed, and the caller may retry. */
export class Unavailable extends GraphQLError {
  readonly statusCode = 503;
  readonly code = 'UNAVAILABLE';
  readonly sentence = sentence('error.busy');

  constructor(override readonly cause: Error) {
    const http = { status: 503, headers: new HeaderMap([['retry-after', RETRY_AFTER_SECONDS]]) };
    // Apollo reads a HeaderMap here. The type of graphql-js expects a plain record.
    super('error.busy', {
      extensions: { code: 'UNAVAILABLE', http } as unknown as GraphQLErrorExtensions,
    });
  }
}
