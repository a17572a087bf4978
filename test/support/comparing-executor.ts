import { isDeepStrictEqual } from 'node:util';
import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../server/request/request-context';
import { compileOperation } from '../../server/edge/compile-operation';
import { LIMITS } from '../../server/edge/limits';
import { Executor, type Execution } from '../../server/edge/executor';

/**
 * Executes each query of the tests twice, by its plan and by graphql-js, and demands the same answer. What graphql-js
 * reads for it is not counted as the request's.
 */
export function comparingExecutor(schema: GraphQLSchema): Pick<Executor, 'execute' | 'executePlanned'> {
  const executor = new Executor(schema);
  const executePlanned = async (execution: Execution) => {
    const planned = await executor.executePlanned(execution);
    if (planned === null) return null;
    const { sent } = execution.context as RequestContext;
    const { statements } = sent;
    const plain = await executor.executePlainly(execution);
    sent.statements = statements;
    const [ours, theirs] = [planned, plain].map((result) => JSON.stringify(result));
    // As texts, so that the order of the fields counts, too.
    if (ours !== theirs || !isDeepStrictEqual(Object.keys(planned), Object.keys(plain))) {
      throw new Error(
        `The executors do not answer alike:\n${ours?.slice(0, 5000)}\n${theirs?.slice(0, 5000)}`,
      );
    }
    return planned;
  };
  return {
    executePlanned,
    async execute(execution) {
      const planned = await executePlanned(execution);
      if (planned !== null) return planned;
      const plain = await executor.executePlainly(execution);
      const { document, operation } = execution;
      const isPlanned =
        operation?.operation === OperationTypeNode.QUERY &&
        compileOperation(schema, document, operation) !== null;
      // A plan that is given up for nothing would go unnoticed, and cost everything twice.
      const isTooLarge = (JSON.stringify(plain.data) ?? '').length > LIMITS.answerBytes;
      if (isPlanned && plain.errors === undefined && !isTooLarge) {
        throw new Error('A query that went well was not answered by its plan.');
      }
      return plain;
    },
  };
}
