/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest } from '../render/types';
import { lintObjects } from './lintObjects';
import { factsOfPlatform } from './platformFacts';
import { LINT_RULES } from './registry';
import { deliveryMutations } from './testing/mutations/deliveryMutations';
import { kubernetesMutations } from './testing/mutations/kubernetesMutations';
import { meshMutations } from './testing/mutations/meshMutations';
import { monitoringMutations } from './testing/mutations/monitoringMutations';
import { Objects } from './testing/mutations/Mutation';
import { makeFullModel, renderObjects } from './testing/fullPlatform';

/*
 * What the golden path renders, with one thing broken at a time: the rule for it
 * finds it, and no other rule says anything.
 */

const MUTATIONS = [
  ...kubernetesMutations,
  ...meshMutations,
  ...monitoringMutations,
  ...deliveryMutations,
];

const withGateway = makeFullModel();
const withIngress = makeFullModel({ gateway: { type: 'ingress' } });
const OBJECTS = {
  gateway: renderObjects(withGateway),
  ingress: renderObjects(withIngress),
};

function describeFindings(
  objects: Manifest[],
  model = withGateway,
  production = false,
) {
  return lintObjects(objects, {
    namespace: 'shop-platform',
    platform: factsOfPlatform(model, { production }),
  }).map(({ ruleId, path, message }) => `${ruleId} ${path}: ${message}`);
}

describe('the rules of the linter', () => {
  it.each([
    ['a gateway of the mesh', OBJECTS.gateway, withGateway],
    ['an Ingress', OBJECTS.ingress, withIngress],
  ])('find nothing in what is rendered behind %s', (_, objects, model) => {
    expect(describeFindings(objects, model, true)).toEqual([]);
  });

  it('ask for a digest in production only', () => {
    const objects = new Objects(structuredClone(OBJECTS.gateway));
    objects.pod('Rollout', 'pricing').containers[0].image =
      'a.io/pricing:1.3.0';
    expect(describeFindings(objects.all, withGateway, false)).toEqual([]);
  });

  it.each(MUTATIONS)('GP-LINT-%s alone finds %s', (id, _, mutate) => {
    const base = id === '042' ? OBJECTS.ingress : OBJECTS.gateway;
    // Where one rule asks for more than a tag, another's fault would be two.
    const production = id === '039';
    const objects = new Objects(structuredClone(base));
    mutate(objects);
    // Only what is new: one fault of a renderer must not fail every case.
    const before = describeFindings(base, withGateway, production);
    const found = describeFindings(objects.all, withGateway, production).filter(
      finding => !before.includes(finding),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.filter(finding => !finding.startsWith(`GP-LINT-${id} `)),
    ).toEqual([]);
  });

  it('are each proven by something that is broken', () => {
    expect(
      [...new Set(MUTATIONS.map(([id]) => `GP-LINT-${id}`))].sort(),
    ).toEqual(LINT_RULES.map(({ id }) => id).sort());
  });
});
