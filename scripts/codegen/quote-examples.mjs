// Copies the example files into the README of the SDK, below the comments that name them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const QUOTED = /(<!-- (client\/examples\/[\w-]+\.ts) -->\n)(?:\n```ts\n[^]*?\n```\n)?/g;

export function quoteExamples(readme, root) {
  return readme.replace(
    QUOTED,
    (_all, comment, file) => `${comment}\n\`\`\`ts\n${readFileSync(join(root, file), 'utf8')}\`\`\`\n`,
  );
}
