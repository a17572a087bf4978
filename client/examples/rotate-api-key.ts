// The key of a program gets a successor; the old one goes on for a day, so that the program can change over.
import { createClient, Refused } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', name = 'CRM'] = process.argv.slice(2);

const laurel = createClient({ url, token });
const organization = await laurel.organizations.byKey(key);
if (organization === null) throw new Error(`There is no organization "${key}".`);

for await (const apiKey of laurel.apiKeys.list(organization.id)) {
  if (apiKey.name !== name || apiKey.revokedAt !== null) continue;
  try {
    const { secret, replaced } = await laurel.apiKeys.rotate({ apiKeyId: apiKey.id, graceHours: 24 });
    console.log(`The new secret of "${name}" is ${secret}.`);
    console.log(`The old key (${replaced.hint}) ends at ${replaced.expiresAt}.`);
  } catch (error) {
    // The programme's reasons are told apart from everything else that can go wrong.
    if (!(error instanceof Refused)) throw error;
    console.log(`It was refused: ${error.message}`);
  }
  break;
}
