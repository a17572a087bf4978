import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, ValidationRule } from 'graphql';
import type { RequestContext } from '../request/request-context';

/** The time of the rest: HTTP, parsing, Apollo's pipeline, garbage. Fixed, since it is spread over many turns of the event loop. */
const REST_MILLISECONDS = 0.8;

/**
 * Charges for the time of validating. A short document may be slow to validate, whereas the price of reading a request pays
 * for its parsing.
 */
export interface ChargeForChecking {
  /** Notes when validation begins. Between Apollo's hooks and validation other requests may run. */
  readonly rule: ValidationRule;
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

export function chargeForChecking(): ChargeForChecking {
  const beginnings = new WeakMap<DocumentNode, number>();
  return {
    rule: (context) => {
      beginnings.set(context.getDocument(), performance.now());
      return {};
    },
    plugin: {
      async requestDidStart({ contextValue }) {
        return {
          async validationDidStart({ document }) {
            return async () => {
              const began = beginnings.get(document);
              if (began !== undefined) contextValue.worked(performance.now() - began + REST_MILLISECONDS);
            };
          },
        };
      },
    },
  };
}
