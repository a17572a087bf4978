import type { AttainmentPath, Catalogue, Competency } from '../vocabulary/catalogue';
import { LEVELS } from '../vocabulary/level';
import { NeedTable } from './needs';
import type { IndexedCredential, CatalogueIndex } from './catalogue-index';
import { compileRequirement } from './requirements';
import type { RequirementCompiler, CompiledRequirement } from './requirements/rule';
import type { MetricWindow } from './metric-windows';

export interface CompiledCatalogue extends CatalogueIndex {
  readonly competencies: readonly CompiledCompetency[];
  readonly competencyByKey: ReadonlyMap<string, CompiledCompetency>;
}

export interface CompiledCompetency {
  readonly index: number;
  readonly competency: Competency;
  /** Highest level first. */
  readonly paths: readonly CompiledPath[];
  readonly needs: readonly number[];
  readonly windows: readonly number[];
}

export interface CompiledPath {
  readonly path: AttainmentPath;
  readonly requirements: readonly CompiledRequirement[];
}

const cache = new WeakMap<Catalogue, CompiledCatalogue>();

/** Catalogues are immutable, so each catalogue object is compiled only once. */
export function compile(catalogue: Catalogue): CompiledCatalogue {
  const cached = cache.get(catalogue);
  if (cached !== undefined) return cached;
  const compiled = compileVersion(catalogue);
  cache.set(catalogue, compiled);
  return compiled;
}

function compileVersion(catalogue: Catalogue): CompiledCatalogue {
  const needs = new NeedTable();
  const windows = new WindowTable();
  const competencies = catalogue.competencies.map((competency, index): CompiledCompetency => {
    const used = { needs: new Set<number>(), windows: new Set<number>() };
    const compiler: RequirementCompiler = {
      need: (need) => addTo(used.needs, needs.number(need)),
      window: (metric, months) => addTo(used.windows, windows.number(metric, months)),
      requirement: (requirement) => compileRequirement(requirement, compiler),
    };
    const paths = competency.paths
      .map((path) => ({ path, requirements: path.requirements.map((part) => compiler.requirement(part)) }))
      .sort((a, b) => LEVELS.indexOf(b.path.level) - LEVELS.indexOf(a.path.level));
    return { index, competency, paths, needs: ascending(used.needs), windows: ascending(used.windows) };
  });
  return {
    catalogue,
    needs,
    windows: windows.windows,
    windowsOfMetric: windows.ofMetric,
    credentials: indexCredentials(catalogue, needs),
    competencies,
    competencyByKey: new Map(competencies.map((one) => [one.competency.key, one])),
    competenciesOfNeed: competenciesByNumber(needs.nodes.length, competencies, 'needs'),
    competenciesOfWindow: competenciesByNumber(windows.windows.length, competencies, 'windows'),
  };
}

function addTo(numbers: Set<number>, number: number): number {
  numbers.add(number);
  return number;
}

function ascending(numbers: ReadonlySet<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}

function indexCredentials(catalogue: Catalogue, needs: NeedTable): ReadonlyMap<string, IndexedCredential> {
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
    const existing = ofMetric.find((number) => this.windows[number]?.months === months);
    if (existing !== undefined) return existing;
    const number = this.windows.push({ metric, months }) - 1;
    ofMetric.push(number);
    return number;
  }
}

function competenciesByNumber(
  length: number,
  competencies: readonly CompiledCompetency[],
  kind: 'needs' | 'windows',
): readonly (readonly number[])[] {
  const lists = Array.from({ length }, (): number[] => []);
  for (const competency of competencies) {
    for (const number of competency[kind]) lists[number]?.push(competency.index);
  }
  return lists;
}
