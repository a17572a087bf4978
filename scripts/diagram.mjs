// `npm run diagram`: writes the imports between the rooms into docs/architecture.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARCHITECTURE, withDiagram } from './draw-rooms.mjs';

const file = join(fileURLToPath(new URL('..', import.meta.url)), ARCHITECTURE);
writeFileSync(file, await withDiagram(readFileSync(file, 'utf8')));
