import { GraphQLError } from 'graphql';

/**
 * Error for a value that a scalar cannot read. Its message names no type, because servers that hide their schema show
 * it unchanged (server/http/hide-names.ts).
 */
export class InvalidScalarValue extends GraphQLError {}
