import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { cachedFor } from './cached-for';
import type { CompletedRequest } from './log-requests';

const CACHE_MILLISECONDS = 250;

/** A gauge that is measured on request. If its value is null, the gauge is omitted. */
export interface MeasuredGauge {
  readonly name: string;
  readonly help: string;
  readonly value: () => Promise<number | null>;
}

export function mountMetrics(app: FastifyInstance, metrics: Metrics): void {
  const measured = cachedFor(CACHE_MILLISECONDS, () => metrics.text());
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await measured()),
  );
}

/** Callers cannot choose label values, which bounds the number of time series. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'laurel_requests_total',
    help: 'GraphQL requests by operation type and code of the first error.',
    labelNames: ['type', 'error'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'laurel_request_seconds',
    help: 'Duration of GraphQL requests in seconds.',
    labelNames: ['type'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [this.#registry],
  });
  readonly #statements = new Histogram({
    name: 'laurel_request_statements',
    help: 'SQL statements sent per GraphQL request.',
    labelNames: ['type'],
    buckets: [0, 1, 2, 4, 8, 16, 32, 64, 128],
    registers: [this.#registry],
  });

  readonly #deprecatedUses = new Counter({
    name: 'laurel_deprecated_uses_total',
    help: 'GraphQL requests by the deprecated field, argument, input field or enum value that they use.',
    labelNames: ['name'],
    registers: [this.#registry],
  });

  constructor(measured: readonly MeasuredGauge[]) {
    collectDefaultMetrics({ register: this.#registry });
    for (const { name, help, value } of measured) {
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        async collect() {
          const current = await value();
          if (current === null) this.remove();
          else this.set(current);
        },
      });
    }
  }

  observe({
    operationType,
    errorCode,
    milliseconds,
    statements,
    deprecatedUses = [],
  }: CompletedRequest): void {
    const type = operationType ?? 'none';
    this.#requests.inc({ type, error: errorCode ?? '' });
    this.#seconds.observe({ type }, milliseconds / 1000);
    this.#statements.observe({ type }, statements);
    for (const name of deprecatedUses) this.#deprecatedUses.inc({ name });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
