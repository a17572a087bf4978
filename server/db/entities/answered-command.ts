import { EntitySchema } from 'typeorm';
import type { Instant } from '../instant';
import { document, id, instant, orNull, text } from './columns';

/** A command that took effect under an idempotency key, so that a repeat is answered and not done again. */
export interface AnsweredCommandRow {
  actor: string;
  idempotencyKey: string;
  /** Where the actor was then, if the answer is for who is still there. */
  organizationId: string | null;
  command: string;
  /** SHA-256 of the arguments, in hexadecimal. */
  argumentsHash: string;
  /** What the command answered, as JSON: ids, and what nothing that is stored would tell again. */
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
