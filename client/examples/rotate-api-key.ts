// The key of a program gets a successor; the old one goes on for a day, so that the program can change over.
import { createClient, Refused, SecretLost } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', name = 'CRM'] = process.argv.slice(2);

const laurel = createClient({ url, token });
const organization = await laurel.organizations.byKey(key);
if (organization === null) throw new Error(`There is no organization "${key}".`);

const apiKeys = await laurel.apiKeys.list(organization.id).toArray({ limit: 1000 });
const apiKey = apiKeys.find((each) => each.name === name && each.revokedAt === null);
if (apiKey === undefined) throw new Error(`${organization.name} has no API key "${name}".`);

try {
  const { secret, replaced } = await laurel.apiKeys.rotate({ apiKeyId: apiKey.id, graceHours: 24 });
  console.log(`The new secret of "${name}" is ${secret}.`);
  console.log(`The old key (${replaced.hint}) ends at ${replaced.expiresAt}.`);
} catch (error) {
  process.exitCode = 1;
  if (error instanceof SecretLost) {
    // The successor was made, and nobody will ever know its secret.
    await laurel.apiKeys.revoke({ apiKeyId: error.id });
    console.log('The new secret was lost on its way, and its key ended: run this once more.');
  } else if (error instanceof Refused) {
    // The programme's reasons are told apart from everything else that can go wrong.
    console.log(`It was refused: ${error.message}`);
  } else {
    throw error;
  }
}
