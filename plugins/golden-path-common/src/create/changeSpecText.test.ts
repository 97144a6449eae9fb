/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { changeSpecText } from './changeSpecText';
import { changedEntity } from './preview';

const TEXT = `# yaml-language-server: $schema=./x.json
#
# How this service runs.

apiVersion: runtime.openpolicy.io/v1
tier: 2 # agreed with the board
image: { tag: '0.1.0' }   # CI writes it
ports:
  - name: http
    port: 7042

# How many pods.
scale:
  min: 2 # never one
  max: 5

resources:
  memory:
    # measured in May
    request: 128Mi
    limit: "256Mi"

# What it calls.
dependencies:
  # the price of everything
  - ref: component:default/cart
    timeout: 3s # slow on Mondays
  - ref: resource:default/db
`;

describe('changeSpecText', () => {
  it('changes values where they stand, and keeps every comment', () => {
    expect(
      changeSpecText(TEXT, {
        tier: 1,
        scale: { min: 3, max: 7 },
        resources: { memory: { limit: '512Mi' } },
      }).split('\n'),
    ).toEqual(
      TEXT.replace('tier: 2 #', 'tier: 1 #')
        .replace('min: 2 #', 'min: 3 #')
        .replace('max: 5', 'max: 7')
        .replace('"256Mi"', '"512Mi"')
        // The library writes one blank before a comment.
        .replace('}   #', '} #')
        .split('\n'),
    );
  });

  it('adds a section at the end and keys to one that is there', () => {
    const text = changeSpecText(TEXT, {
      scale: { targets: { cpu: 71 } },
      rollout: { canary: { weights: [13, 57] } },
    });
    expect(text).toContain('  max: 5\n  targets:\n    cpu: 71\n');
    expect(text.indexOf('rollout:')).toBeGreaterThan(
      text.indexOf('resource:default/db'),
    );
  });

  it('knows the items of a list by what they refer to', () => {
    const text = changeSpecText(TEXT, {
      dependencies: [
        { ref: 'component:default/prices', timeout: '7s' },
        { ref: 'component:default/cart', timeout: '5s' },
      ],
    });
    expect(text).toContain('timeout: 5s # slow on Mondays');
    expect(text).toContain('# the price of everything');
    expect(text).not.toContain('resource:default/db');
    expect(parse(text).dependencies).toEqual([
      { ref: 'component:default/prices', timeout: '7s' },
      { ref: 'component:default/cart', timeout: '5s' },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['what is there', { tier: 2, scale: { max: 5, min: 2 } }],
    ['empty fields', { slo: {}, alerts: { latency: '' }, env: null }],
    ['what is no section', { name: 'other', image: { tag: '9' }, port: 1 }],
  ])('gives back the very text for %s', (_, values) => {
    expect(changeSpecText(TEXT, values)).toBe(TEXT);
  });

  it.each([
    [{ env: { A: '{{ now }}', B: '${{ x }}', C: '*a &b !c', D: 'yes' } }],
    [{ env: { A: 'a: b # c\n- d', B: ' ', C: '\'"' } }],
    [{ resources: { cpu: { request: '75m', limit: '1' } } }],
    [{ scale: { min: 11, max: 13, targets: { cpu: 63 } }, tier: 3 }],
    [{ dependencies: [{ ref: 'resource:default/db' }] }],
    [{ slo: { availability: 99.95 } }],
  ])('means the same as the entity with the change: %o', values => {
    const entity = { spec: { runtime: parse(TEXT) } } as unknown as Entity;
    expect(parse(changeSpecText(TEXT, values))).toEqual(
      changedEntity(entity, values).spec?.runtime,
    );
  });

  it('keeps lists as they are indented', () => {
    const text = 'ports:\n- port: 7042\ntier: 2\n';
    expect(changeSpecText(text, { tier: 1 })).toBe(
      'ports:\n- port: 7042\ntier: 1\n',
    );
  });

  it('writes out what shares its value with what changes, so that it stays', () => {
    const text =
      'resources: &r\n  memory:\n    request: 1Mi\nenvironments:\n  dev:\n    resources: *r\n';
    const after = changeSpecText(text, {
      resources: { memory: { request: '2Mi' } },
    });
    expect(parse(after)).toEqual({
      resources: { memory: { request: '2Mi' } },
      environments: { dev: { resources: { memory: { request: '1Mi' } } } },
    });
  });

  it.each([
    ['a: b: c\n', 'The spec is no YAML: line 1'],
    ['tier: 2\nx: [\n', 'The spec is no YAML: line 3'],
    ['- a\n', 'is no map of sections'],
    ['', 'is no map of sections'],
  ])('says what is wrong with %j', (text, words) => {
    expect(() => changeSpecText(text, { tier: 1 })).toThrow(words);
  });
});
