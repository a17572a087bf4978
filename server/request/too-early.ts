import { GraphQLError } from 'graphql';

/** What is asked for cannot be told yet: told to the caller, with when it can be. */
export class TooEarly extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'UNAVAILABLE' } });
  }
}
