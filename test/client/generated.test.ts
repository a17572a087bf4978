import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

it('the generated files match the schema, the operations and the examples', () => {
  const output = run(`
    import { isUpToDate } from './scripts/codegen.mjs';
    console.log((await isUpToDate()) ? 'up to date' : 'outdated: run "npm run sdk"');
  `);
  expect(output).toBe('up to date\n');
});

it('fields and variables carry the descriptions and deprecations of the schema', () => {
  const output = run(`
    import { buildSchema, parse } from 'graphql';
    import { describeFields } from './scripts/codegen/describe-fields.mjs';
    const schema = buildSchema(\`
      type Query {
        "Of things."
        things("As in a/*b*/c." like: String, "By age." old: Int @deprecated(reason: "Say like.")): Thing
      }
      type Thing {
        "Its name."
        name: String
        """
        Its age,
        in years.
        """
        age: Int @deprecated(reason: "It does not age.")
      }\`);
    const { definitions } = parse('query Q($like: String, $old: Int) { things(like: $like, old: $old) { name age } }');
    const source = [
      'export type QQueryVariables = { like: string; old: number };',
      'export type QQuery = { things: { name: string; age: number } };',
    ].join('\\n');
    console.log(describeFields(source, schema, definitions));
  `);
  expect(output).toBe(`export type QQueryVariables = { 
/** As in a/*b*\\/c. */
like: string; 
/** By age. @deprecated Say like. */
old: number };
export type QQuery = { 
/** Of things. */
things: { 
/** Its name. */
name: string; 
/** Its age, in years. @deprecated It does not age. */
age: number } };
`);
});

function run(program: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}
