/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { makeModel, makeService } from '../testing/builders';
import { Manifest } from '../render/types';
import { importObjects } from './objects';

const objects: Manifest[] = parse(
  readFileSync(resolve(__dirname, '../__fixtures__/import/live.yaml'), 'utf8'),
).items;

const model = makeModel(
  [makeService({ name: 'ledger', runtime: { ports: [{ port: 7029 }] } })],
  { env: { LOG_LEVEL: 'INFO' } },
);

const imported = importObjects(objects, {
  model,
  owner: 'group:default/shop-team',
});

describe('importObjects of a service that something else made', () => {
  it('proposes a spec that says what lives, and no more', () => {
    expect(imported.services).toHaveLength(1);
    expect(imported.services[0].entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        // The Service's, by which callers know it.
        name: 'billing-web',
        annotations: {
          'backstage.io/kubernetes-id': 'billing-web',
          'backstage.io/kubernetes-namespace': 'shop-platform',
          'argocd/app-name': 'billing-web',
        },
      },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: 'group:default/shop-team',
        system: 'shop',
        runtime: {
          apiVersion: 'runtime.openpolicy.io/v1',
          ports: [{ name: 'http-web', port: 7041, targetPort: 8080 }],
          dependencies: [{ ref: 'component:default/ledger' }],
          image: {
            repository: 'registry.example.org/pay/billing',
            tag: '2.3.1',
          },
          health: { liveness: '/alive', readiness: '/ready' },
          workload: { args: ['--serve'] },
          scale: { min: 3, max: 9, cpu: 63 },
          resources: {
            cpu: { request: '0.2', limit: '400m' },
            memory: { request: '512Mi', limit: '1Gi' },
          },
          // LOG_LEVEL is the platform's already.
          env: { CURRENCY: 'EUR', RETRY_HINT: 'yes' },
          secrets: [
            { key: 'stripe', path: 'shop-platform/billing-web/stripe' },
          ],
          rollout: { graceSeconds: 73 },
          security: {
            runAsUser: 12345,
            writablePaths: ['/var/tmp/billing'],
          },
        },
      },
    });
  });

  it('lists what would be changed or dropped, with what takes its place', () => {
    expect(
      imported.services[0].losses.map(
        ({ object, field, live, rendered }) =>
          `${object} ${field}: ${JSON.stringify(live)} -> ${JSON.stringify(
            rendered,
          )}`,
      ),
    ).toEqual([
      'Deployment/billing metadata.name: "billing" -> "billing-web"',
      'Deployment/billing metadata.labels.app: "billing" -> undefined',
      'Deployment/billing metadata.labels.team: "payments" -> undefined',
      'Deployment/billing metadata.annotations["example.com/contact"]: "payments@example.com" -> undefined',
      'Deployment/billing spec.selector.matchLabels.app: "billing" -> undefined',
      'Deployment/billing spec.template.metadata.labels.app: "billing" -> "billing-web"',
      'Deployment/billing spec.template.spec.containers[0].name: "billing" -> "app"',
      'Deployment/billing spec.template.spec.containers[0].ports[0].name: "web" -> "http-web"',
      'Deployment/billing spec.template.spec.containers[0].env.STRIPE_KEY: {"secretKeyRef":{"name":"billing-keys","key":"stripe"}} -> undefined',
      'Deployment/billing spec.template.spec.containers[0].volumeMounts["/etc/rates"]: {"volume":{"configMap":{"name":"exchange-rates","defaultMode":420}}} -> undefined',
      'Service/billing-web spec.selector.app: "billing" -> undefined',
      'Service/billing-web spec.ports[0].name: "web" -> "http-web"',
      'Service/billing-web spec.sessionAffinity: "ClientIP" -> undefined',
      'HorizontalPodAutoscaler/billing metadata.name: "billing" -> "billing-web"',
      'HorizontalPodAutoscaler/billing spec.scaleTargetRef.name: "billing" -> "billing-web"',
      'HorizontalPodAutoscaler/billing spec.metrics[0].type: "Resource" -> "ContainerResource"',
      'HorizontalPodAutoscaler/billing spec.metrics[0].resource: {"name":"cpu","target":{"type":"Utilization","averageUtilization":63}} -> undefined',
      'ConfigMap/exchange-rates : "ConfigMap" -> undefined',
      'Secret/billing-keys : "Secret" -> undefined',
    ]);
  });

  it('shows nothing of what is in a Secret', () => {
    expect(JSON.stringify(imported)).not.toContain('c2tfbGl2ZV');
  });

  it('names objects that belong to no service, but not what controllers make', () => {
    expect(imported.unclaimed).toEqual(['ConfigMap/leftovers']);
  });

  it('makes up a platform where there is none', () => {
    const { services } = importObjects(objects);
    expect(services[0].entity.spec).toMatchObject({
      owner: 'group:default/unowned',
      system: 'shop-platform',
      runtime: {
        ports: [{ name: 'http-web', port: 7041 }],
        // Nobody knows the ledger, so its address stays a variable.
        env: {
          LEDGER_URL: 'http://ledger.shop-platform.svc.cluster.local:7029',
          LOG_LEVEL: 'INFO',
        },
      },
    });
  });

  it('finds nothing in nothing', () => {
    expect(importObjects([])).toEqual({ services: [], unclaimed: [] });
  });

  it('leaves a workload without Service, probes and limits to the defaults', () => {
    const { services } = importObjects([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'bare', namespace: 'shop-platform' },
        spec: {
          selector: { matchLabels: { app: 'bare' } },
          template: {
            metadata: { labels: { app: 'bare' } },
            spec: { containers: [{ name: 'bare', image: 'bare' }] },
          },
        },
      },
    ]);
    expect(services[0].entity.spec!.runtime).toEqual({
      apiVersion: 'runtime.openpolicy.io/v1',
      image: { repository: 'bare', tag: 'latest' },
      replicas: 1,
      resources: { memory: { request: '256Mi', limit: '256Mi' } },
      security: { writablePaths: [] },
    });
  });
});
