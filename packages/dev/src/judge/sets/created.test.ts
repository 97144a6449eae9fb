/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { devPaths } from '../../paths';
import { CREATED, loadFormDefaults, renderCreated } from './created';
import { loadCatalogEntities } from './loadCatalogEntities';

const paths = devPaths();
const entities = loadCatalogEntities(paths);
const NOW = new Date('2026-11-23T12:00:00Z');

describe('loadFormDefaults', () => {
  it('knows what the form sends if nobody changes anything', () => {
    expect(loadFormDefaults(paths)).toMatchObject({
      environment: 'dev',
      language: 'node',
      tier: 2,
      scale: { min: 2, max: 5, cpu: 70 },
      exposed: false,
    });
  });
});

describe('renderCreated', () => {
  const render = (more: object = {}) =>
    renderCreated(entities, {
      now: NOW,
      defaults: { ...loadFormDefaults(paths), ...more },
    });

  it('adds two services to the environment that the form delivers to', () => {
    const sets = render();
    expect(new Set(sets.map(({ tree }) => tree))).toEqual(
      new Set(['created/dev']),
    );
    const pathsIn = (name: string) =>
      sets.find(({ service }) => service === name)!.files.map(f => f.path);
    for (const name of Object.values(CREATED)) {
      expect(pathsIn(name)).toEqual(
        expect.arrayContaining([
          `dev/argocd/application-${name}.yaml`,
          `dev/promtool/${name}.test.yaml`,
          `dev/services/${name}/deployment.yaml`,
        ]),
      );
    }
    expect(pathsIn('error-reporting-service')).toContain(
      `dev/services/error-reporting-service/edge-${CREATED.least}.yaml`,
    );
  });

  it('renders of the second what only a filled in form has', () => {
    const sets = render();
    const textOf = (name: string) =>
      sets
        .find(({ service }) => service === name)!
        .files.map(({ path, content }) => `${path}\n${content}`)
        .join('\n');
    for (const part of [
      'deployment-canary.yaml',
      'virtualservice-public.yaml',
      'COUPONS_PER_USER',
      ':0.2.0@sha256:',
    ]) {
      expect(textOf(CREATED.most)).toContain(part);
      expect(textOf(CREATED.least)).not.toContain(part);
    }
  });

  it('fails if what the form sends by itself breaks a rule', () => {
    expect(() => render({ scale: { min: 5, max: 3 } })).toThrow(
      /breaks? rules:\n {2}GP-SCALE-\d+ spec\.runtime\.scale/,
    );
    expect(() => render({ traffic: { timeout: 7 } })).toThrow(
      /makes no service: spec\.runtime\.traffic\.timeout/,
    );
  });
});
