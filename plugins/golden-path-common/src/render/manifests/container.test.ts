/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  renderKind,
  renderObjects,
  Runtime,
} from '../../testing/renderObjects';

const pod = (runtime: Runtime = {}) =>
  renderKind('Deployment', runtime).spec.template.spec;
const container = (runtime: Runtime = {}) => pod(runtime).containers[0];

const DIGEST = `sha256:${'5a'.repeat(32)}`;

describe('the container', () => {
  it.each([
    [{ tag: '1.3.0' }, 'registry.example.com/shop/checkout:1.3.0'],
    [
      { tag: '1.3.0', digest: DIGEST },
      `registry.example.com/shop/checkout:1.3.0@${DIGEST}`,
    ],
    [
      { repository: 'other.example.com/pay', tag: '7' },
      'other.example.com/pay:7',
    ],
  ])('runs image %j as %s', (image, text) => {
    expect(container({ image })).toMatchObject({
      name: 'app',
      image: text,
      imagePullPolicy: 'Always',
    });
  });

  it('runs the entry point of the image unless told otherwise', () => {
    expect(container()).not.toHaveProperty('command');
    expect(container()).not.toHaveProperty('args');
    expect(
      container({ workload: { command: ['/bin/serve'], args: ['--fast'] } }),
    ).toMatchObject({ command: ['/bin/serve'], args: ['--fast'] });
  });

  it('names its ports, the one of metrics too', () => {
    const { ports } = container({
      ports: [
        { name: 'grpc', port: 7013, targetPort: 17013 },
        { name: 'http-admin', port: 7017 },
      ],
      metrics: { port: 9307 },
    });
    expect(ports).toEqual([
      { name: 'grpc', containerPort: 17013, protocol: 'TCP' },
      { name: 'http-admin', containerPort: 7017, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9307, protocol: 'TCP' },
    ]);
  });

  it('asks for what it needs and has limits, of scratch disk too', () => {
    const { resources } = container({
      resources: {
        cpu: { request: '130m', limit: '310m' },
        memory: { request: '170Mi', limit: '190Mi' },
        ephemeral: { request: '70Mi', limit: '230Mi' },
      },
    });
    expect(resources).toEqual({
      requests: { cpu: '130m', memory: '170Mi', 'ephemeral-storage': '70Mi' },
      limits: { cpu: '310m', memory: '190Mi', 'ephemeral-storage': '230Mi' },
    });
  });

  it('reads its variables from the ConfigMap of the same render', () => {
    const [{ configMapRef }, ...others] = container().envFrom;
    expect(configMapRef.name).toMatch(/^checkout-config-/);
    expect(renderObjects()).toHaveProperty([`ConfigMap/${configMapRef.name}`]);
    expect(others).toEqual([]);
    expect(container()).not.toHaveProperty('env');
  });

  it.each([
    ['go', ['GOMEMLIMIT']],
    ['node', ['HEAP_MEGABYTES', 'NODE_OPTIONS']],
  ])('tells %s how much memory there is', (language, names) => {
    const env: Array<{ name: string }> = container({ language }).env;
    expect(env.map(({ name }) => name)).toEqual(names);
    expect(JSON.stringify(env)).toContain('"containerName":"app"');
  });

  it('leaves a variable alone that the service sets itself', () => {
    expect(
      container({ language: 'go', env: { GOMEMLIMIT: '170MiB' } }),
    ).not.toHaveProperty('env');
  });

  it('does not sleep before it ends where the service wants no drain', () => {
    expect(container({ rollout: { drainSeconds: 0 } })).not.toHaveProperty(
      'lifecycle',
    );
  });

  it('may write to the paths that it names, up to what it asked for', () => {
    const spec = pod({
      security: { writablePaths: ['/tmp', '/var/cache/app'] },
      resources: {
        memory: { request: '170Mi', limit: '190Mi' },
        ephemeral: { request: '70Mi' },
      },
    });
    expect(spec.containers[0].volumeMounts).toEqual([
      { name: 'scratch-0', mountPath: '/tmp' },
      { name: 'scratch-1', mountPath: '/var/cache/app' },
    ]);
    expect(spec.volumes).toEqual([
      { name: 'scratch-0', emptyDir: { sizeLimit: '70Mi' } },
      { name: 'scratch-1', emptyDir: { sizeLimit: '70Mi' } },
    ]);
  });

  it('reads secrets from files and never from variables', () => {
    const spec = pod({
      secrets: [{ key: 'card-key', path: 'shop/checkout/card-key' }],
    });
    expect(JSON.stringify(spec)).not.toMatch(/secretKeyRef|secretRef/);
    expect(JSON.stringify(spec)).not.toContain('shop/checkout/card-key');
    expect(spec.volumes).toContainEqual({
      name: 'secrets',
      secret: {
        secretName: 'checkout-secrets',
        defaultMode: 0o440,
        items: [{ key: 'card-key', path: 'card-key' }],
      },
    });
    expect(spec.containers[0].volumeMounts).toContainEqual({
      name: 'secrets',
      mountPath: '/var/run/secrets/openpolicy',
      readOnly: true,
    });
  });
});

describe('the probes', () => {
  it('ask different paths, and are patient at the start', () => {
    expect(
      container({
        health: {
          startup: '/started',
          liveness: '/alive',
          readiness: '/ready',
          startupSeconds: 91,
        },
      }),
    ).toMatchObject({
      startupProbe: {
        httpGet: { path: '/started', port: 'http', scheme: 'HTTP' },
        periodSeconds: 2,
        failureThreshold: 46,
      },
      livenessProbe: { httpGet: { path: '/alive' } },
      readinessProbe: { httpGet: { path: '/ready' } },
    });
  });

  it('ask a port of gRPC by its number', () => {
    expect(
      container({ ports: [{ name: 'grpc', port: 7013, targetPort: 17013 }] })
        .livenessProbe.grpc,
    ).toEqual({ port: 17013, service: 'healthz' });
  });

  it('ask the port that the service names', () => {
    const { readinessProbe } = container({
      ports: [{ port: 7013 }, { name: 'http-admin', port: 7017 }],
      health: { port: 'http-admin' },
    });
    expect(readinessProbe.httpGet.port).toBe('http-admin');
  });

  it('do not take an open connection for a sign of life', () => {
    const probes = container({
      ports: [{ name: 'tcp', port: 7013 }],
      metrics: { path: '/stats' },
    });
    expect(probes).toMatchObject({
      startupProbe: { tcpSocket: { port: 'tcp' } },
      readinessProbe: { tcpSocket: { port: 'tcp' } },
      livenessProbe: { httpGet: { path: '/stats', port: 'metrics' } },
    });
    expect(probes.livenessProbe).not.toHaveProperty('tcpSocket');
  });

  it('never ask a port of UDP', () => {
    expect(
      container({
        ports: [
          { name: 'tcp-dns', port: 7013, protocol: 'UDP' },
          { name: 'http', port: 7017 },
        ],
      }).readinessProbe.httpGet.port,
    ).toBe('http');
  });
});
