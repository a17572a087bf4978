// Writes the generated parts of client/sdk from the committed schema and the operations (see codegen.yml), and the
// compiled documents of the example with Relay.
import { codegen } from './codegen.mjs';
import { compileRelay } from './compile-relay.mjs';

await codegen();
await compileRelay();
console.log(
  'client/sdk is up to date: the generated operations, the audiences of the methods, and the examples in the README.',
);
