/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseAllDocuments } from 'yaml';
import { renderKwokConfig } from './kwokConfig';
import { podStages } from './podStages';
import { Stage } from './stage';

const documents = parseAllDocuments(renderKwokConfig('/pod.log')).map(
  document => document.toJS(),
);

/** Whether a stage's selector matches an object, for the operators we use on labels. */
function wantsMode(stage: Stage, mode: string | undefined): boolean {
  const expression = stage.spec.selector.matchExpressions.find(entry =>
    entry.key.includes('labels["lab.mode"]'),
  );
  if (!expression) return true;
  if (expression.operator === 'DoesNotExist') return mode === undefined;
  return mode !== undefined && expression.values!.includes(mode);
}

describe('renderKwokConfig', () => {
  it('holds stages for nodes too, since kwok gives no defaults beside pod stages', () => {
    const kinds = documents
      .filter(document => document.kind === 'Stage')
      .map(document => document.spec.resourceRef.kind);
    expect(new Set(kinds)).toEqual(
      new Set([
        'Pod',
        'Node',
        'ExternalSecret',
        'SecretStore',
        'ClusterSecretStore',
      ]),
    );
  });

  it('names every document once', () => {
    const names = documents.map(
      ({ kind, metadata }) => `${kind}/${metadata.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives every stage of a living pod the check that it is not being deleted', () => {
    for (const stage of podStages.filter(entry => !entry.spec.next.delete)) {
      expect(stage.spec.selector.matchExpressions[0]).toEqual({
        key: '.metadata.deletionTimestamp',
        operator: 'DoesNotExist',
      });
    }
  });

  it.each([
    [undefined, ['pod-ready']],
    ['slow', ['pod-started-unready']],
    ['notready', ['pod-started-unready']],
    ['imagepull', ['pod-image-error']],
    ['crashloop', ['pod-crashloop-start']],
    ['oom', ['pod-oom-start']],
  ])('begins a pod of mode %s with %j', (mode, expected) => {
    const first = podStages.filter(
      stage =>
        wantsMode(stage, mode) &&
        stage.spec.selector.matchExpressions.some(
          entry =>
            entry.key === '.status.phase' && entry.values?.[0] === 'Pending',
        ) &&
        !stage.spec.selector.matchExpressions.some(
          entry => entry.operator === 'In' && entry.key.includes('waiting'),
        ),
    );
    expect(first.map(stage => stage.metadata.name)).toEqual(expected);
  });

  it('ends a container that ran out of memory with 137, OOMKilled', () => {
    const exit = podStages.find(
      stage => stage.metadata.name === 'pod-oom-exit',
    )!;
    expect(exit.spec.next.statusTemplate).toContain(
      'exitCode: 137, reason: OOMKilled',
    );
  });

  it('opens every template with the definitions that it uses', () => {
    const templates = podStages.flatMap(
      ({ spec }) => spec.next.statusTemplate ?? [],
    );
    for (const template of templates) {
      expect(template).toMatch(/^\{\{ \$now := Now \}\}/);
    }
  });
});
