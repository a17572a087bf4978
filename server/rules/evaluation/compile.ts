import type { AttainmentPath, Catalogue, Competency } from '../vocabulary/catalogue';
import { LEVELS } from '../vocabulary/level';
import { NeedTable } from './needs';
import type { IndexedCredential, CatalogueIndex } from './catalogue-index';
import { compileRequirement } from './requirements';
import type { Compiler, CompiledRequirement } from './requirements/rule';
import type { MetricWindow } from './metric-windows';

/** One catalogue version, prepared once. */
export interface CompiledCatalogue extends CatalogueIndex {
  readonly competencies: readonly CompiledCompetency[];
  readonly competencyByKey: ReadonlyMap<string, CompiledCompetency>;
}

export interface CompiledCompetency {
  readonly index: number;
  readonly competency: Competency;
  /** The highest level first. */
  readonly paths: readonly CompiledPath[];
  /** The needs that its slots have, by number, in order. */
  readonly needs: readonly number[];
  /** The windows that it asks for, by their place, in order. */
  readonly windows: readonly number[];
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
  const made = compileVersion(catalogue);
  compiled.set(catalogue, made);
  return made;
}

function compileVersion(catalogue: Catalogue): CompiledCatalogue {
  const needs = new NeedTable();
  const windows = new WindowTable();
  const competencies = catalogue.competencies.map((competency, index): CompiledCompetency => {
    const asked = { needs: new Set<number>(), windows: new Set<number>() };
    const compiler: Compiler = {
      need: (need) => noted(asked.needs, needs.number(need)),
      window: (metric, months) => noted(asked.windows, windows.number(metric, months)),
      requirement: (requirement) => compileRequirement(requirement, compiler),
    };
    const paths = competency.paths
      .map((path) => ({ path, requirements: path.requirements.map((part) => compiler.requirement(part)) }))
      .sort((a, b) => LEVELS.indexOf(b.path.level) - LEVELS.indexOf(a.path.level));
    return { index, competency, paths, needs: inOrder(asked.needs), windows: inOrder(asked.windows) };
  });
  return {
    catalogue,
    needs,
    windows: windows.windows,
    windowsOfMetric: windows.ofMetric,
    credentials: onPaths(catalogue, needs),
    competencies,
    competencyByKey: new Map(competencies.map((made) => [made.competency.key, made])),
    competenciesOfNeed: competenciesByNumber(needs.nodes.length, competencies, 'needs'),
    competenciesOfWindow: competenciesByNumber(windows.windows.length, competencies, 'windows'),
  };
}

function noted(numbers: Set<number>, number: number): number {
  numbers.add(number);
  return number;
}

function inOrder(numbers: ReadonlySet<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}

function onPaths(catalogue: Catalogue, needs: NeedTable): ReadonlyMap<string, IndexedCredential> {
  return new Map(
    catalogue.credentials.flatMap((credential) => {
      const need = needs.credentials.get(credential.code);
      return need === undefined ? [] : [[credential.code, { credential, need }]];
    }),
  );
}

class WindowTable {
  readonly windows: MetricWindow[] = [];
  readonly ofMetric = new Map<string, number[]>();

  number(metric: string, months: number): number {
    let ofMetric = this.ofMetric.get(metric);
    if (ofMetric === undefined) this.ofMetric.set(metric, (ofMetric = []));
    const known = ofMetric.find((number) => this.windows[number]?.months === months);
    if (known !== undefined) return known;
    const number = this.windows.push({ metric, months }) - 1;
    ofMetric.push(number);
    return number;
  }
}

/** For each number of a need or window: the competencies that ask for it. */
function competenciesByNumber(
  length: number,
  competencies: readonly CompiledCompetency[],
  asked: 'needs' | 'windows',
): readonly (readonly number[])[] {
  const lists = Array.from({ length }, (): number[] => []);
  for (const competency of competencies) {
    for (const number of competency[asked]) lists[number]?.push(competency.index);
  }
  return lists;
}
