import type { AttainmentPath, Catalogue, Need, PeopleGroup, Requirement } from '../rules';
import { checkLimit, product, sum } from './catalogue-limits';
import { MAX_PROBLEMS, type Problem } from './problem';

export function checkCatalogueSize({ competencies }: Catalogue): readonly Problem[] {
  const size = new CatalogueSize();
  competencies.forEach(({ paths }, i) => {
    paths.forEach((path, j) => size.addPath(path, `competencies[${i}].paths[${j}]`));
  });
  return [...size.problemsOfAll(), ...size.problems].slice(0, MAX_PROBLEMS);
}

class CatalogueSize {
  readonly problems: Problem[] = [];
  readonly #windows = new Set<string>();
  #requirements = 0;
  #groups = 0;
  #slots = 0;
  #ways = 0;
  #parts = 0;

  problemsOfAll(): readonly Problem[] {
    const place = 'competencies';
    return [
      ...checkLimit('requirements', this.#requirements, place),
      ...checkLimit('windows', this.#windows.size, place),
      ...checkLimit('groups', this.#groups, place),
      ...checkLimit('slots', this.#slots, place),
      ...checkLimit('ways', this.#ways, place),
      ...checkLimit('parts', this.#parts, place),
    ];
  }

  addPath({ requirements }: AttainmentPath, place: string): void {
    const before = { requirements: this.#requirements, groups: this.#groups, slots: this.#slots };
    const ways = product(
      requirements.map((part, i) => this.#addRequirement(part, `${place}.requires[${i}]`)),
    );
    this.#ways = sum([this.#ways, ways]);
    this.problems.push(
      ...checkLimit('requirementsOfPath', this.#requirements - before.requirements, place),
      ...checkLimit('waysOfPath', ways, place),
      ...checkLimit('groupsOfPath', this.#groups - before.groups, place),
      ...checkLimit('slotsOfPath', this.#slots - before.slots, place),
    );
  }

  #addRequirement(requirement: Requirement, place: string): number {
    this.#requirements++;
    switch (requirement.kind) {
      case 'people':
        requirement.groups.forEach((group, i) => this.#addGroup(group, `${place}.people[${i}]`));
        return 1;
      case 'metric':
        this.#windows.add(`${requirement.months} ${requirement.metric}`);
        this.problems.push(...checkLimit('monthsOfWindow', requirement.months, `${place}.months`));
        return 1;
      case 'all':
        return product(requirement.of.map((part, i) => this.#addRequirement(part, `${place}.all[${i}]`)));
      case 'any':
        return sum(requirement.of.map((part, i) => this.#addRequirement(part, `${place}.any[${i}]`)));
    }
  }

  #addGroup({ count, each, ofThose }: PeopleGroup, place: string): void {
    this.#groups++;
    this.#slots += Math.max(count, ofThose?.count ?? 0);
    this.#addNeed(each, `${place}.each`);
    if (ofThose === null) return;
    this.#addNeed(ofThose.each, `${place}.ofThose.each`);
    this.problems.push(...checkLimit('waysOfGroup', product([waysOf(each), waysOf(ofThose.each)]), place));
  }

  #addNeed(need: Need, place: string): void {
    const parts = partsOf(need);
    this.#parts += parts;
    this.problems.push(
      ...checkLimit('partsOfNeed', parts, place),
      ...checkLimit('waysOfNeed', waysOf(need), place),
    );
  }
}

function partsOf(need: Need): number {
  return need.kind === 'credential' ? 1 : need.of.reduce((parts, part) => parts + partsOf(part), 1);
}

function waysOf(need: Need): number {
  switch (need.kind) {
    case 'credential':
      return 1;
    case 'all':
      return product(need.of.map(waysOf));
    case 'any':
      return sum(need.of.map(waysOf));
  }
}
