// Writes client/sdk/generated from the committed schema and the operations beside it (see codegen.yml).
import { codegen } from './codegen.mjs';

await codegen();
console.log(
  'client/sdk/generated is now what codegen.yml says, its methods say for whom they are, and its README quotes the examples.',
);
