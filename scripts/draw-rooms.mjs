// Draws the imports between the rooms of the server as a Mermaid diagram for docs/architecture.md.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const ARCHITECTURE = 'docs/architecture.md';

const BEGIN = '<!-- rooms: written by "npm run diagram" -->\n';
const END = '<!-- end of rooms -->\n';

export async function withDiagram(document) {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(
      `${ARCHITECTURE} lacks the markers of the diagram: restore "${BEGIN.trim()}" and "${END.trim()}".`,
    );
  return `${document.slice(0, begin + BEGIN.length)}\n${await drawRooms()}\n${document.slice(end)}`;
}

async function drawRooms() {
  const imports = reduced(await importsOfRooms());
  const lines = [...imports].flatMap(([from, rooms]) => [...rooms].map((to) => `  ${from} --> ${to}`));
  return ['```mermaid', 'graph TD', ...lines.sort(), '```', ''].join('\n');
}

async function importsOfRooms() {
  const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [depcruise, '--config=.dependency-cruiser.cjs', '--output-type=json', 'server', 'schema'],
    { cwd: ROOT, maxBuffer: 2 ** 28 },
  );
  const rooms = new Map();
  for (const { source, dependencies } of JSON.parse(stdout).modules) {
    const from = roomOf(source);
    if (from === null) continue;
    if (!rooms.has(from)) rooms.set(from, new Set());
    for (const { resolved, dependencyTypes } of dependencies) {
      const to = roomOf(resolved);
      if (to !== null && to !== from && !dependencyTypes.includes('type-only')) rooms.get(from).add(to);
    }
  }
  return rooms;
}

/** The files directly in server/ are one room. */
function roomOf(file) {
  const [folder, ...path] = file.split('/');
  if (folder === 'schema') return folder;
  if (folder !== 'server') return null;
  return path.length > 1 ? path[0] : folder;
}

/** The transitive reduction: omits an import that a longer path between the same rooms implies. */
function reduced(imports) {
  const reaches = (from, to, except) =>
    [...(imports.get(from) ?? [])].some(
      (next) => !(from === except.from && next === except.to) && (next === to || reaches(next, to, except)),
    );
  return new Map(
    [...imports].map(([from, rooms]) => [
      from,
      new Set([...rooms].filter((to) => !reaches(from, to, { from, to }))),
    ]),
  );
}
