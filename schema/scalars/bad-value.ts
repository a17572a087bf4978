import { GraphQLError } from 'graphql';

/** A value that a scalar cannot read. Its sentence names no type: servers that hide their schema show it (http/hide-names.ts). */
export class BadValue extends GraphQLError {}
