import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { document, id, instant, orNull, text } from './columns';

/** A command that took effect under an idempotency key. A repeated request receives the stored answer. */
export interface AnsweredCommandRow {
  actor: string;
  idempotencyKey: string;
  /** Only an actor who still belongs to this organization may receive the stored answer; null if any actor may. */
  organizationId: string | null;
  command: string;
  /** SHA-256 of the arguments, in hexadecimal. */
  argumentsHash: string;
  /** The answer as JSON: ids, and values that are stored nowhere else. */
  answer: string;
  answeredAt: Instant;
}

export const AnsweredCommandTable = new EntitySchema<AnsweredCommandRow>({
  name: 'answered_command',
  columns: {
    actor: { ...text(255), primary: true },
    idempotencyKey: { ...text(190), primary: true },
    organizationId: orNull(id),
    command: text(60),
    argumentsHash: text(64),
    answer: document,
    answeredAt: instant,
  },
  indices: [{ name: 'answered_command_age', columns: ['answeredAt'] }],
});
