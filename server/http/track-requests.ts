import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../limits/network-of';
import type { ChargeBytes } from '../limits/pay-for-reading';
import type { Words } from '../messages/words';
import type { RequestDetails, RequestOptions } from '../request/request-context';
import { Capacity, type MemoryLease } from '../request/scheduling/capacity';
import { ClientDisconnected, Deadline } from '../request/scheduling/deadline';
import { RequestOwner } from '../request/scheduling/request-owner';
import type { AuthenticatedRequest } from './authenticate-request';
import type { CompletedRequest } from './log-requests';

declare module 'fastify' {
  interface FastifyRequest {
    authenticated: AuthenticatedRequest | null;
    details: RequestDetails;
    /** Null until the caller is known. */
    pay: ChargeBytes | null;
    receivedAt: number;
    deadline: Deadline;
    owner: RequestOwner;
    memory: MemoryLease;
    sent: RequestOptions['sent'];
    /** Makes sentences in the language of the request. */
    words: Words;
  }
}

/** Gives each request a deadline, an owner and a memory lease. Calls `onEnd` for each finished request to `path`. */
export function trackRequests(
  app: FastifyInstance,
  path: string,
  querySeconds: number,
  wordsOf: (request: FastifyRequest) => Words,
  onEnd: (ended: CompletedRequest) => void,
): void {
  const capacity = new Capacity(getHeapStatistics().heap_size_limit);
  app.decorateRequest('authenticated', null);
  app.decorateRequest('details');
  app.decorateRequest('pay', null);
  app.decorateRequest('receivedAt', 0);
  app.decorateRequest('sent');
  app.decorateRequest('words');
  app.decorateRequest('deadline');
  app.decorateRequest('owner');
  app.decorateRequest('memory');
  app.addHook('onRequest', (request, reply, done) => {
    request.receivedAt = performance.now();
    request.details = {};
    request.words = wordsOf(request);
    request.deadline = new Deadline();
    request.owner = new RequestOwner(request.deadline, networkOf(request.ip));
    request.memory = capacity.open(networkOf(request.ip));
    request.deadline.start(querySeconds);
    reply.raw.once('close', () => {
      const ended = endRequest(request, reply);
      if (request.routeOptions.url === path) onEnd(ended);
    });
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    request.sent = { statements: 0 };
    done();
  });
  pauseDeadlineForBodies(app);
  // A client that reads its answer slowly must not hold memory for evaluations.
  app.addHook('onSend', (request, _reply, payload, done) => {
    request.deadline.answered();
    request.memory.release();
    done(null, payload);
  });
}

/** The deadline excludes the time to receive the body, which has its own limit. */
function pauseDeadlineForBodies(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _reply, _body, done) => {
    request.deadline.pause();
    done();
  });
  app.addHook('preValidation', (request, _reply, done) => {
    request.deadline.resume();
    done();
  });
}

function endRequest(request: FastifyRequest, reply: FastifyReply): CompletedRequest {
  const { deadline, details, authenticated, sent, memory } = request;
  memory.release();
  const gone = reply.raw.writableFinished ? null : new ClientDisconnected();
  if (gone === null) deadline.stop();
  else deadline.clientDisconnected();
  return {
    ...details,
    ...(gone && { errorCode: gone.code }),
    requestId: request.id,
    viewer: authenticated?.viewer.kind ?? null,
    status: gone?.statusCode ?? reply.statusCode,
    milliseconds: performance.now() - request.receivedAt,
    statements: sent.statements,
  };
}
