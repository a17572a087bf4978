// Prints the levels that an organization would lose if a person left, and all people on whom a level depends.
import { createClient } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', name = 'Linh Nguyen', on] = process.argv.slice(2);

const laurel = createClient({ url, token });
const organization = await laurel.organizations.byKey(key);
if (organization === null) throw new Error(`Organization "${key}" does not exist.`);

for await (const employee of laurel.employees.ofOrganization(organization.id)) {
  if (employee.name !== name) continue;
  const departure = { personLeaves: { employeeId: employee.id, on } };
  const answer = await laurel.organizations.whatIf(organization.id, [departure], { on });
  const differences = answer?.differences ?? [];
  console.log(differences.length === 0 ? `Without ${name} nothing changes.` : `Without ${name}:`);
  for (const { inWords } of differences) console.log(`- ${inWords}`);
  break;
}

const critical = (await laurel.organizations.criticalPeople(organization.id, { on })) ?? [];
for (const { employee, losses, eligibilityLoss } of critical) {
  const lost = losses.map(({ competency, levelBefore }) => `${competency.name} at ${levelBefore}`);
  if (eligibilityLoss !== null) lost.push(`eligibility for ${eligibilityLoss.levelBefore}`);
  console.log(`${employee.name} is critical for ${lost.join(', ')}.`);
}
