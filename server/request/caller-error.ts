import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';

/**
 * An error of the caller. It has no stack: writing one with the places of the sources takes a millisecond, and a request
 * may cause such errors by the thousand.
 */
export class CallerError extends GraphQLError {
  constructor(message: string, extensions: GraphQLErrorExtensions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, { extensions });
    Error.stackTraceLimit = stackTraceLimit;
  }
}
