// Lists the members whose renewal is endangered, with the causes and the cheapest repair. Run it weekly as an agent.
import { createClient } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [until, on] = process.argv.slice(2);

const laurel = createClient({ url, token });
for await (const { organization, renewalDay } of laurel.organizations.renewalRisks({
  renewal: { until },
  on,
})) {
  const { renewalRisk } = organization;
  console.log(`${renewalDay} ${organization.name}: ${renewalRisk?.inWords}`);
  for (const { inWords, causes, repairs } of renewalRisk?.competencies ?? []) {
    console.log(`- ${inWords}`);
    for (const cause of causes) console.log(`  cause: ${cause.inWords}`);
    for (const repair of repairs.slice(0, 1)) console.log(`  repair: ${repair.inWords}`);
  }
}
