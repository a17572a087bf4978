import type { GraphQLErrorExtensions } from 'graphql';
import type { Sentence } from '../messages';

/**
 * An error caused by the caller. Its sentence is made when it is answered. graphql-js copies its extensions to the
 * answer. One request may cause thousands of these errors, so they have no stack trace: a trace with source positions
 * takes a millisecond. A GraphQLError takes ten times as long to create as this error.
 */
export class CallerError extends Error {
  readonly sentence: Sentence;
  readonly extensions: GraphQLErrorExtensions;

  constructor(sentence: Sentence, extensions: GraphQLErrorExtensions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(sentence.key);
    Error.stackTraceLimit = stackTraceLimit;
    this.sentence = sentence;
    this.extensions = extensions;
  }
}
