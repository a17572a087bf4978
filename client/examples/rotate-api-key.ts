// Replaces the API key of a program. The old key keeps working for a day, so that the program can switch over.
import { createClient, Refused, SecretLost } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', name = 'CRM'] = process.argv.slice(2);

const laurel = createClient({ url, token });
const organization = await laurel.organizations.byKey(key);
if (organization === null) throw new Error(`Organization "${key}" does not exist.`);

const apiKeys = await laurel.apiKeys.list(organization.id).toArray({ limit: 1000 });
const apiKey = apiKeys.find((each) => each.name === name && each.revokedAt === null);
if (apiKey === undefined) throw new Error(`${organization.name} has no API key "${name}".`);

try {
  const { secret, replaced } = await laurel.apiKeys.rotate({ apiKeyId: apiKey.id, graceHours: 24 });
  console.log(`The new secret of "${name}" is ${secret}.`);
  console.log(`The old key (${replaced.hint}) expires at ${replaced.expiresAt}.`);
} catch (error) {
  process.exitCode = 1;
  if (error instanceof SecretLost) {
    // The new key exists, but its secret was lost.
    await laurel.apiKeys.revoke({ apiKeyId: error.id });
    console.log('The new secret was lost, so the new key was revoked. Run this program again.');
  } else if (error instanceof Refused) {
    // A refusal has a reason that the user can act on. Other errors are unexpected.
    console.log(`Refused: ${error.message}`);
  } else {
    throw error;
  }
}
