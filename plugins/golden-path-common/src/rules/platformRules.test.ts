/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeModelRules } from '../testing/describeRules';
import { RuleExample } from './types';

const faults = (cases: Array<[field: string, platform: object]>) =>
  cases.map(([field, platform]): [RuleExample, string] => [
    { platform: platform as Record<string, unknown> },
    `spec.platform.${field}`,
  ]);

const stage = (part: object) => ({
  environments: [{ name: 'stage', cluster: { name: 'stage-1' }, ...part }],
});

const quota = (part: object) =>
  stage({
    quota: {
      pods: 500,
      cpu: { requests: '500', limits: '900' },
      memory: { requests: '500Gi', limits: '900Gi' },
      ...part,
    },
  });

describeModelRules('platform rules', {
  'GP-SYSTEM-001': {
    bad: [[{ component: { system: 'nowhere' } }, 'spec.system']],
    good: [{ component: { system: 'shop' } }],
  },
  'GP-SYSTEM-002': {
    bad: faults([
      ['namespace', { namespace: 'Shop_Platform' }],
      ['portPool', { portPool: { from: 7099, to: 7000 } }],
      ['portPool', { portPool: { from: 1023, to: 7000 } }],
      ['portPool', { portPool: { from: 7000, to: 65536 } }],
      ['registry', { registry: 'https://registry.example.com' }],
      ['secrets.name', { secrets: { name: 'Vault!' } }],
      ['secrets.refreshInterval', { secrets: { refreshInterval: '1' } }],
      ['mesh.systemNamespace', { mesh: { systemNamespace: 'istio.system' } }],
      ['mesh.revision', { mesh: { revision: '1.27' } }],
      ['mesh.trustDomain', { mesh: { trustDomain: 'a/b' } }],
      ['mesh.tracingPercent', { mesh: { tracingPercent: 101 } }],
      ['gateway.namespace', { gateway: { namespace: '' } }],
      ['gateway.serviceAccount', { gateway: { serviceAccount: 'A' } }],
      ['gateway.tlsSecret', { gateway: { tlsSecret: 'a_b' } }],
      ['gateway.ingressClass', { gateway: { ingressClass: '-' } }],
      ['gateway.selector', { gateway: { selector: { istio: 'a b' } } }],
      ['gateway.hosts[0]', { gateway: { hosts: ['localhost'] } }],
      ['prometheus.namespace', { prometheus: { namespace: 'a/b' } }],
      ['prometheus.selectorLabels', { prometheus: { selectorLabels: {} } }],
      ['prometheus.dashboardFolder', { prometheus: { dashboardFolder: ' ' } }],
      ['telemetry.namespace', { telemetry: { namespace: 'O' } }],
      ['telemetry.port', { telemetry: { namespace: 'otel', port: 0 } }],
      ['links.runbook', { links: { runbook: 'wiki' } }],
      ['prometheus.url', { prometheus: { url: 'http://u:p@prom:9090' } }],
      ['links.dashboard', { links: { dashboard: 'ftp://a' } }],
      ['links.entity', { links: { entity: 'portal' } }],
      ['links.application', { links: { application: 'argocd' } }],
      [
        'prometheus.mail.server',
        { prometheus: { mail: { server: 'smtp', from: 'a@b.example' } } },
      ],
      [
        'prometheus.mail.from',
        { prometheus: { mail: { server: 'smtp:25', from: 'alerts' } } },
      ],
      ['prometheus.heartbeatUrl', { prometheus: { heartbeatUrl: 'cronitor' } }],
      ['delivery.project', { delivery: { project: 'default' } }],
      ['delivery.argocdNamespace', { delivery: { argocdNamespace: 'A' } }],
      ['delivery.repository', { delivery: { repository: 'deploy' } }],
      [
        'delivery.repository',
        { delivery: { repository: 'https://a:hunter2@git.example.com/a.git' } },
      ],
      ['delivery.targetRevision', { delivery: { targetRevision: 'a..b' } }],
      ['delivery.sourceRepository', { delivery: { sourceRepository: 'a' } }],
      ['environments[0].name', stage({ name: 'Stage' })],
      [
        'environments[1].name',
        {
          environments: [
            { name: 'stage', cluster: { name: 'stage-1' } },
            { name: 'stage', cluster: { name: 'stage-2' } },
          ],
        },
      ],
      ['environments[0].branch', stage({ branch: 'feature/' })],
      ['environments[0].cluster.name', stage({ cluster: { name: '' } })],
      [
        'environments[0].cluster.server',
        stage({ cluster: { name: 'a', server: 'stage-1' } }),
      ],
      ['environments[0].repository', stage({ repository: '' })],
      ['environments[0].minReadySeconds', stage({ minReadySeconds: 300 })],
      ['environments[0].hosts[0]', stage({ hosts: ['A.example.com'] })],
      ['environments[0].quota.pods', quota({ pods: 0 })],
      [
        'environments[0].quota.cpu.requests',
        quota({ cpu: { requests: '4Gi', limits: '900' } }),
      ],
      [
        'environments[0].quota.cpu.limits',
        quota({ cpu: { requests: '500', limits: '499' } }),
      ],
      [
        'environments[0].quota.memory.limits',
        quota({ memory: { requests: '500Gi', limits: '900G' } }),
      ],
    ]),
    good: [
      {},
      { platform: quota({}) },
      { platform: { delivery: { repository: 'git@git.example.com:a/b.git' } } },
      { platform: { mesh: { revision: 'stable', tracingPercent: 0 } } },
      { platform: stage({ branch: 'feature/a-1', minReadySeconds: 0 }) },
    ],
  },
  'GP-SYSTEM-003': {
    bad: ['30s', '16s', '500ms', 'often'].map(
      (evaluationInterval): [RuleExample, string] => [
        { platform: { prometheus: { evaluationInterval } } },
        'spec.platform.prometheus.evaluationInterval',
      ],
    ),
    good: ['1s', '15s'].map(evaluationInterval => ({
      platform: { prometheus: { evaluationInterval } },
    })),
  },
  'GP-SYSTEM-004': {
    bad: faults([
      ['env.logLevel', { env: { logLevel: 'INFO' } }],
      ['env.API_TOKEN', { env: { API_TOKEN: 'abc' } }],
      ['env.BROKER', { env: { BROKER: 'amqp://shop:hunter2@rabbitmq' } }],
    ]),
    good: [{ platform: { env: { LOG_LEVEL: 'INFO', REGION: 'eu-11' } } }],
  },
  'GP-RESOURCE-001': {
    bad: [
      [{ endpoint: { scheme: 'redis://' } }, 'spec.endpoint.scheme'],
      [{ endpoint: { host: 'redis:6379' } }, 'spec.endpoint.host'],
      [
        { endpoint: { host: 'redis.data.svc.cluster.local' } },
        'spec.endpoint.host',
      ],
      [{ endpoint: { port: 0 } }, 'spec.endpoint.port'],
      [{ endpoint: { port: 65536 } }, 'spec.endpoint.port'],
    ],
    good: [{}, { endpoint: { host: 'redis.example.com', port: 1 } }],
  },
});
