import { GraphQLError } from 'graphql';

/** A variable may be null where its place must not be: graphql-js finds that out only when it executes. */
const WRONG_ARGUMENT = /^Argument "\w+" (?:of (?:required|non-null) type|has invalid value) /;

/** Whether graphql-js itself refuses an argument; an error of ours has a cause or a code. */
export function isWrongArgument(error: unknown): error is GraphQLError {
  return (
    error instanceof GraphQLError && error.originalError === undefined && WRONG_ARGUMENT.test(error.message)
  );
}
