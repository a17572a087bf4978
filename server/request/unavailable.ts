import { HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { say } from '../messages';

const RETRY_AFTER_SECONDS = '1';

/** Others kept the database busy until it was too late: nothing was done, and it may be asked for again. */
export class Unavailable extends GraphQLError {
  readonly statusCode = 503;
  readonly code = 'UNAVAILABLE';

  constructor(override readonly cause: Error) {
    const http = { status: 503, headers: new HeaderMap([['retry-after', RETRY_AFTER_SECONDS]]) };
    // Apollo reads a HeaderMap here, which graphql's type takes for a plain record.
    super(say('error.busy'), {
      extensions: { code: 'UNAVAILABLE', http } as unknown as GraphQLErrorExtensions,
    });
  }
}
