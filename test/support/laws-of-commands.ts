import { expect, it } from '@jest/globals';
import { commandsOf } from './commands';
import type { TestServer } from './test-server';

interface Lawful {
  readonly server: () => TestServer;
  readonly document: string;
  /** Arguments that can be done, others each time. */
  readonly fresh: () => object;
  /** What makes other arguments of them. */
  readonly other: object;
  /** The field of the payload with what the command is about. */
  readonly answer: string;
}

/** What holds for every command of the vendor's agents: who may send it, and what a repeat does. */
export function lawsOfAgentsCommand({ server, document, fresh, other, answer }: Lawful): void {
  const { send, refused } = commandsOf(server, document);
  const agent = () => server().person('agent', ['agent']);
  const entries = () => server().database.rows('SELECT id FROM audit_entry');

  it('is for agents', async () => {
    const before = await entries();
    const input = fresh();
    expect(await refused(input)).toBe('UNAUTHENTICATED');
    for (const as of ['boss', 'stranger']) {
      expect(await refused(input, await server().person(as))).toBe('FORBIDDEN');
    }
    expect(await refused(input, await server().person('keeper', ['programme-admin']))).toBe('FORBIDDEN');
    expect(await entries()).toEqual(before);
  });

  it('has its effect once under an idempotency key, and refuses the key with other arguments', async () => {
    const as = await agent();
    const input = { ...fresh(), idempotencyKey: `once ${document.length}` };
    const told = await send(input, as);
    expect(told).toMatchObject({ refusals: [] });
    expect(told[answer]).toBeTruthy();
    const after = await entries();
    const repeats = await Promise.all(Array.from({ length: 5 }, () => send(input, as)));
    for (const repeat of repeats) expect(repeat).toEqual(told);
    expect(await refused({ ...input, ...other }, as)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] },
    ]);
    expect(await entries()).toEqual(after);
  });
}

/** Free text that has hurt somebody somewhere. */
export const HOSTILE = `Robert'); DROP TABLE achievement;-- <script>alert("x")</script> \\ "quoted" \${x} %s {reason} 😀`;
