// Which partners of a country are about to lose something, and why? For an agent of the vendor, every Monday.
import { createClient } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [country = 'DE', until] = process.argv.slice(2);

const laurel = createClient({ url, token });
for await (const { id, name } of laurel.organizations.list({ country })) {
  const status = await laurel.organizations.status(id);
  if (status === null || !(status.renewalAtRisk || status.willBeEligible === false)) continue;
  console.log(`${name}: ${status.willBeEligible === false ? 'cannot renew' : 'renews, but loses something'}`);
  for (const { on, inWords, causes } of (await laurel.organizations.forecast(id, { until })) ?? []) {
    console.log(`- ${on}: ${inWords} ${causes.map((cause) => cause.inWords).join(' ')}`);
  }
}
