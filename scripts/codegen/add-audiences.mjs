// Adds a line `For: ...` to the comment of each method in client/sdk/methods. The line lists the roles that may use the
// operation, taken from the schema's descriptions. A method that anyone may use has no such line.
import { Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

const METHOD = /^( +)\/\*\*\s((?:(?!\*\/)[^])*)\*\/\n(?=(?:(?!\/\*\*)[^])*?\bop\.(\w+)Document\b)/gm;
const WIDTH = 112;

export function addAudiences(source, schema, definitions) {
  return source.replace(METHOD, (_all, indent, doc, operation) => {
    const [words] = doc.replace(/^ *\* ?/gm, '').split(/\s+For: /);
    const audience = audienceOf(operation, schema, definitions);
    const text = words.replace(/\s+/g, ' ').trim();
    if (audience === null) return `${indent}/** ${text} */\n`;
    const lines = [...wrapped(text), '', ...wrapped(`For: ${audience.join(', ')}.`)];
    return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
  });
}

/** Fields of Query that anyone may use and that lead to fields for fewer roles. */
const OPEN_ROOTS = ['organization', 'node', 'catalogueVersion'];

/**
 * The roles that may use an operation, or null if anyone may use it. An operation on an open root is for the roles that
 * may see every selected field.
 */
function audienceOf(name, schema, definitions) {
  const operation = definitions.find(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.name.value === name,
  );
  const [root] = operation.selectionSet.selections;
  const type = operation.operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const roles = rolesOf(type.getFields()[root.name.value]);
  if (roles !== null || !OPEN_ROOTS.includes(root.name.value)) return roles;
  const all = audiencesIn(operation, schema, definitions);
  return all.length === 0 ? null : all[0].filter((role) => all.every((others) => others.includes(role)));
}

function audiencesIn(definition, schema, definitions, seen = new Set()) {
  if (seen.has(definition)) return [];
  seen.add(definition);
  const audiences = [];
  const types = new TypeInfo(schema);
  visit(
    definition,
    visitWithTypeInfo(types, {
      Field() {
        const roles = rolesOf(types.getFieldDef());
        if (roles !== null) audiences.push(roles);
      },
      FragmentSpread({ name }) {
        const fragment = definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name.value,
        );
        audiences.push(...audiencesIn(fragment, schema, definitions, seen));
      },
    }),
  );
  return audiences;
}

function rolesOf(field) {
  const [, roles = 'anyone'] = /\nFor: (.+)\.$/.exec(field.description ?? '') ?? [];
  return roles === 'anyone' ? null : roles.split(', ');
}

function wrapped(text) {
  return text.match(new RegExp(`.{1,${WIDTH}}(?= |$)`, 'g')).map((line) => line.trim());
}
