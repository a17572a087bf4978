import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { cachedFor } from './cached-for';
import type { Ended } from './log-requests';

/** Requests in so short a time share what was measured. */
const SHARED_MILLISECONDS = 250;

/** What is measured whenever it is asked for; null: nobody can tell just now. */
export interface Measured {
  readonly name: string;
  readonly help: string;
  readonly value: () => Promise<number | null>;
}

export function mountMetrics(app: FastifyInstance, metrics: Metrics): void {
  const measured = cachedFor(SHARED_MILLISECONDS, () => metrics.text());
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await measured()),
  );
}

/** What Prometheus reads. Labels have few values: never a name or an id that a caller chooses. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'laurel_requests_total',
    help: 'GraphQL requests, by type of operation and by the code of the first error.',
    labelNames: ['type', 'error'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'laurel_request_seconds',
    help: 'How long GraphQL requests took.',
    labelNames: ['type'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [this.#registry],
  });
  readonly #statements = new Histogram({
    name: 'laurel_request_statements',
    help: 'How many SQL statements GraphQL requests sent.',
    labelNames: ['type'],
    buckets: [0, 1, 2, 4, 8, 16, 32, 64, 128],
    registers: [this.#registry],
  });

  constructor(measured: readonly Measured[]) {
    collectDefaultMetrics({ register: this.#registry });
    for (const { name, help, value } of measured) {
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        async collect() {
          const now = await value();
          if (now === null) this.remove();
          else this.set(now);
        },
      });
    }
  }

  observe({ operationType, errorCode, milliseconds, statements }: Ended): void {
    const type = operationType ?? 'none';
    this.#requests.inc({ type, error: errorCode ?? '' });
    this.#seconds.observe({ type }, milliseconds / 1000);
    this.#statements.observe({ type }, statements);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
