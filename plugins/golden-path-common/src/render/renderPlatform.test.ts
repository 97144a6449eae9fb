/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { makeModel, makeService } from '../testing/builders';
import { GENERATOR_VERSION } from '../version';
import { ANNOTATIONS, LABELS } from './conventions';
import { PLATFORM_KINDS, SERVICE_KINDS } from './manifests';
import { renderPlatform, renderServiceManifests } from './renderPlatform';
import { Manifest } from './types';

function manifestsOf(
  runtime: NonNullable<Parameters<typeof makeService>[0]>['runtime'] = {},
): Record<string, any> {
  const service = makeService({ runtime });
  const model = makeModel([service]);
  const manifests = renderServiceManifests({
    model,
    service,
    environment: model.system.spec.environments[0],
  });
  return Object.fromEntries(
    manifests.map(manifest => [manifest.kind, manifest]),
  );
}

describe('renderPlatform', () => {
  it('gives the same bytes twice, and whatever the order of services', () => {
    const [a, b] = [makeService(), makeService({ name: 'ledger' })];
    const render = (...services: (typeof a)[]) =>
      renderPlatform(makeModel(services), { environment: 'stage' });
    expect(render(a, b)).toEqual(render(a, b));
    expect(render(b, a)).toEqual(render(a, b));
  });

  it('names the environments there are when asked for another', () => {
    expect(() =>
      renderPlatform(makeModel([]), { environment: 'prod' }),
    ).toThrow(
      "Failed to render 'system:default/shop': it has no environment 'prod'. It has 'stage'.",
    );
  });

  it('renders every kind of its tables, each to a file of its own', () => {
    const files = renderPlatform(makeModel([makeService()]), {
      environment: 'stage',
    });
    expect(files.map(({ path }) => path)).toEqual([
      'argocd/application-checkout.yaml',
      'argocd/appproject.yaml',
      'platform/namespace.yaml',
      'services/checkout/deployment.yaml',
      'services/checkout/horizontalpodautoscaler.yaml',
      'services/checkout/prometheusrule.yaml',
      'services/checkout/service.yaml',
      'services/checkout/serviceaccount.yaml',
    ]);
    expect(files).toHaveLength(
      SERVICE_KINDS.length + PLATFORM_KINDS.length + 1,
    );
  });

  it('allows in the AppProject exactly the kinds that services bring', () => {
    const files = renderPlatform(makeModel([makeService()]), {
      environment: 'stage',
    });
    const project = parse(
      files.find(({ path }) => path === 'argocd/appproject.yaml')!.content,
    );
    const brought = files
      .filter(({ path }) => path.startsWith('services/'))
      .map(({ content }) => parse(content).kind)
      .sort();
    expect(
      project.spec.namespaceResourceWhitelist
        .map((entry: { kind: string }) => entry.kind)
        .sort(),
    ).toEqual(brought);
    expect(project.spec.clusterResourceWhitelist).toEqual([]);
  });
});

describe('the objects of a service', () => {
  it('all say which entity they belong to and where they come from', () => {
    for (const manifest of Object.values(manifestsOf()) as Manifest[]) {
      expect(manifest.metadata.labels).toMatchObject({
        [LABELS.kubernetesId]: 'checkout',
        [LABELS.partOf]: 'shop',
      });
      expect(manifest.metadata.annotations).toMatchObject({
        [ANNOTATIONS.entityRef]: 'component:default/checkout',
        [ANNOTATIONS.generatorVersion]: GENERATOR_VERSION,
        [ANNOTATIONS.source]: 'catalog/checkout.yaml',
        [ANNOTATIONS.specHash]: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    }
  });

  it('select pods by labels that the pods have and that never change', () => {
    const { Deployment, Service } = manifestsOf();
    const { labels } = Deployment.spec.template.metadata;
    for (const selector of [
      Deployment.spec.selector.matchLabels,
      Service.spec.selector,
    ]) {
      expect(labels).toMatchObject(selector);
      expect(Object.keys(selector)).toEqual([LABELS.name, LABELS.instance]);
    }
    expect(labels).toMatchObject({
      [LABELS.kubernetesId]: 'checkout',
      app: 'checkout',
      version: 'stable',
    });
  });

  it('agree about ports', () => {
    const { Deployment, Service } = manifestsOf({
      ports: [
        { name: 'grpc', port: 7013, targetPort: 17013 },
        { name: 'http-admin', port: 7017 },
      ],
    });
    const container = Deployment.spec.template.spec.containers[0];
    const names = container.ports.map((port: { name: string }) => port.name);
    expect(names).toEqual(['grpc', 'http-admin', 'metrics']);
    expect(container.ports.map((port: any) => port.containerPort)).toEqual([
      17013, 7017, 9090,
    ]);
    expect(Service.spec.ports.map((port: any) => port.port)).toEqual([
      7013, 7017, 9090,
    ]);
    for (const port of Service.spec.ports) {
      expect(names).toContain(port.targetPort);
    }
    expect(container.livenessProbe.grpc.port).toBe(17013);
  });

  it('leave the number of replicas to the autoscaler', () => {
    const { Deployment, HorizontalPodAutoscaler, Application } = manifestsOf({
      scale: { min: 3, max: 11, cpu: 61 },
    });
    expect(Deployment.spec).not.toHaveProperty('replicas');
    expect(HorizontalPodAutoscaler.spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 11,
      scaleTargetRef: { kind: 'Deployment', name: 'checkout' },
      metrics: [
        {
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: 'app',
            target: { averageUtilization: 61 },
          },
        },
      ],
    });
    expect(Application.spec.ignoreDifferences).toEqual([
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'checkout',
        jsonPointers: ['/spec/replicas'],
      },
    ]);
  });

  it('have no autoscaler where replicas are fixed', () => {
    const { Deployment, HorizontalPodAutoscaler, Application } = manifestsOf({
      replicas: 3,
    });
    expect(Deployment.spec.replicas).toBe(3);
    expect(HorizontalPodAutoscaler).toBeUndefined();
    expect(Application.spec).not.toHaveProperty('ignoreDifferences');
  });

  it('keep to the restricted pod security standard', () => {
    const pod = manifestsOf().Deployment.spec.template.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        fsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    expect(pod.containers).toHaveLength(1);
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('ask the probes for different paths', () => {
    const container = manifestsOf().Deployment.spec.template.spec.containers[0];
    expect(container.livenessProbe.httpGet.path).toBe('/healthz');
    expect(container.readinessProbe.httpGet.path).toBe('/readyz');
    expect(container.startupProbe).toMatchObject({
      httpGet: { path: '/healthz' },
      periodSeconds: 2,
      failureThreshold: 60,
    });
  });

  it('read secrets from files and never from variables', () => {
    const pod = manifestsOf({
      secrets: [{ key: 'card-key', path: 'shop/checkout/card-key' }],
    }).Deployment.spec.template.spec;
    expect(JSON.stringify(pod)).not.toContain('secretKeyRef');
    expect(JSON.stringify(pod)).not.toContain('shop/checkout/card-key');
    expect(pod.volumes).toContainEqual({
      name: 'secrets',
      secret: expect.objectContaining({
        secretName: 'checkout-secrets',
        items: [{ key: 'card-key', path: 'card-key' }],
      }),
    });
  });

  it('take variables from the platform, the dependencies and the service, the last of which wins', () => {
    const service = makeService({
      runtime: {
        env: { REGION: 'here' },
        dependencies: [
          { ref: 'component:ledger' },
          { ref: 'resource:redis', env: 'CACHE_URL' },
          { ref: 'component:nowhere' },
        ],
      },
    });
    const ledger = makeService({
      name: 'ledger',
      runtime: { ports: [{ name: 'grpc', port: 7017 }] },
    });
    const model = makeModel([service, ledger], {
      env: { REGION: 'there', LOG_LEVEL: 'INFO' },
    });
    const manifests = renderServiceManifests({
      model,
      service,
      environment: model.system.spec.environments[0],
    });
    const { env } = (manifests.find(({ kind }) => kind === 'Deployment') as any)
      .spec.template.spec.containers[0];
    expect(env).toEqual([
      {
        name: 'CACHE_URL',
        value: 'redis://redis.shop-platform.svc.cluster.local:6379',
      },
      { name: 'ENVIRONMENT', value: 'stage' },
      {
        name: 'LEDGER_URL',
        value: 'grpc://ledger.shop-platform.svc.cluster.local:7017',
      },
      { name: 'LOG_LEVEL', value: 'INFO' },
      { name: 'REGION', value: 'here' },
      { name: 'SERVICE_NAME', value: 'checkout' },
    ]);
  });

  it('do not roll pods when only waivers, the source file or the renderers change', () => {
    const service = makeService();
    const render = (changed: typeof service) => {
      const model = makeModel([changed]);
      return renderServiceManifests({
        model,
        service: changed,
        environment: model.system.spec.environments[0],
      }).find(({ kind }) => kind === 'Deployment') as any;
    };
    const before = render(service);
    const after = render({ ...service, source: 'moved.yaml' });
    expect(after.spec).toEqual(before.spec);
    expect(JSON.stringify(before.spec)).not.toContain('runtime.openpolicy.io');
    expect(after.metadata.annotations[ANNOTATIONS.specHash]).toBe(
      before.metadata.annotations[ANNOTATIONS.specHash],
    );
  });

  it('come to the cluster through an Application that proves its entity', () => {
    expect(manifestsOf().Application).toMatchObject({
      metadata: {
        namespace: 'argocd',
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
        annotations: {
          [ANNOTATIONS.entityRef]: 'component:default/checkout',
          'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
        },
      },
      spec: {
        project: 'shop',
        source: {
          repoURL: 'https://git.example.com/shop/deploy.git',
          targetRevision: 'main',
          path: 'services/checkout',
        },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: 'shop-platform',
        },
        syncPolicy: {
          automated: { prune: true, selfHeal: false },
          syncOptions: expect.arrayContaining([
            'ServerSideApply=true',
            'RespectIgnoreDifferences=true',
          ]),
        },
      },
    });
  });
});

describe('GENERATOR_VERSION', () => {
  it('is the version of this package', () => {
    const manifest = JSON.parse(
      readFileSync(resolve(__dirname, '../../package.json'), 'utf8'),
    );
    expect(GENERATOR_VERSION).toBe(manifest.version);
  });
});
