/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parse } from 'yaml';
import { PlatformModel } from '../../../model/types';
import { makeModel, makeService } from '../../../testing/builders';
import { renderRepository } from '../../renderPlatform';

const SERVICES = [
  makeService({
    runtime: {
      tier: 1,
      ports: [{ port: 7013, expose: 'gateway' }],
      scale: { min: 3, max: 7 },
      secrets: [
        { key: 'db-password', path: 'shop/checkout/db' },
        { key: 'card-key', path: 'shop/checkout/card' },
      ],
      dependencies: [
        { ref: 'resource:default/postgres', env: 'DATABASE_URL' },
        { ref: 'resource:default/redis' },
        { ref: 'component:default/ledger', env: 'BOOK_URL' },
      ],
    },
  }),
  makeService({
    name: 'ledger',
    runtime: {
      ports: [{ port: 7017 }],
      dependencies: [
        { ref: 'resource:default/postgres', env: 'DATABASE_URL' },
        { ref: 'resource:default/broker' },
        { ref: 'component:default/errors', env: 'ERROR_REPORTING_URL' },
      ],
    },
  }),
  makeService({
    name: 'errors',
    runtime: {
      ports: [{ port: 7019 }],
      dependencies: [
        { ref: 'resource:default/redis', env: 'BOOK_URL' },
        { ref: 'resource:default/files' },
      ],
    },
  }),
];

function makeShop(platform: object = {}): PlatformModel {
  const model = makeModel(SERVICES, {
    env: { LOG_LEVEL: 'INFO' },
    gateway: { hosts: ['shop.example.com'] },
    environments: [
      { name: 'stage', branch: 'develop', cluster: { name: 'stage-1' } },
      { name: 'live', cluster: { name: 'live-1' } },
    ],
    ...platform,
  });
  return {
    ...model,
    endpoints: new Map([
      ['resource:default/redis', endpoint('redis', 'redis', 6379)],
      ['resource:default/postgres', endpoint('postgresql', 'db', 5433)],
      ['resource:default/broker', endpoint('amqp', 'rabbit', 5673)],
      // Nobody has a stand-in for this one, and nobody calls the next.
      ['resource:default/files', endpoint('s3', 'files', 9443)],
      ['resource:default/idle', endpoint('redis', 'idle', 6380)],
    ]),
  };
}

function endpoint(scheme: string, host: string, port: number) {
  return { scheme, host, port };
}

function filesOf(platform: object = {}): Map<string, string> {
  return new Map(
    renderRepository(makeShop(platform))
      .filter(({ path }) => path.startsWith('local/'))
      .map(({ path, content }) => [path.slice('local/'.length), content]),
  );
}

const files = filesOf();
const read = (path: string) => parse(files.get(path)!);

describe('the cluster in Docker', () => {
  it('has the nodes and ports of the set-up document, and zones', () => {
    const { kind, apiVersion, name, nodes } = read('kind-cluster.yaml');
    expect({ kind, apiVersion, name }).toEqual({
      kind: 'Cluster',
      apiVersion: 'kind.x-k8s.io/v1alpha4',
      name: 'shop',
    });
    expect(nodes.map(({ role }: any) => role)).toEqual([
      'control-plane',
      'worker',
      'worker',
    ]);
    expect(
      nodes[0].extraPortMappings.map(
        ({ containerPort, hostPort, protocol }: any) => [
          containerPort,
          hostPort,
          protocol,
        ],
      ),
    ).toEqual([
      [80, 80, 'TCP'],
      [443, 443, 'TCP'],
    ]);
    const zones = nodes.map(
      ({ labels }: any) => labels['topology.kubernetes.io/zone'],
    );
    expect(zones).not.toContain(undefined);
    expect(new Set(zones.slice(1)).size).toBe(2);
  });
});

describe('the variables', () => {
  it('are those of the platform and every address that means one thing', () => {
    expect(files.get('platform.env')!.split('\n').slice(1)).toEqual([
      'BROKER_URL=amqp://rabbit.shop-platform.svc.cluster.local:5673',
      'DATABASE_URL=postgresql://db.shop-platform.svc.cluster.local:5433',
      'ENVIRONMENT=stage',
      'ERROR_REPORTING_URL=http://errors.shop-platform.svc.cluster.local:7019',
      'FILES_URL=s3://files.shop-platform.svc.cluster.local:9443',
      'LOG_LEVEL=INFO',
      'REDIS_URL=redis://redis.shop-platform.svc.cluster.local:6379',
      '',
    ]);
  });
});

describe('the resources', () => {
  it('are those that some service calls and that there is a stand-in for', () => {
    const folders = [...files.keys()]
      .filter(path => path.startsWith('resources/'))
      .map(path => path.split('/')[1]);
    expect([...new Set(folders)]).toEqual(['db', 'rabbit', 'redis']);
  });

  it.each([
    ['db', 5433, 'postgres', ['checkout', 'ledger']],
    ['rabbit', 5673, 'rabbitmq', ['ledger']],
    ['redis', 6379, 'redis', ['checkout', 'errors']],
  ])(
    '%s answers on port %i, to its callers only',
    (host, port, image, callers) => {
      const set = read(`resources/${host}/statefulset.yaml`);
      const service = read(`resources/${host}/service.yaml`);
      const policy = read(`resources/${host}/networkpolicy.yaml`);
      const budget = read(`resources/${host}/poddisruptionbudget.yaml`);
      const [container] = set.spec.template.spec.containers;

      expect(service.metadata.name).toBe(host);
      expect(set.spec.serviceName).toBe(host);
      expect(service.spec.ports[0].port).toBe(port);
      expect(container.ports[0]).toMatchObject({
        name: service.spec.ports[0].targetPort,
        containerPort: port,
      });
      expect(container.image).toMatch(
        new RegExp(
          `^docker\\.io/library/${image}:[\\d.]+@sha256:[0-9a-f]{64}$`,
        ),
      );

      const { labels } = set.spec.template.metadata;
      expect(labels['app.kubernetes.io/name']).toBe(host);
      expect(labels['sidecar.istio.io/inject']).toBe('false');
      for (const selector of [
        set.spec.selector.matchLabels,
        service.spec.selector,
        policy.spec.podSelector.matchLabels,
        budget.spec.selector.matchLabels,
      ]) {
        expect(labels).toMatchObject(selector);
      }

      const [{ from, ports }] = policy.spec.ingress;
      expect(
        from.map(
          ({ podSelector }: any) =>
            podSelector.matchLabels['app.kubernetes.io/name'],
        ),
      ).toEqual(callers);
      expect(ports).toEqual([
        { protocol: 'TCP', port: service.spec.ports[0].targetPort },
      ]);
      expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress']);
      expect(policy.spec.egress).toEqual([]);
    },
  );

  it.each(['db', 'rabbit', 'redis'])(
    '%s runs as a user without rights and writes to volumes only',
    host => {
      const pod = read(`resources/${host}/statefulset.yaml`).spec.template.spec;
      const [container] = pod.containers;
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.livenessProbe).not.toEqual(container.readinessProbe);
      const volumes = [
        ...pod.volumes.map(({ name }: any) => name),
        'data',
      ].sort();
      expect(
        container.volumeMounts.map(({ name }: any) => name).sort(),
      ).toEqual(volumes);
    },
  );

  it.each(['db', 'rabbit', 'redis'])(
    '%s reads its secret from files, and its example has them',
    host => {
      const pod = read(`resources/${host}/statefulset.yaml`).spec.template.spec;
      const secret = read(`secrets/${host}.yaml`);
      expect(pod.volumes).toContainEqual({
        name: 'secrets',
        secret: expect.objectContaining({ secretName: secret.metadata.name }),
      });
      const [{ args = [], env = [] }] = pod.containers;
      const text = [...args, ...env.map(({ value }: any) => value)].join(' ');
      expect(text).toContain('/var/run/secrets/openpolicy');
      const [file] = Object.keys(secret.stringData);
      // RabbitMQ reads every file of the folder that ends in .conf.
      expect(text.includes(`/${file}`) || file.endsWith('.conf')).toBe(true);
    },
  );
});

describe('the secrets', () => {
  it('have obvious placeholders, the same for a service and its database', () => {
    const own = read('secrets/checkout.yaml');
    expect(own).toMatchObject({
      kind: 'Secret',
      metadata: { name: 'checkout-secrets', namespace: 'shop-platform' },
      stringData: {
        'db-password': 'replace-me-db-password',
        'card-key': 'replace-me-card-key',
      },
    });
    expect(read('secrets/db.yaml').stringData['db-password']).toBe(
      own.stringData['db-password'],
    );
    expect(files.has('secrets/ledger.yaml')).toBe(false);
  });

  it('carry a placeholder in every example', () => {
    const examples = [...files].filter(([path]) =>
      /^secrets\/.*\.yaml$/.test(path),
    );
    expect(examples).toHaveLength(4);
    for (const [, content] of examples) {
      const values = Object.values<string>(parse(content).stringData);
      for (const value of values) {
        expect(value).toContain('replace-me-');
      }
    }
  });
});

describe('the page', () => {
  const page = files.get('README.md')!;

  it.each([
    ['Pre-Deployment', 5],
    ['Deployment', 6],
    ['Post-Deployment', 6],
  ])('has the checklist %s with a command for each item', (title, count) => {
    const [, section] = page.split(`\n## ${title}\n`);
    const rows = section.split('\n## ')[0].match(/^\| ☐ \|.*$/gm)!;
    expect(rows).toHaveLength(count);
    for (const row of rows) {
      expect(row).toMatch(/\| `[a-z][^`]+` \|$/);
    }
  });

  it('says what all services ask for', () => {
    // 3 + 2 + 2 pods of 250m and 260Mi.
    expect(page).toContain('7 pods, 1.75 cores and 1.78 GiB');
  });

  it.each([
    [
      'istio',
      'gateways.networking.istio.io',
      'helm install istio-ingressgateway',
    ],
    ['ingress', 'ingresses', 'ingress-nginx/ingress-nginx'],
  ])('follows the gateway of type %s', (type, kind, command) => {
    const text = filesOf({
      gateway: { type, hosts: ['shop.example.com'] },
    }).get('README.md')!;
    expect(text).toContain(`kubectl get ${kind}`);
    expect(text).toContain(command);
    expect(text.includes('istio-ingressgateway')).toBe(type === 'istio');
  });

  it('leaves the mesh out where there is none', () => {
    const text = filesOf({ mesh: { injection: false } }).get('README.md')!;
    expect(text).not.toContain('helm install istiod');
  });

  it('leaves error reporting out where nobody reports', () => {
    const model = makeModel([makeService()]);
    const text = renderRepository(model).find(
      ({ path }) => path === 'local/README.md',
    )!.content;
    expect(text).not.toContain('Error reporting');
    expect(page).toContain('service/errors 7019');
  });
});
