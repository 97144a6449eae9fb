/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import {
  FakeTime,
  RecordingSink,
  describeSourceContract,
} from '@openpolicy/plugin-service-health-node/testUtils';
import { KubernetesSource, KubernetesSourceOptions } from './KubernetesSource';
import { FakeApiServer } from './__fixtures__/FakeApiServer';
import { deployment, pod, warningEvent } from './__fixtures__/objects';

/** Of fake time, a tick of which is 5 ms: deadlines are many ticks, so that an answer has the turns that it takes. */
const TIMING = {
  backoffBaseMs: 5,
  backoffCapMs: 20,
  silenceMs: 1_000,
  slowRetryMs: 20,
  absentRetryMs: 50,
  shortWatchMs: 50,
  jitterMs: 5,
  probeIntervalMs: 30,
};

const LIMITS = { connectMs: 1_000, requestMs: 500, probeMs: 300 };

function createSource(
  server: FakeApiServer,
  options: Partial<KubernetesSourceOptions> = {},
) {
  return KubernetesSource.create({
    cluster: {
      name: 'lab',
      url: server.url,
      serviceAccountToken: 'token',
      tokenKey: 'kubernetes.token',
      skipTLSVerify: false,
    },
    logger: mockServices.logger.mock(),
    timing: TIMING,
    limits: LIMITS,
    ...options,
  });
}

describeSourceContract({
  name: 'KubernetesSource',
  create: async () => {
    const time = FakeTime.start();
    const server = await FakeApiServer.create();
    return {
      source: createSource(server),
      scope: 'deployments',
      keyOf: name => `Deployment/openpolicy-platform/${name}`,
      put: name => server.put('deployments', deployment(name)),
      remove: name => server.delete('deployments', deployment(name)),
      putSilently: name =>
        server.put('deployments', deployment(name), { silently: true }),
      removeSilently: name =>
        server.delete('deployments', deployment(name), { silently: true }),
      expire: () => server.compact(),
      silence: () => {
        server.mode = 'silent';
      },
      break: () => {
        server.mode = 'broken';
        server.dropConnections();
      },
      heal: () => server.heal(),
      tick: () => time.advance(5),
      close: async () => {
        await server.close();
        time.stop();
      },
    };
  },
});

describe('KubernetesSource', () => {
  let time: FakeTime;
  let server: FakeApiServer;
  let sink: RecordingSink;
  let controller: AbortController;
  let running: Promise<void>;

  beforeEach(async () => {
    time = FakeTime.start();
    server = await FakeApiServer.create();
    sink = new RecordingSink();
    controller = new AbortController();
  });

  afterEach(async () => {
    controller.abort();
    await running;
    await server.close();
    time.stop();
  });

  function start(options?: Partial<KubernetesSourceOptions>) {
    const source = createSource(server, options);
    running = source.run({ sink, signal: controller.signal });
    return source;
  }

  const tick = () => time.advance(5);

  async function until(condition: () => boolean) {
    for (let i = 0; i < 400 && !condition(); i++) {
      await tick();
    }
    expect(condition()).toBe(true);
  }

  /** Waits until each kind is listed and its watch is accepted. */
  async function untilWatching({ scopes }: KubernetesSource) {
    await until(() =>
      scopes.every(
        scope => sink.verbs(scope).slice(0, 2).join() === 'replace,bookmark',
      ),
    );
  }

  it('reads each kind once, whatever else happens', async () => {
    const source = start();
    await untilWatching(source);
    expect(source.scopes).toEqual([
      'deployments',
      'statefulsets',
      'daemonsets',
      'replicasets',
      'pods',
      'events',
      'horizontalpodautoscalers',
      'rollouts',
    ]);
    // Each has a connection of its own, so they may come in any order.
    expect(
      server.requests.filter(name => name.startsWith('list')).sort(),
    ).toEqual(source.scopes.map(scope => `list ${scope}`).sort());
  });

  it('is heard of in every scope though the cluster has no Argo Rollouts', async () => {
    server.absent.add('rollouts');
    const source = start();
    await until(() =>
      source.scopes.every(scope => sink.verbs(scope).includes('bookmark')),
    );
    expect(sink.failure('rollouts')).toBeUndefined();
  });

  it('fails one scope with its missing rule and reads the others', async () => {
    server.forbidden.add('pods');
    server.put('deployments', deployment());
    start();
    await until(
      () =>
        sink.failure('pods') !== undefined &&
        sink.keys('deployments').length === 1,
    );
    expect(sink.failure('pods')).toMatchObject({
      reason:
        "Failed to read pods of the cluster 'lab': access is forbidden (403).",
      nextStep: expect.stringContaining(
        '{apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"]}',
      ),
    });
  });

  it('has scopes for each namespace that it is narrowed to', async () => {
    const source = start({ namespaces: ['team-a', 'team-b'] });
    expect(source.scopes).toHaveLength(16);
    expect(source.scopes.slice(0, 2)).toEqual([
      'deployments/team-a',
      'deployments/team-b',
    ]);
    await until(() => sink.verbs('pods/team-b').includes('replace'));
  });

  it('shows life by one probe a period while watches are quiet', async () => {
    await untilWatching(start());
    const before = server.requests.length;
    sink.clearCalls();
    await until(() => sink.verbs('pods').length >= 3);
    expect(new Set(server.requests.slice(before))).toEqual(new Set(['probe']));
    expect(new Set(sink.verbs())).toEqual(new Set(['bookmark']));
  });

  it('reads pods and their events', async () => {
    server.put('pods', pod());
    start();
    await until(() => sink.keys('pods').length === 1);
    server.put('events', warningEvent());
    await until(() => sink.keys('events').length === 1);
    expect(sink.content('events').values().next().value).toMatchObject({
      ownerUid: sink.content('pods').values().next().value?.uid,
    });
  });

  it('ends its back-off with the first sign of life', async () => {
    server.mode = 'unreachable';
    start({
      timing: { ...TIMING, backoffBaseMs: 60_000, backoffCapMs: 60_000 },
      random: () => 0.999,
    });
    await until(() => sink.failure('pods') !== undefined);
    // The probe fails as well, and the next attempt is a minute away.
    await until(
      () => server.requests.filter(name => name === 'probe').length > 1,
    );
    server.heal();
    await until(() => sink.verbs('pods').includes('replace'));
    expect(sink.failure('pods')).toBeUndefined();
  });

  it('loses nothing when connections are reset', async () => {
    start();
    await until(() => server.requests.includes('watch pods'));
    for (let i = 0; i < 5; i++) {
      server.put('pods', pod(`before-${i}`), { silently: true });
      server.dropConnections();
      server.put('pods', pod(`after-${i}`));
      await tick();
    }
    await until(() => sink.keys('pods').length === 10);
    expect(sink.failure('pods')).toBeUndefined();
  });
});
