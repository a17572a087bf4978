import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { say } from '../messages';
import type { RequestContext } from '../request/request-context';

export interface TimeLimits {
  readonly query: number;
  readonly mutation: number;
}

/**
 * Answers TIMED_OUT when the deadline of a request has passed. Database calls reject at the deadline, so the execution
 * ends immediately. A single error replaces the partial answer.
 */
export function limitTime(seconds: TimeLimits): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          contextValue.deadline.start(
            operation?.operation === OperationTypeNode.MUTATION ? seconds.mutation : seconds.query,
          );
        },
        async willSendResponse({ operation, contextValue, response }) {
          const { deadline } = contextValue;
          deadline.stop();
          if (!deadline.isOver || response.body.kind !== 'single') return;
          contextValue.details.errorCode = 'TIMED_OUT';
          const key =
            operation?.operation === OperationTypeNode.MUTATION ? 'limit.time.mutation' : 'limit.time';
          response.http.status = 504;
          response.body.singleResult = {
            errors: [
              {
                message: say(key, { seconds: deadline.seconds }),
                extensions: { code: 'TIMED_OUT' },
              },
            ],
          };
        },
      };
    },
  };
}
