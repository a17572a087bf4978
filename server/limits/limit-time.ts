import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import { limitValuesOf } from '../messages/limit-values';
import type { RequestContext } from '../request/request-context';
import { TimedOut } from '../request/scheduling/deadline';

export interface TimeLimits {
  readonly query: number;
  readonly mutation: number;
}

/**
 * Answers TIMED_OUT when the deadline of a request has passed. Database calls reject at the deadline, so the execution
 * ends immediately. A single error replaces the partial answer of a query. A mutation keeps the results of the commands
 * that were carried out, and each other command has an error.
 */
export function limitTime(seconds: TimeLimits): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          const changesData = isMutation(operation);
          contextValue.deadline.start(changesData ? seconds.mutation : seconds.query, changesData);
        },
        async willSendResponse({ operation, contextValue, response }) {
          const { deadline } = contextValue;
          deadline.stop();
          if (!deadline.isOver || response.body.kind !== 'single') return;
          const { data, errors = [] } = response.body.singleResult;
          const isOtherError = errors.some(({ extensions }) => extensions?.['code'] !== 'TIMED_OUT');
          if (hasFinishedCommand(operation, data) || (isMutation(operation) && isOtherError)) return;
          const over = deadline.error();
          const isTimeOut = over instanceof TimedOut;
          const message = isTimeOut ? contextValue.words.say(over.sentence) : over.message;
          const values = isTimeOut ? limitValuesOf(over.sentence) : {};
          contextValue.details.errorCode = 'TIMED_OUT';
          response.http.status = 504;
          response.body.singleResult = {
            errors: [{ message, extensions: { code: 'TIMED_OUT', ...values } }],
          };
        },
      };
    },
  };
}

type Operation = OperationDefinitionNode | null | undefined;

/** The answer has the result of a command, which clients ignore beside another HTTP status than 200. */
export function hasFinishedCommand(
  operation: Operation,
  data: Readonly<Record<string, unknown>> | null | undefined,
): boolean {
  return isMutation(operation) && Object.values(data ?? {}).some((result) => result !== null);
}

function isMutation(operation: Operation): boolean {
  return operation?.operation === OperationTypeNode.MUTATION;
}
