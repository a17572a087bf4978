// Imports the nightly feed of a testing centre: lines of "subject,credential,day,id". Repeated runs change nothing.
import { readFile } from 'node:fs/promises';
import { createClient } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [file = 'feed.csv', source = 'testing-centre'] = process.argv.slice(2);
/** Maximum number of rows in one command. */
const BATCH_SIZE = 500;

const laurel = createClient({ url, token });
const rows = (await readFile(file, 'utf8'))
  .trim()
  .split(/\r?\n/)
  .map((line) => {
    const [subject = '', credential = '', earnedOn = '', externalId = ''] = line.split(',');
    return { employee: { subject }, credential, earnedOn, externalId };
  });

for (let start = 0; start < rows.length; start += BATCH_SIZE) {
  const batch = rows.slice(start, start + BATCH_SIZE);
  const result = await laurel.achievements.import({ source, errorPolicy: 'SKIP_BAD_ROWS', rows: batch });
  const { created, updated, unchanged, refused } = result.counts;
  // The exit code tells the scheduler that rows need attention.
  if (refused > 0) process.exitCode = 1;
  console.log(`${created} new, ${updated} changed, ${unchanged} unchanged, ${refused} refused`);
  for (const { index, refusals } of result.rows) {
    for (const { message } of refusals) console.log(`- line ${start + index + 1}: ${message}`);
  }
}
