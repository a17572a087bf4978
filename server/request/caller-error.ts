import type { GraphQLErrorExtensions } from 'graphql';

/**
 * An error of the caller, which graphql-js shows with these extensions. A request may cause such errors by the thousand, so
 * they are cheap: writing a stack with the places of the sources takes a millisecond, and a GraphQLError takes ten times as
 * long to make.
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
