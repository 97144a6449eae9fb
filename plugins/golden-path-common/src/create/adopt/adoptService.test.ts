/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { Manifest } from '../../render/types';
import {
  renderContextOf,
  renderServiceManifests,
} from '../../render/renderPlatform';
import { makeModel, makeService, NOW } from '../../testing/builders';
import { withService } from '../deliveryPlan';
import { adoptService } from './adoptService';

const model = makeModel([
  makeService({ name: 'cart', runtime: { ports: [{ port: 7001 }] } }),
]);

/** What a cluster holds of services that were rendered once. */
function objectsOf(...names: string[]): Manifest[] {
  const platform = names.reduce(
    (known, name, index) =>
      withService(
        known,
        makeService({
          name,
          runtime: {
            ports: [{ port: 7041 + index }],
            scale: { min: 3, max: 7 },
          },
        }),
      ),
    model,
  );
  return names.flatMap(service =>
    renderServiceManifests(
      renderContextOf(platform, { environment: 'stage', service }),
    ),
  );
}

const adopt = (more: Partial<Parameters<typeof adoptService>[0]> = {}) =>
  adoptService({
    objects: objectsOf('wishes'),
    model,
    owner: 'group:default/shop-team',
    now: NOW,
    ...more,
  });

describe('adoptService', () => {
  it('proposes the spec that the objects come from, with nothing lost', () => {
    const { entity, files, losses, findings, report } = adopt({
      title: 'Wishes <b>',
      repository: 'https://git.example.com/shop/wishes',
    });
    expect(losses).toEqual([]);
    expect(findings).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual([
      'catalog-info.yaml',
      'service.yaml',
      '.golden-path/service-spec.schema.json',
    ]);
    expect(parse(files[1].content)).toMatchObject({
      ports: [{ port: 7041 }],
      scale: { min: 3, max: 7 },
    });
    expect(parse(files[0].content)).toMatchObject({
      metadata: {
        title: 'Wishes <b>',
        annotations: {
          'backstage.io/source-location':
            'url:https://git.example.com/shop/wishes',
        },
      },
      spec: {
        owner: 'group:default/shop-team',
        system: 'system:default/shop',
        runtime: { $yaml: './service.yaml' },
      },
    });
    expect(entity.spec?.runtime).toEqual(parse(files[1].content));
    expect(report).toContain('Nothing: every object is rendered as it is.');
  });

  it('lists what would be different, without what could be markup', () => {
    const objects = objectsOf('wishes').map(object =>
      object.kind === 'Service'
        ? {
            ...object,
            metadata: {
              ...object.metadata,
              annotations: { note: '| <b>`x`</b>' },
            },
          }
        : object,
    );
    const { losses, report } = adopt({ objects });
    expect(losses).toHaveLength(1);
    expect(report).toContain(
      '| Service/wishes | metadata.annotations.note | &#124; &lt;b&gt;\\`x\\`&lt;/b&gt; | nothing |'.replace(
        '&#124;',
        '\\|',
      ),
    );
  });

  it('tells a reviewer which rules the service breaks', () => {
    const { findings, report } = adopt({ owner: 'group:default/nobody' });
    expect(findings.map(({ ruleId }) => ruleId)).toContain('GP-OWNER-002');
    expect(report).toContain('| GP-OWNER-002 | error |');
  });

  it('takes the one of a name where there are several', () => {
    const objects = objectsOf('wishes', 'stars');
    expect(adopt({ objects, name: 'stars' }).entity.metadata.name).toBe(
      'stars',
    );
    expect(() => adopt({ objects })).toThrow(
      'Name one of them: stars, wishes.',
    );
    expect(() => adopt({ objects, name: 'moons' })).toThrow(
      "no workload 'moons' among the objects. There are: stars, wishes.",
    );
    expect(() => adopt({ objects: [] })).toThrow('no workload');
  });
});
