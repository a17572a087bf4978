// The server as a newcomer meets it: in demo mode, unless the environment says otherwise.
import { run } from './run.mjs';

process.env.LAUREL_DEMO ??= 'true';
await run('server/main', process.argv.slice(2));
