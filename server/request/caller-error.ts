import type { GraphQLErrorExtensions } from 'graphql';

/**
 * An error caused by the caller. graphql-js copies its extensions to the answer. One request may cause thousands of
 * these errors, so they have no stack trace: a trace with source positions takes a millisecond. A GraphQLError takes
 * ten times as long to create as this error.
 */
export class CallerError extends Error {
  readonly extensions: GraphQLErrorExtensions;

  constructor(message: string, extensions: GraphQLErrorExtensions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.extensions = extensions;
  }
}
