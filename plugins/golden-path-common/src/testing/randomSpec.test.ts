/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseAllDocuments } from 'yaml';
import { buildModels } from '../model/buildModel';
import { PlatformModel } from '../model/types';
import {
  renderContextOf,
  renderPlacedManifests,
  renderPlatform,
  renderRepository,
} from '../render/renderPlatform';
import { Manifest, RenderedFile } from '../render/types';
import { PlatformSpec } from '../spec/platformSpec';
import { validateModel } from '../rules/validate';
import { NOW } from './builders';
import { entitiesOf } from './entitiesOf';
import { randomModels } from './randomSpec';

const SEED = 20261123;

const models = randomModels(330, SEED);

/** Each platform in one of its environments, all of them in turn. */
const rendered = models.map((model, index) => {
  const { environments } = model.system.spec;
  const environment = environments[index % environments.length].name;
  return { index, model, environment };
});

/** Says which of the random platforms it is, so that it can be made again. */
const labelled = (index: number, text: string) =>
  `platform ${index} of seed ${SEED}: ${text}`;

describe('a thousand random specs', () => {
  it('are a thousand, with every feature among them', () => {
    const specs = models.flatMap(({ services }) =>
      services.map(({ spec }) => spec),
    );
    expect(specs.length).toBeGreaterThanOrEqual(1000);
    const counts: Record<string, number> = {
      statefulset: specs.filter(s => s.workload.kind === 'statefulset').length,
      cronjob: specs.filter(s => s.workload.kind === 'cronjob').length,
      job: specs.filter(s => s.workload.kind === 'job').length,
      canary: specs.filter(
        s => s.rollout.strategy === 'canary' && s.rollout.canary.image,
      ).length,
      rollouts: specs.filter(s => s.rollout.strategy === 'rollouts').length,
      fixed: specs.filter(s => s.replicas !== undefined).length,
      gateway: specs.filter(s => s.ports.some(p => p.expose === 'gateway'))
        .length,
      udp: specs.filter(s => s.ports.some(p => p.protocol === 'UDP')).length,
      apis: specs.filter(s => s.dependencies.some(d => /^api:/.test(d.ref)))
        .length,
      resources: specs.filter(s =>
        s.dependencies.some(d => /^resource:/.test(d.ref)),
      ).length,
      globalLimit: specs.filter(s => s.traffic.rateLimit?.scope === 'global')
        .length,
      business: specs.filter(s => s.business.length > 0).length,
      egress: specs.filter(s => s.security.egressHosts.length > 0).length,
      rbac: specs.filter(s => s.rbac.length > 0).length,
      secrets: specs.filter(s => s.secrets.length > 0).length,
      overrides: specs.filter(s => Object.keys(s.environments).length > 0)
        .length,
      patches: specs.filter(s => s.patches.length > 0).length,
      waivers: specs.filter(s => s.waivers.length > 0).length,
      quotas: models.filter(m => m.system.spec.environments.some(e => e.quota))
        .length,
      production: models.filter(m =>
        m.system.spec.environments.some(e => e.production),
      ).length,
      meshless: models.filter(m => !m.system.spec.mesh.injection).length,
      components: specs.filter(s =>
        s.dependencies.some(d => /^component:/.test(d.ref)),
      ).length,
      outsideResources: specs.filter(s =>
        s.dependencies.some(d => /^resource:.*(broker|search)$/.test(d.ref)),
      ).length,
      ...platformFeatures(models.map(m => m.system.spec)),
    };
    expect(Object.entries(counts).filter(([, count]) => count < 10)).toEqual(
      [],
    );
  });

  it('are the same from the same seed', () => {
    expect(plain(randomModels(7, SEED))).toEqual(plain(models.slice(0, 7)));
    expect(plain(randomModels(7, SEED + 1))).not.toEqual(
      plain(models.slice(0, 7)),
    );
  });

  it('break no rule', () => {
    const errors = models.flatMap((model, index) =>
      validateModel(model, { now: NOW })
        .filter(({ severity }) => severity === 'error')
        .map(({ ruleId, message }) => labelled(index, `${ruleId} ${message}`)),
    );
    expect(errors).toEqual([]);
  });

  it('come back from their catalog entities', () => {
    for (const [index, model] of models.slice(0, 30).entries()) {
      const { models: read, findings } = buildModels(
        entitiesOf(model).map(entity => ({ entity })),
      );
      expect(findings).toEqual([]);
      expect([index, read[0].services.map(({ spec }) => spec)]).toEqual([
        index,
        model.services.map(({ spec }) => spec),
      ]);
      expect(read[0].groups).toEqual(model.groups);
    }
  });

  it('render to the same bytes twice', () => {
    for (const { index, model, environment } of rendered) {
      const first = renderPlatform(model, { environment });
      // A copy, so that nothing is remembered of the first time.
      const second = renderPlatform({ ...model }, { environment });
      expect(labelled(index, differenceOf(first, second))).toBe(
        labelled(index, ''),
      );
    }
  });

  it('render to YAML that reads back as the objects', () => {
    for (const { index, model, environment } of rendered) {
      const files = new Map(
        renderPlatform(model, { environment }).map(({ path, content }) => [
          path,
          content,
        ]),
      );
      for (const [path, manifests] of placedObjects(model, environment)) {
        const read = readDocuments(files.get(path)!);
        expect([labelled(index, path), read]).toEqual([
          labelled(index, path),
          JSON.parse(JSON.stringify(manifests)),
        ]);
      }
    }
  });

  it('render to files that all can be read', () => {
    const unreadable: string[] = [];
    for (const { index, model, environment } of rendered.slice(0, 60)) {
      for (const { path, content } of [
        ...renderPlatform(model, { environment }),
        ...renderRepository(model),
      ]) {
        const problem = problemOf(path, content);
        if (problem) {
          unreadable.push(labelled(index, `${path} ${problem}`));
        }
      }
    }
    expect(unreadable).toEqual([]);
  });
});

/** How many platforms have what they need not have. */
function platformFeatures(specs: readonly PlatformSpec[]) {
  const having = (has: (spec: PlatformSpec) => unknown) =>
    specs.filter(spec => has(spec) !== undefined).length;
  return {
    prometheusUrl: having(({ prometheus }) => prometheus.url),
    mail: having(({ prometheus }) => prometheus.mail),
    mailAccount: having(({ prometheus }) => prometheus.mail?.username),
    heartbeat: having(({ prometheus }) => prometheus.heartbeatUrl),
    entityLinks: having(({ links }) => links.entity),
    applicationLinks: having(({ links }) => links.application),
  };
}

/** Why a reader would refuse a file. */
function problemOf(path: string, content: string): string | undefined {
  try {
    if (path.endsWith('.json')) {
      JSON.parse(content);
    } else if (/\.ya?ml$/.test(path)) {
      readDocuments(content);
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The objects of services by file, before they became text. */
function placedObjects(
  model: PlatformModel,
  environment: string,
): Map<string, Manifest[]> {
  const byPath = new Map<string, Manifest[]>();
  for (const { name } of model.services) {
    const context = renderContextOf(model, { environment, service: name });
    for (const { path, manifest } of renderPlacedManifests(context)) {
      byPath.set(path, [...(byPath.get(path) ?? []), manifest]);
    }
  }
  return byPath;
}

/** As kubectl reads it: by the words of YAML 1.1. */
function readDocuments(content: string): unknown[] {
  return parseAllDocuments(content, {
    version: '1.1',
    // A quarter faster; errors tell an offset in place of a line.
    prettyErrors: false,
  }).map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    return document.toJS();
  });
}

function differenceOf(
  first: readonly RenderedFile[],
  second: readonly RenderedFile[],
): string {
  const other = new Map(second.map(({ path, content }) => [path, content]));
  const changed = first
    .filter(({ path, content }) => other.get(path) !== content)
    .map(({ path }) => path);
  return first.length === second.length
    ? changed.join(' ')
    : `${first.length} files, then ${second.length}`;
}

/** Maps and sets as lists, so that they can be compared. */
function plain(list: readonly PlatformModel[]): unknown {
  return list.map(({ entityRefs, endpoints, groups, ...rest }) => ({
    ...rest,
    entityRefs: [...entityRefs],
    endpoints: [...endpoints],
    groups: [...groups],
  }));
}
