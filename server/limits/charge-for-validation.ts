import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, ValidationRule } from 'graphql';
import type { RequestContext } from '../request/request-context';

/**
 * Estimated time of HTTP, parsing, Apollo's pipeline and garbage collection, which are spread over many turns of the
 * event loop.
 */
const OVERHEAD_MILLISECONDS = 0.8;

/**
 * Charges for validation time, because a short document can be slow to validate. The price of reading covers parsing.
 */
export interface ValidationCharge {
  /** Records the start of validation. Apollo's hook runs earlier, and other requests can run in between. */
  readonly rule: ValidationRule;
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

export function chargeForValidation(): ValidationCharge {
  const startTimes = new WeakMap<DocumentNode, number>();
  return {
    rule: (context) => {
      startTimes.set(context.getDocument(), performance.now());
      return {};
    },
    plugin: {
      async requestDidStart({ contextValue }) {
        return {
          async validationDidStart({ document }) {
            return async () => {
              const startedAt = startTimes.get(document);
              if (startedAt !== undefined)
                contextValue.chargeTime(performance.now() - startedAt + OVERHEAD_MILLISECONDS);
            };
          },
        };
      },
    },
  };
}
