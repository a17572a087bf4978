import type { FastifyInstance } from 'fastify';
import { MAX_UNSLICED_CHARACTERS } from '../execution/answer-writer';
import type { Scheduler } from '../request/scheduling/scheduler';
import type { Work } from '../rules';

export function encodeInSlices(app: FastifyInstance, scheduler: Scheduler): void {
  app.addHook<unknown>('onSend', (request, _reply, payload, done) => {
    if (typeof payload !== 'string' || payload.length <= MAX_UNSLICED_CHARACTERS) return done(null, payload);
    scheduler.finish(request.owner, encodeStepwise(payload)).then(
      (bytes) => done(null, bytes),
      (error: Error) => done(error),
    );
  });
}

export function* encodeStepwise(text: string): Work<Buffer> {
  const parts: Buffer[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + MAX_UNSLICED_CHARACTERS, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    parts.push(Buffer.from(text.slice(start, end)));
    start = end;
    yield;
  }
  return Buffer.concat(parts);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
