import { createHash } from 'node:crypto';

/** Own functions at the top of the stack. Deeper ones depend on the request. */
const MAX_FRAMES = 3;

/**
 * A short hash that is equal for faults with the same cause, so that logs can be grouped by it. Values in the message and
 * line numbers do not count: they differ between requests and between releases.
 */
export function errorHash(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const functions = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node:|node_modules/.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) =>
      line.replace(/^\s+at (async )?/, '').replace(/\(?(file:\/\/)?\/.*\/([^/]+?)(:\d+)*\)?$/, '$2'),
    );
  const parts = [error.name, code, withoutValues(error.message), ...functions];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}

function withoutValues(message: string): string {
  return message.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '""').replace(/[\da-f-]*\d[\da-f-]*/gi, '0');
}
