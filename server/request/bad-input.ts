import { GraphQLError } from 'graphql';

/** An argument that cannot be right: told to the caller, with the place of the field that it was sent to. */
export class BadInput extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'BAD_USER_INPUT' } });
  }
}
