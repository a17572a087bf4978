import type { AttainmentPath, Catalogue, Competency } from './catalogue';
import { LEVELS } from './level';
import { NeedTable } from './needs';
import type { AskedCredential, Questions } from './questions';
import { compileRequirement } from './requirements';
import type { Compiler, CompiledRequirement } from './requirements/rule';
import type { MetricWindow } from './sales';

/** One catalogue version, prepared once. */
export interface CompiledCatalogue extends Questions {
  readonly competencies: readonly CompiledCompetency[];
  readonly competencyByKey: ReadonlyMap<string, CompiledCompetency>;
}

export interface CompiledCompetency {
  readonly index: number;
  readonly competency: Competency;
  /** The highest level first. */
  readonly paths: readonly CompiledPath[];
}

export interface CompiledPath {
  readonly path: AttainmentPath;
  readonly requirements: readonly CompiledRequirement[];
}

const compiled = new WeakMap<Catalogue, CompiledCatalogue>();

/** Catalogues never change, so each is compiled once. */
export function compile(catalogue: Catalogue): CompiledCatalogue {
  const known = compiled.get(catalogue);
  if (known !== undefined) return known;
  const made = compileAnew(catalogue);
  compiled.set(catalogue, made);
  return made;
}

function compileAnew(catalogue: Catalogue): CompiledCatalogue {
  const needs = new NeedTable();
  const windows = new WindowTable();
  const ofNeed = new Concerned();
  const ofWindow = new Concerned();
  const competencies = catalogue.competencies.map((competency, index): CompiledCompetency => {
    const compiler: Compiler = {
      need: (need) => ofNeed.note(needs.number(need), index),
      window: (metric, months) => ofWindow.note(windows.number(metric, months), index),
      requirement: (requirement) => compileRequirement(requirement, compiler),
    };
    const paths = competency.paths
      .map((path) => ({ path, requirements: path.requirements.map((part) => compiler.requirement(part)) }))
      .sort((a, b) => LEVELS.indexOf(b.path.level) - LEVELS.indexOf(a.path.level));
    return { index, competency, paths };
  });
  return {
    catalogue,
    needs,
    windows: windows.windows,
    credentials: onPaths(catalogue, needs),
    competencies,
    competencyByKey: new Map(competencies.map((made) => [made.competency.key, made])),
    competenciesOfNeed: ofNeed.lists(needs.nodes.length),
    competenciesOfWindow: ofWindow.lists(windows.windows.length),
  };
}

function onPaths(catalogue: Catalogue, needs: NeedTable): ReadonlyMap<string, AskedCredential> {
  return new Map(
    catalogue.credentials.flatMap((credential) => {
      const need = needs.credentials.get(credential.code);
      return need === undefined ? [] : [[credential.code, { credential, need }]];
    }),
  );
}

class WindowTable {
  readonly windows: MetricWindow[] = [];

  number(metric: string, months: number): number {
    const known = this.windows.findIndex((window) => window.metric === metric && window.months === months);
    return known === -1 ? this.windows.push({ metric, months }) - 1 : known;
  }
}

/** For each number of something: the competencies that ask for it. */
class Concerned {
  readonly #lists: number[][] = [];

  note(number: number, competency: number): number {
    const list = (this.#lists[number] ??= []);
    if (list.at(-1) !== competency) list.push(competency);
    return number;
  }

  lists(length: number): readonly (readonly number[])[] {
    return Array.from({ length }, (_, number) => this.#lists[number] ?? []);
  }
}
