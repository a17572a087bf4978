// Below the words of each method in client/sdk/methods stands for whom it is, as the schema says it of what the
// operation asks for; nothing stands there when it is for anyone.
import { Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

const METHOD = /^( +)\/\*\*\s((?:(?!\*\/)[^])*)\*\/\n(?=(?:(?!\/\*\*)[^])*?\bop\.(\w+)Document\b)/gm;
const WIDTH = 112;

/** A source of methods with what the schema says now. */
export function sayForWhom(source, schema, definitions) {
  return source.replace(METHOD, (_all, indent, doc, operation) => {
    const [words] = doc.replace(/^ *\* ?/gm, '').split(/\s+For: /);
    const audience = audienceOf(operation, schema, definitions);
    const said = words.replace(/\s+/g, ' ').trim();
    if (audience === null) return `${indent}/** ${said} */\n`;
    const lines = [...wrapped(said), '', ...wrapped(`For: ${audience.join(', ')}.`)];
    return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
  });
}

/** Null when it is for anyone. Of roots that are, those count who may see everything that is asked for below them. */
function audienceOf(name, schema, definitions) {
  const operation = definitions.find(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.name.value === name,
  );
  const [root] = operation.selectionSet.selections;
  const type = operation.operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const own = saidOf(type.getFields()[root.name.value]);
  if (own !== null || !['organization', 'node'].includes(root.name.value)) return own;
  const all = audiencesIn(operation, schema, definitions);
  return all.length === 0 ? null : all[0].filter((role) => all.every((roles) => roles.includes(role)));
}

function audiencesIn(definition, schema, definitions, seen = new Set()) {
  if (seen.has(definition)) return [];
  seen.add(definition);
  const found = [];
  const types = new TypeInfo(schema);
  visit(
    definition,
    visitWithTypeInfo(types, {
      Field() {
        const said = saidOf(types.getFieldDef());
        if (said !== null) found.push(said);
      },
      FragmentSpread({ name }) {
        const fragment = definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name.value,
        );
        found.push(...audiencesIn(fragment, schema, definitions, seen));
      },
    }),
  );
  return found;
}

/** As the schema's descriptions end; null for anyone. */
function saidOf(field) {
  const [, said = 'anyone'] = /\nFor: (.+)\.$/.exec(field.description ?? '') ?? [];
  return said === 'anyone' ? null : said.split(', ');
}

function wrapped(text) {
  return text.match(new RegExp(`.{1,${WIDTH}}(?= |$)`, 'g')).map((line) => line.trim());
}
