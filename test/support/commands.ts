import type { TestServer } from './test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests assert the shape of answers
export type AnyJson = any;

/** Sends a command and returns its payload, or the whole answer if the command was not executed. */
export function commandsOf(server: () => TestServer, document: string) {
  const send = async (input: object, as?: string): Promise<AnyJson> => {
    const { body } = await server().ask(document, { variables: { input }, ...(as !== undefined && { as }) });
    return Object.values(body.data ?? {})[0] ?? body;
  };
  return {
    send,
    /** Sends a command that must be refused, and returns its refusals or the code of its error. */
    refused: async (input: object, as?: string): Promise<AnyJson> => {
      const payload = await send(input, as);
      if (payload.refusals?.length === 0)
        throw new Error(`The command was not refused: ${JSON.stringify(payload)}`);
      return payload.refusals ?? payload.errors[0].extensions.code;
    },
    /** Everything that the sender can observe: status, body with the id masked, and number of statements. */
    traces: async (input: object, id: string, as?: string): Promise<AnyJson> => {
      const { status, body } = await server().ask(document, {
        variables: { input },
        ...(as !== undefined && { as }),
      });
      const text = JSON.stringify(body)
        .replaceAll(id, 'ID')
        .replace(/"remaining":\d+,"resetsInSeconds":\d+/, '');
      return { status, text, statements: server().log.at(-1)?.['statements'] };
    },
  };
}

export async function auditOf(server: TestServer, subject: string) {
  const rows = await server.database.rows<Record<string, string | null>>(
    'SELECT command, actor, organizationId, oldValue, newValue, reason FROM audit_entry WHERE subject = ? ORDER BY id',
    [subject],
  );
  return rows.map(({ oldValue, newValue, ...entry }) => ({
    ...entry,
    before: JSON.parse(oldValue ?? 'null'),
    after: JSON.parse(newValue ?? 'null'),
  }));
}
