import type { GraphQLErrorExtensions } from 'graphql';

/**
 * An error of the caller. graphql-js copies its extensions to the answer. One request may cause thousands of them, so
 * they are cheap: a stack with source positions takes a millisecond. A GraphQLError takes ten times as long to create.
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
