import type { AttackGroup } from '../attack';
import type { AttackTargets } from '../data';
import { bodies } from './bodies';
import { commands } from './commands';
import { credentials } from './credentials';
import { documents } from './documents';
import { evaluations } from './evaluations';
import { lists } from './lists';
import { catalogueDocuments, outdatingCommands, programme } from './programme';
import { searches } from './searches';
import { variables } from './variables';
import { whatIf } from './what-if';
import { worstCatalogues } from './worst-catalogues';

/** Attacks on every field with a list, day, string or number argument, and on the stages before resolvers run. */
export function attacksOn(attacked: AttackTargets): readonly AttackGroup[] {
  return [
    { subject: 'variables', attacks: variables() },
    { subject: 'parsing and validation', attacks: documents() },
    { subject: 'bodies and connections', attacks: bodies(attacked) },
    { subject: 'credentials and empty budgets', attacks: credentials() },
    { subject: 'the programme', attacks: programme(attacked) },
    { subject: 'documents of catalogues', attacks: catalogueDocuments() },
    { subject: 'lists, long answers and errors', attacks: lists(attacked) },
    { subject: 'evaluations', attacks: evaluations(attacked) },
    { subject: 'suppositions', attacks: whatIf(attacked) },
    { subject: 'searches', attacks: searches(attacked) },
    { subject: 'commands', attacks: commands(attacked) },
    { subject: 'outdated status', attacks: outdatingCommands() },
    { subject: 'worst catalogues', attacks: worstCatalogues(attacked) },
  ];
}
