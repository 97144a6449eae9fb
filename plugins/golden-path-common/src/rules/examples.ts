/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { buildModels } from '../model/buildModel';
import { RUNTIME_API_VERSION } from '../spec/serviceSpec';
import { Finding, RuleExample, SpecRuleInfo } from './types';
import { validateModel } from './validate';

/** The day on which examples are judged; they are the same on every other. */
const EXAMPLE_DAY = new Date('2026-11-23T12:00:00Z');

const PLATFORM = {
  apiVersion: RUNTIME_API_VERSION,
  namespace: 'shop-platform',
  portPool: { from: 7000, to: 7099 },
  registry: 'registry.example.com/shop',
  links: {
    runbook: 'https://docs.example.com/{name}',
    dashboard: 'https://grafana.example.com/d/gp-{name}',
  },
  delivery: {
    repository: 'https://git.example.com/shop/deploy.git',
    project: 'shop',
  },
  environments: [{ name: 'stage', cluster: { name: 'stage-1' } }],
};

const RUNTIME = {
  apiVersion: RUNTIME_API_VERSION,
  image: { tag: '1.3.0' },
  ports: [{ port: 7013 }],
  resources: { memory: { request: '260Mi', limit: '510Mi' } },
};

/**
 * What a rule says about its own example.
 *
 * @returns the rule's first finding, and all others of that model
 * @internal
 */
export function judgeExample({ id, example }: SpecRuleInfo): {
  finding: Finding | undefined;
  others: Finding[];
} {
  const findings = findingsOfExample(example, EXAMPLE_DAY);
  return {
    finding: findings.find(({ ruleId }) => ruleId === id),
    others: findings.filter(({ ruleId }) => ruleId !== id),
  };
}

/**
 * Everything that is found in the entities of an example.
 *
 * @internal
 */
export function findingsOfExample(example: RuleExample, now: Date): Finding[] {
  const { models, findings } = buildModels(
    exampleEntities(example).map(part => ({ entity: part })),
  );
  return [
    ...findings,
    ...models.flatMap(model => validateModel(model, { now })),
  ];
}

/**
 * The entities of an example: a small platform that breaks no rule, with the
 * example laid over it.
 *
 * @internal
 */
export function exampleEntities(example: RuleExample): Entity[] {
  const { component = {}, others = {} } = example;
  return [
    entity('System', 'shop', {
      owner: 'shop-team',
      platform: laidOver(PLATFORM, example.platform),
    }),
    entity('Group', 'shop-team', {
      profile: { email: 'shop-team@example.com' },
    }),
    entity('Group', 'quiet-team', {}),
    entity('API', 'checkout-api', {}),
    entity('API', 'pricing-api', {}),
    entity('Resource', 'redis', {
      endpoint: laidOver(
        { scheme: 'redis', host: 'redis', port: 6379 },
        example.endpoint,
      ),
    }),
    entity('Resource', 'postgresql', {
      endpoint: { scheme: 'postgresql', host: 'postgresql', port: 5432 },
    }),
    service(component.name ?? 'checkout', example.runtime, component),
    ...Object.entries(others).map(([name, runtime]) => service(name, runtime)),
  ];
}

/** @param name - with its catalog namespace in front of it, if it has one */
function service(
  name: string,
  runtime: unknown,
  spec: { owner?: string; system?: string } = {},
): Entity {
  return entity('Component', name, {
    lifecycle: 'production',
    owner: spec.owner ?? 'group:default/shop-team',
    system: spec.system ?? 'system:default/shop',
    runtime: laidOver(RUNTIME, runtime),
  });
}

function entity(kind: string, path: string, spec: object): Entity {
  const [name, namespace] = path.split('/').reverse();
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...(namespace && { namespace }) },
    spec: spec as Entity['spec'],
  };
}

function laidOver(base: unknown, part: unknown): unknown {
  if (part === undefined) {
    return base;
  }
  if (!isMap(base) || !isMap(part)) {
    return part;
  }
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(part)) {
    merged[key] = laidOver(base[key], value);
  }
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
