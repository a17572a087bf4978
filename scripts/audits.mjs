import { serverAudits } from 'graphql-http';

/** How many audits the installed version has: fewer would prove less. */
export const AUDITS = 61;

/** Every audit of GraphQL over HTTP, to be run against the server at a url. */
export function auditsOf(url) {
  return serverAudits({ url, fetchFn: past });
}

/** What is wrong by an audit, in its own words; null when it is content. A warning or a notice is not. */
export async function run(audit) {
  const result = await audit.fn();
  if (result.status === 'ok') return null;
  const { status: code, statusText, headers } = result.response;
  const response = { code, statusText, headers: Object.fromEntries(headers), body: await bodyOf(result) };
  return `${audit.id} ${audit.name}\n${result.status}: ${result.reason}\n${JSON.stringify(response, null, 2)}`;
}

/** As a client's own code would send it: a form of another site could not set this header. */
function past(url, init) {
  return fetch(url, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': 'true' } });
}

/** An audit may have read the body itself. */
async function bodyOf({ response }) {
  return response.bodyUsed ? '(read by the audit)' : response.text();
}
