import type { TestServer } from './test-server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says what it expects of an answer
export type Told = any;

/** Sends a command; what comes back is its payload or, where it was not even begun, the errors of the answer. */
export function commandsOf(server: () => TestServer, document: string) {
  const send = async (input: object, as?: string): Promise<Told> => {
    const { body } = await server().ask(document, { variables: { input }, ...(as !== undefined && { as }) });
    return Object.values(body.data ?? {})[0] ?? body;
  };
  return {
    send,
    /** The refusals of a command that must be refused; or the code of the error. */
    refused: async (input: object, as?: string): Promise<Told> => {
      const told = await send(input, as);
      if (told.refusals?.length === 0) throw new Error(`It was done: ${JSON.stringify(told)}`);
      return told.refusals ?? told.errors[0].extensions.code;
    },
    /** All that whoever sends it can see of the answer and its making, with the id left out. */
    traces: async (input: object, id: string, as?: string): Promise<Told> => {
      const { status, body } = await server().ask(document, {
        variables: { input },
        ...(as !== undefined && { as }),
      });
      // The points that are left differ with every request.
      const text = JSON.stringify(body)
        .replaceAll(id, 'ID')
        .replace(/"remaining":\d+,"resetsInSeconds":\d+/, '');
      return { status, text, statements: server().log.at(-1)?.['statements'] };
    },
  };
}

/** What the audit log says of an object, oldest first. */
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
