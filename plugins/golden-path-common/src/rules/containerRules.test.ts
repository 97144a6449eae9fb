/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

const digest = `sha256:${'a'.repeat(64)}`;

const platform = {
  environments: [
    { name: 'dev', cluster: { name: 'dev-1' } },
    { name: 'prod', production: true, cluster: { name: 'prod-1' } },
  ],
};

describeServiceRules('container rules', {
  'GP-IMAGE-001': {
    bad: [
      [{ image: { tag: 'latest' } }, 'spec.runtime.image.tag'],
      [{ image: { tag: '' } }, 'spec.runtime.image.tag'],
      [{ image: { tag: '1.0 beta' } }, 'spec.runtime.image.tag'],
      [
        { rollout: { canary: { image: { tag: 'latest' } } } },
        'spec.runtime.rollout.canary.image.tag',
      ],
    ],
    good: [{ image: { tag: 'v1.0.0-rc.1' } }],
  },
  'GP-IMAGE-002': {
    bad: [
      [
        { image: { tag: '1.3.0', repository: 'Example.com/App' } },
        'spec.runtime.image.repository',
      ],
      [
        { image: { tag: '1.3.0', digest: 'sha256:abc' } },
        'spec.runtime.image.digest',
      ],
      [
        {
          rollout: {
            canary: {
              image: { tag: '1.4.0', digest: `sha256:${'A'.repeat(64)}` },
            },
          },
        },
        'spec.runtime.rollout.canary.image.digest',
      ],
    ],
    good: [
      { image: { tag: '1.3.0', repository: 'localhost:5000/team/my_app' } },
    ],
  },
  'GP-HEALTH-001': {
    bad: [
      [{ health: { readiness: '/healthz' } }, 'spec.runtime.health.readiness'],
    ],
    good: [{ health: { liveness: '/livez', readiness: '/healthz' } }],
  },
  'GP-HEALTH-002': {
    bad: [
      [{ health: { liveness: 'healthz' } }, 'spec.runtime.health.liveness'],
      [{ health: { startup: '/a b' } }, 'spec.runtime.health.startup'],
      [{ metrics: { path: '' } }, 'spec.runtime.metrics.path'],
    ],
    good: [{ health: { startup: '/startz?full=1' } }],
  },
  'GP-HEALTH-003': {
    bad: [[{ health: { port: 'grpc' } }, 'spec.runtime.health.port']],
    good: [{ health: { port: 'http' } }],
  },
  'GP-METRICS-001': {
    bad: [
      [{ metrics: { interval: '30s' } }, 'spec.runtime.metrics.interval'],
      [{ metrics: { interval: '15' } }, 'spec.runtime.metrics.interval'],
      [{ metrics: { interval: '1s' } }, 'spec.runtime.metrics.interval'],
    ],
    good: [{ metrics: { interval: '5s' } }, { metrics: { interval: '15s' } }],
  },
  'GP-IMAGE-004': {
    bad: [
      [
        {
          image: { tag: '1.3.0', digest },
          environments: { stage: { image: { tag: '1.4.0' } } },
        },
        'spec.runtime.environments.stage.image.digest',
      ],
      [
        {
          image: { tag: '1.3.0', digest },
          environments: {
            stage: { image: { repository: 'registry.example.com/other/app' } },
          },
        },
        'spec.runtime.environments.stage.image.digest',
      ],
      [
        {
          rollout: { canary: { image: { tag: '1.4.0', digest } } },
          environments: {
            stage: { rollout: { canary: { image: { tag: '1.5.0' } } } },
          },
        },
        'spec.runtime.environments.stage.rollout.canary.image.digest',
      ],
    ],
    good: [
      { environments: { stage: { image: { tag: '1.4.0' } } } },
      {
        image: { tag: '1.3.0', digest },
        environments: { stage: { image: { tag: '1.3.0' } } },
      },
      {
        image: { tag: '1.3.0', digest },
        environments: {
          stage: {
            image: { tag: '1.4.0', digest: `sha256:${'b'.repeat(64)}` },
          },
        },
      },
    ],
  },
  'GP-HEALTH-004': {
    bad: [
      [
        { ports: [{ name: 'udp', port: 7013, protocol: 'UDP' }] },
        'spec.runtime.ports[0].protocol',
      ],
      [
        {
          ports: [{ port: 7013 }, { name: 'udp', port: 7017, protocol: 'UDP' }],
          health: { port: 'udp' },
        },
        'spec.runtime.health.port',
      ],
    ],
    good: [
      {
        ports: [{ name: 'udp', port: 7017, protocol: 'UDP' }, { port: 7013 }],
        health: { port: 'http' },
      },
      { ports: [], workload: { kind: 'job' } },
    ],
  },
  'GP-HEALTH-005': {
    bad: [
      [{ health: { startupSeconds: 1 } }, 'spec.runtime.health.startupSeconds'],
      [
        { health: { startupSeconds: 3601 } },
        'spec.runtime.health.startupSeconds',
      ],
    ],
    good: [
      { health: { startupSeconds: 2 } },
      { health: { startupSeconds: 3600 } },
    ],
  },
  'GP-HEALTH-006': {
    bad: [
      [
        { health: { startupSeconds: 241 } },
        'spec.runtime.health.startupSeconds',
      ],
    ],
    good: [
      { health: { startupSeconds: 240 } },
      {
        ports: [],
        workload: { kind: 'job' },
        health: { startupSeconds: 999 },
      },
    ],
  },
});

describeModelRules('container rules, in a platform', {
  'GP-IMAGE-003': {
    bad: [
      [{ platform }, 'spec.runtime.image.digest'],
      [
        {
          platform,
          runtime: {
            image: { digest },
            rollout: {
              strategy: 'canary',
              canary: { image: { tag: '1.4.0' } },
            },
          },
        },
        'spec.runtime.rollout.canary.image.digest',
      ],
      [
        {
          platform,
          runtime: { environments: { prod: { image: { tag: '1.4.0' } } } },
        },
        'spec.runtime.image.digest',
      ],
    ],
    good: [
      { runtime: { image: { tag: '1.4.0' } } },
      { platform, runtime: { image: { digest } } },
      { platform, runtime: { environments: { prod: { image: { digest } } } } },
    ],
  },
});
