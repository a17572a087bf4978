import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../request/request-context';

/** Charges for the time of parsing and validating. A short document may be slow to validate. */
export function chargeForChecking(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      const timed = async () => {
        const began = performance.now();
        return async () => contextValue.worked(performance.now() - began);
      };
      return { parsingDidStart: timed, validationDidStart: timed };
    },
  };
}
