import { GraphQLError } from 'graphql';

/** graphql-js detects a null variable in a non-null position only during execution. */
const WRONG_ARGUMENT = /^Argument "\w+" (?:of (?:required|non-null) type|has invalid value) /;

/** True if graphql-js has refused an argument. The server's own errors have an original error or a code. */
export function isWrongArgument(error: unknown): error is GraphQLError {
  return (
    error instanceof GraphQLError && error.originalError === undefined && WRONG_ARGUMENT.test(error.message)
  );
}
