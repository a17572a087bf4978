// Rebuilds and restarts the server whenever a source changes.
import { fileURLToPath } from 'node:url';

const start = fileURLToPath(new URL('start.mjs', import.meta.url));
const watch = ['--watch-path=schema', '--watch-path=server', '--watch-preserve-output'];
// Node's watcher replaces this process, so that signals reach it directly.
process.execve(process.execPath, ['node', ...watch, start, ...process.argv.slice(2)], process.env);
