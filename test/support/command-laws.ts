import { expect, it } from '@jest/globals';
import { commandsOf } from './commands';
import type { TestServer } from './test-server';

interface AgentsCommand {
  readonly server: () => TestServer;
  readonly document: string;
  /** Returns valid arguments that differ with every call. */
  readonly fresh: () => object;
  readonly other: object;
  /** The payload field with the changed object. */
  readonly answer: string;
}

/** Tests that hold for every command of the vendor's agents: its audience, and the effect of a repeat. */
export function testAgentCommand({ server, document, fresh, other, answer }: AgentsCommand): void {
  const { send, refused } = commandsOf(server, document);
  const agent = () => server().person('agent', ['agent']);
  const entries = () => server().database.rows('SELECT id FROM audit_entry');

  it('is forbidden to everyone but agents', async () => {
    const before = await entries();
    const input = fresh();
    expect(await refused(input)).toBe('UNAUTHENTICATED');
    for (const as of ['boss', 'stranger']) {
      expect(await refused(input, await server().person(as))).toBe('FORBIDDEN');
    }
    expect(await refused(input, await server().person('keeper', ['programme-admin']))).toBe('FORBIDDEN');
    expect(await entries()).toEqual(before);
  });

  it('takes effect once per idempotency key, and refuses the key with other arguments', async () => {
    const as = await agent();
    const input = { ...fresh(), idempotencyKey: `once ${document.length}` };
    const payload = await send(input, as);
    expect(payload).toMatchObject({ refusals: [] });
    expect(payload[answer]).toBeTruthy();
    const after = await entries();
    const repeats = await Promise.all(Array.from({ length: 5 }, () => send(input, as)));
    for (const repeat of repeats) expect(repeat).toEqual(payload);
    expect(await refused({ ...input, ...other }, as)).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] },
    ]);
    expect(await entries()).toEqual(after);
  });
}

export const HOSTILE_TEXT = `Robert'); DROP TABLE achievement;-- <script>alert("x")</script> \\ "quoted" \${x} %s {reason} 😀`;
