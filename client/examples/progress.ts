// Prints the progress of an organization in a competency, the person in each slot and the cheapest way to Gold.
import { createClient } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', competency = 'devops', on] = process.argv.slice(2);

const laurel = createClient({ url, token });
const organization = await laurel.organizations.byKey(key);
if (organization === null) throw new Error(`Organization "${key}" does not exist.`);

const progress = await laurel.organizations.progress(organization.id, competency, { on });
if (progress === null) throw new Error(`Competency "${competency}" does not exist.`);
console.log(`${organization.name}, ${progress.competency.name}: ${progress.attainedLevel ?? 'not attained'}`);

for (const { path, percent, requirements } of progress.paths ?? []) {
  console.log(`- ${path.level} by ${path.name}: ${percent} %`);
  for (const requirement of requirements) {
    if (requirement.__typename === 'MetricProgress') {
      const { metric, sum, threshold } = requirement;
      console.log(`  ${metric.key}: ${sum} of ${threshold ?? 'an unreachable number of'} ${metric.unit}`);
    } else if (requirement.__typename === 'PeopleProgress') {
      for (const { filledBy, need, with: proof } of requirement.slots) {
        const codes = proof.map(({ credential }) => credential.code).join(', ');
        const person = filledBy?.employee?.name;
        console.log(
          person === undefined ? `  open slot; needed: ${need.inWords}` : `  ${person} with ${codes}`,
        );
      }
    } else {
      console.log(`  ${requirement.have} of ${requirement.need} parts`);
    }
  }
}

const [way] = (await laurel.organizations.plan(organization.id, { level: 'GOLD', competency, on })) ?? [];
for (const { employee, credentials } of way?.steps ?? []) {
  const titles = credentials.map(({ code, title }) => `${code} (${title})`).join(', ');
  console.log(`To Gold: ${employee?.name ?? 'a new hire'} earns ${titles}.`);
}
