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
import { AlertmanagerClient } from './AlertmanagerClient';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSource } from './PrometheusSource';
import {
  FakePrometheus,
  makeAlert,
  makeGroup,
  makeRule,
} from './__testUtils__/FakePrometheus';
import { fingerprint } from './project/fingerprint';

async function start(options?: { alertmanagers?: number }) {
  // Rules tell when they were evaluated, and the source compares that with now.
  const time = FakeTime.start({ keepDate: true });
  const tick = () => time.advance(250);
  const fake = await FakePrometheus.start();
  const second = await FakePrometheus.start();
  // Of fake time: several ticks, so that an answer has the turns that it takes.
  const limits = { deadlineMs: 3_000 };
  const prometheus = PrometheusClient.create(
    { path: 'prometheus.instances[0]', url: fake.server.url },
    limits,
  );
  const alertmanagers = [fake, second]
    .slice(0, options?.alertmanagers ?? 1)
    .map(({ server }, i) =>
      AlertmanagerClient.create(
        {
          path: `prometheus.instances[0].alertmanagers[${i}]`,
          url: server.url,
        },
        limits,
      ),
    );
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const source = PrometheusSource.create({
    instance: 'lab',
    path: 'prometheus.instances[0]',
    pollIntervalMs: 1_000,
    prometheus,
    alertmanagers,
    logger,
    random: () => 0.5,
  });
  const close = async () => {
    for (const client of [prometheus, ...alertmanagers]) {
      await client.close();
    }
    await fake.close();
    await second.close();
    time.stop();
  };
  return { fake, second, source, logger, tick, close };
}

const labelsOf = (name: string) => ({ alertname: name, service: name });

describeSourceContract({
  name: 'PrometheusSource',
  create: async () => {
    const { fake, source, tick, close } = await start();
    const alerts = new Map<string, unknown>();
    const publish = () => {
      fake.groups = [makeGroup([makeRule({ alerts: [...alerts.values()] })])];
    };
    const put = (name: string) => {
      alerts.set(name, makeAlert({ labels: labelsOf(name) }));
      publish();
    };
    const remove = (name: string) => {
      alerts.delete(name);
      publish();
    };
    return {
      source,
      scope: 'alerts',
      keyOf: name => `Alert/${fingerprint(labelsOf(name))}`,
      put,
      remove,
      putSilently: put,
      removeSilently: remove,
      expire: () => {},
      silence: () => {
        fake.mode = 'silent';
      },
      break: () => {
        fake.mode = 'broken';
      },
      heal: () => {
        fake.mode = 'working';
      },
      tick,
      close,
    };
  },
});

describe('PrometheusSource', () => {
  let subject: Awaited<ReturnType<typeof start>>;
  let sink: RecordingSink;
  let controller: AbortController;
  let finished: Promise<void>;

  async function run(options?: Parameters<typeof start>[0]) {
    subject = await start(options);
    sink = new RecordingSink();
    controller = new AbortController();
    finished = subject.source.run({ sink, signal: controller.signal });
  }

  async function until(condition: () => boolean) {
    for (let i = 0; i < 400 && !condition(); i++) {
      await subject.tick();
    }
    expect(condition()).toBe(true);
  }

  /** Waits for the end of one more poll that began after now. */
  async function nextPoll() {
    const count = () => subject.fake.server.calls.length;
    const before = count();
    await until(() => count() > before);
    sink.clearCalls();
    await until(() => sink.calls.length >= subject.source.scopes.length);
  }

  afterEach(async () => {
    controller.abort();
    let ended = false;
    void finished.then(() => {
      ended = true;
    });
    await until(() => ended);
    await subject.close();
  });

  const alertOf = () => {
    const [observation] = sink.content('alerts').values();
    return observation?.kind === 'alert' ? observation.data : undefined;
  };

  it('reads rules and alerts by one request, targets and notifications by one each', async () => {
    await run();
    subject.fake.groups = [
      makeGroup([
        makeRule({ alerts: [makeAlert()] }),
        makeRule({ name: 'Broken', health: 'err', lastError: 'no' }),
      ]),
    ];
    subject.fake.alertmanagerAlerts = [
      {
        // With an external label of Prometheus.
        labels: { ...makeAlert().labels, cluster: 'lab' },
        status: { state: 'active' },
      },
    ];
    await until(() => sink.keys('alerts').length === 1);
    await nextPoll();
    expect(alertOf()).toMatchObject({
      state: 'firing',
      notification: 'active',
    });
    const rules = [...sink.content('rules').values()].map(({ data }) => data);
    expect(rules).toEqual([
      expect.objectContaining({ name: 'HighErrorRatio', health: 'ok' }),
      expect.objectContaining({
        name: 'Broken',
        health: 'err',
        broken: expect.objectContaining({ error: 'no' }),
      }),
    ]);
    expect(new Set(subject.fake.server.calls)).toEqual(
      new Set(['GET /api/v1/rules', 'GET /api/v1/query', 'GET /api/v2/alerts']),
    );
    expect(sink.verbs('notifications')).toContain('bookmark');
  });

  it('tells who silenced an alert, why and until when', async () => {
    await run();
    subject.fake.groups = [makeGroup([makeRule({ alerts: [makeAlert()] })])];
    subject.fake.alertmanagerAlerts = [
      {
        labels: makeAlert().labels,
        status: { state: 'suppressed', silencedBy: ['s-1'] },
      },
    ];
    subject.fake.silences = [
      { id: 's-1', createdBy: 'ann', comment: 'planned work' },
    ];
    await until(() => alertOf()?.notification === 'suppressed');
    expect(alertOf()?.suppressedBy).toEqual([
      { kind: 'silence', createdBy: 'ann', comment: 'planned work' },
    ]);
  });

  it.each(['silent', 'broken'] as const)(
    'keeps alerts, with unknown notifications, while Alertmanager is %s',
    async mode => {
      await run();
      subject.fake.groups = [makeGroup([makeRule({ alerts: [makeAlert()] })])];
      subject.fake.alertmanagerMode = mode;
      await until(() => sink.failure('notifications') !== undefined);
      await until(() => alertOf() !== undefined);
      expect(alertOf()?.notification).toBe('unknown');
      expect(sink.failure('alerts')).toBeUndefined();
      expect(subject.source.supplementaryScopes).toEqual([
        'targets',
        'notifications',
      ]);
      expect(sink.failure('notifications')?.reason).toMatch(
        /nobody knows whether alerts notify\.$/,
      );
      expect(sink.failure('notifications')).toMatchObject({
        reason: expect.stringContaining(
          "Alertmanager of Prometheus 'lab' who is told of alerts",
        ),
        retryAt: expect.any(Date),
      });
    },
  );

  it('lives with one of two Alertmanagers, and shows no alert twice', async () => {
    await run({ alertmanagers: 2 });
    subject.fake.groups = [makeGroup([makeRule({ alerts: [makeAlert()] })])];
    const listed = [
      { labels: makeAlert().labels, status: { state: 'active' } },
    ];
    subject.fake.alertmanagerAlerts = listed;
    subject.second.alertmanagerAlerts = listed;
    await until(() => alertOf()?.notification === 'active');
    expect(sink.keys('alerts')).toHaveLength(1);
    subject.fake.alertmanagerMode = 'broken';
    await nextPoll();
    await nextPoll();
    expect(alertOf()?.notification).toBe('active');
    expect(sink.failure('notifications')).toBeUndefined();
    expect(subject.logger.warn).toHaveBeenCalledTimes(1);
    expect(subject.logger.warn.mock.calls[0][0]).toContain('starting up');
  });

  it('keeps the last alerts, and says so, while Prometheus fails', async () => {
    await run();
    subject.fake.groups = [makeGroup([makeRule({ alerts: [makeAlert()] })])];
    await until(() => alertOf() !== undefined);
    subject.fake.mode = 'broken';
    await until(() => sink.failure('alerts') !== undefined);
    expect(sink.failure('rules')).toMatchObject({
      reason:
        "Failed to read alerts from Prometheus 'lab': it answered with an error: starting up.",
    });
    expect(alertOf()?.name).toBe('HighErrorRatio');
  });

  it('counts the targets of each service', async () => {
    await run();
    subject.fake.targets = [
      { metric: { service: 'checkout', up: '1' }, value: [1, '3'] },
      { metric: { service: 'checkout', up: '0' }, value: [1, '1'] },
    ];
    await until(() => sink.keys('targets').length === 1);
    const [{ data }] = sink.content('targets').values();
    expect(data).toMatchObject({ up: 3, total: 4 });
  });

  it('keeps alerts live while it cannot count targets, and says why', async () => {
    await run();
    subject.fake.groups = [makeGroup([makeRule({ alerts: [makeAlert()] })])];
    subject.fake.refusesQueries = true;
    await until(() => sink.failure('targets') !== undefined);
    await until(() => alertOf() !== undefined);
    expect(sink.failure('alerts')).toBeUndefined();
    expect(sink.failure('targets')?.reason).toBe(
      "Failed to read scrape targets from Prometheus 'lab': it answered with an error: too busy.",
    );
  });

  it('does not take a part for the whole', async () => {
    await run();
    subject.fake.groups = [makeGroup([makeRule({ alerts: [makeAlert()] })])];
    subject.fake.warnings = ['store 10.0.0.7 is unavailable'];
    await until(() => sink.failure('alerts') !== undefined);
    expect(alertOf()?.name).toBe('HighErrorRatio');
    expect(sink.failure('alerts')?.reason).toContain('only in part: store');
  });

  it('prefers the firing one of two alerts with the same labels', async () => {
    await run();
    subject.fake.groups = [
      makeGroup([
        makeRule({ alerts: [makeAlert()] }),
        makeRule({ query: 'b', alerts: [makeAlert({ state: 'pending' })] }),
      ]),
    ];
    await until(() => alertOf() !== undefined);
    expect(alertOf()?.state).toBe('firing');
    expect(sink.keys('rules')).toHaveLength(2);
  });

  it('bounds the alerts that it keeps, and says so', async () => {
    await run();
    subject.fake.groups = [
      makeGroup([
        makeRule({
          alerts: Array.from({ length: 5_003 }, (_, i) =>
            makeAlert({ labels: { alertname: 'A', pod: `p${i}` } }),
          ),
        }),
      ]),
    ];
    await until(() => sink.keys('alerts').length === 5_000);
    expect(sink.failure('alerts')?.reason).toContain('more alerts or rules');
  });

  it('has no scope of notifications without Alertmanagers', async () => {
    await run({ alertmanagers: 0 });
    await until(() => sink.verbs().includes('replace'));
    expect(subject.source.scopes).toEqual(['alerts', 'rules', 'targets']);
    expect(subject.source.supplementaryScopes).toEqual(['targets']);
    expect(sink.verbs('notifications')).toEqual([]);
  });
});
