// Starts the server, in demo mode unless the environment sets LAUREL_DEMO.
import { run } from './run.mjs';

process.env.LAUREL_DEMO ??= 'true';
await run('server/main', process.argv.slice(2));
