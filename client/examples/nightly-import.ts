// The feed of a testing centre, every night: lines of "subject,credential,day,id". To run it twice changes nothing.
import { readFile } from 'node:fs/promises';
import { createClient } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [file = 'feed.csv', source = 'testing-centre'] = process.argv.slice(2);
/** As many as one command takes. */
const PORTION = 500;

const laurel = createClient({ url, token });
const rows = (await readFile(file, 'utf8'))
  .trim()
  .split(/\r?\n/)
  .map((line) => {
    const [subject = '', credential = '', earnedOn = '', externalId = ''] = line.split(',');
    return { subject, credential, earnedOn, externalId };
  });

for (let start = 0; start < rows.length; start += PORTION) {
  const portion = rows.slice(start, start + PORTION);
  const done = await laurel.achievements.import({ source, errorPolicy: 'SKIP_BAD_ROWS', rows: portion });
  const { created, updated, unchanged, refused } = done.counts;
  // Whoever runs this every night sees that somebody has to look.
  if (refused > 0) process.exitCode = 1;
  console.log(`${created} new, ${updated} changed, ${unchanged} known, ${refused} refused`);
  for (const { index, refusals } of done.rows) {
    for (const { message } of refusals) console.log(`- line ${start + index + 1}: ${message}`);
  }
}
