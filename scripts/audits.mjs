import { serverAudits } from 'graphql-http';

/** The number of audits in the installed version of graphql-http. A run with fewer audits fails. */
export const AUDITS = 61;

export function auditsOf(url) {
  return serverAudits({ url, fetchFn: fetchWithPreflightHeader });
}

/** Returns the problem that the audit found, or null. A warning or a notice is a problem, too. */
export async function run(audit) {
  const result = await audit.fn();
  if (result.status === 'ok') return null;
  const { status: code, statusText, headers } = result.response;
  const response = { code, statusText, headers: Object.fromEntries(headers), body: await bodyOf(result) };
  return `${audit.id} ${audit.name}\n${result.status}: ${result.reason}\n${JSON.stringify(response, null, 2)}`;
}

/** Sets a header that a form on another site cannot set, as the protection against CSRF requires. */
function fetchWithPreflightHeader(url, init) {
  return fetch(url, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': 'true' } });
}

/** An audit may already have read the body, which can be read only once. */
async function bodyOf({ response }) {
  return response.bodyUsed ? '(read by the audit)' : response.text();
}
