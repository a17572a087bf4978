import { connect, TypedDocumentString, type ClientOptions, type FetchRequest } from '@laurel/sdk';

export const VIEWER_DOCUMENT = new TypedDocumentString<{ viewer: { roles: string[] } }, object>(
  '{ viewer { roles } }',
);
export const REGISTER_MUTATION =
  'mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { refusals { code message path } } }';
export const FAST_RETRIES = { most: 3, firstWait: 1 };

export interface SentRequest extends FetchRequest {
  readonly query: string;
  readonly variables: { readonly input?: { readonly idempotencyKey?: string } };
}
export type Answer = Response | Error | ((sent: SentRequest) => Promise<Response>);

/** A client that receives these answers in order, the last one repeatedly. `sent` lists its requests. */
export function clientWithAnswers(options: Partial<ClientOptions>, ...answers: readonly Answer[]) {
  const sent: SentRequest[] = [];
  const client = connect({
    url: 'http://laurel.example/graphql',
    retries: 0,
    ...(options as object),
    fetch: async (_url, request) => {
      const one: SentRequest = {
        ...request,
        ...(JSON.parse(request.body) as Pick<SentRequest, 'query' | 'variables'>),
      };
      sent.push(one);
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      if (answer instanceof Response) return answer.clone();
      if (answer === undefined) throw new Error('There is no answer left.');
      return answer(one);
    },
  });
  return { client, sent };
}
export const dataResponse = (value: object) => Response.json({ data: value });
export const errorResponse = (status: number, code: string, headers = {}) =>
  Response.json({ errors: [{ message: `It is ${code}.`, extensions: { code } }] }, { status, headers });
export const thrownBy = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'nothing',
    (error: unknown) => error,
  );
