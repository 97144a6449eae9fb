/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RULE_INFOS } from '../rules/registry';
import { BREAKERS, findingsOfBroken, seededRandom } from './breakers';
import { NOW } from './builders';
import { randomModels } from './randomSpec';

const SEED = 11231123;

const COUNT = 1000;

const RULE_IDS = Object.keys(BREAKERS).sort();

describe('a thousand broken specs', () => {
  it('break each error rule there is', () => {
    expect(RULE_IDS).toEqual(
      RULE_INFOS.filter(({ severity }) => severity === 'error').map(
        ({ id }) => id,
      ),
    );
  });

  const models = randomModels(COUNT, SEED);

  it.each(RULE_IDS)('%s is found whenever its fault is made', ruleId => {
    const first = RULE_IDS.indexOf(ruleId);
    let broken = 0;
    for (let index = first; index < COUNT; index += RULE_IDS.length) {
      const found = findingsOfBroken(BREAKERS[ruleId], models[index], {
        random: seededRandom(SEED + index),
        now: NOW,
      });
      expect([index, found.map(finding => finding.ruleId)]).toEqual([
        index,
        expect.arrayContaining([ruleId]),
      ]);
      broken += 1;
    }
    expect(broken).toBeGreaterThanOrEqual(Math.floor(COUNT / RULE_IDS.length));
  });

  it('are not what the random platforms are before', () => {
    const before = structuredClone(models[0].services[0].spec);
    for (const ruleId of RULE_IDS) {
      findingsOfBroken(BREAKERS[ruleId], models[0], {
        random: seededRandom(SEED),
        now: NOW,
      });
    }
    expect(models[0].services[0].spec).toEqual(before);
  });
});
