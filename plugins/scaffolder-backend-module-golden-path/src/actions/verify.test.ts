/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  renderContextOf,
  renderServiceManifests,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  openPlatform,
} from '@openpolicy/plugin-golden-path-node';
import { parse } from 'yaml';
import { FakeServiceHealth } from '../__testUtils__/FakeServiceHealth';
import { shopWith } from '../__testUtils__/shop';
import {
  ENTITY_REF,
  ServiceState,
  snapshotOf,
} from '../__testUtils__/snapshots';
import { Checkpoints, taskContext } from '../__testUtils__/taskContext';
import { createVerifyAction } from './verify';
import { examples } from './verify.examples';

const MINUTE = 1 / 60_000;
const targets = DeliveryTargets.fromConfig(new ConfigReader({}));
const catalog = catalogServiceMock({
  entities: shopWith('coupons', 'coupon-service'),
});

/** The rendered PrometheusRule says how many rules there are. */
async function countRenderedRules(): Promise<number> {
  const { model } = await openPlatform({
    catalog,
    credentials: await mockServices.auth().getOwnServiceCredentials(),
    systemRef: 'system:default/shop',
    targets,
  });
  const manifests: any[] = renderServiceManifests(
    renderContextOf(model, { service: 'coupons', environment: 'stage' }),
  );
  return manifests
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ spec }) => spec.groups)
    .flatMap(({ rules }) => rules)
    .filter(rule => rule.alert).length;
}

describe('goldenPath:verify', () => {
  let health: FakeServiceHealth;
  let total: number;

  beforeAll(async () => {
    total = await countRenderedRules();
  });
  beforeEach(async () => {
    health = await FakeServiceHealth.start();
  });
  afterEach(() => health.close());

  function answer(...states: (ServiceState | number)[]) {
    const left = [...states];
    health.answer = () => {
      const state = left.length > 1 ? left.shift()! : left[0];
      return typeof state === 'number' ? state : snapshotOf(state);
    };
  }

  async function run(
    options: {
      input?: Record<string, unknown>;
      isDryRun?: boolean;
      signal?: AbortSignal;
      checkpoints?: Checkpoints;
    } = {},
  ) {
    const { input, ...rest } = options;
    const task = taskContext({
      ...rest,
      input: { entityRef: ENTITY_REF, environment: 'stage', ...input },
    });
    const error = await createVerifyAction({
      catalog,
      targets,
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      serviceHealth: health.client(),
      intervalMs: 3,
    })
      .handler(task.context)
      .then(
        () => undefined,
        (thrown: Error) => thrown,
      );
    return { ...task, error };
  }

  const well = (): ServiceState => ({
    targets: { up: 3, total: 3 },
    rules: { total },
  });
  const short = { timeoutMinutes: 40 * MINUTE };

  it('waits for the first scrape and for all rules that are rendered', async () => {
    answer(
      { rules: { total: 0 } },
      { rules: { total: total - 1 }, targets: { up: 1, total: 3 } },
      { rules: { total: total - 1 }, targets: { up: 3, total: 3 } },
      well(),
    );
    const { lines, outputs, error } = await run();
    expect(error).toBeUndefined();
    expect(total).toBeGreaterThan(8);
    expect(lines).toEqual([
      `The catalog has ${ENTITY_REF}`,
      'Prometheus has not scraped the service yet: 0 of 3 ready pods',
      `Prometheus has loaded 0 of ${total} alert rules`,
      'Prometheus reads 1 of 3 targets',
      `Prometheus has loaded ${total - 1} of ${total} alert rules`,
      'Prometheus reads 3 of 3 targets',
      `Prometheus has loaded ${total} of ${total} alert rules`,
      `Verified: 3 targets scraped, ${total} alert rules loaded, none fires`,
    ]);
    expect(outputs).toEqual({ verified: true, targets: 3, rules: total });
  });

  it('waits for the pods that Prometheus has not found yet', async () => {
    const { targets: _, ...unscraped } = well();
    answer(
      unscraped,
      { ...well(), targets: { up: 1, total: 1 } },
      { ...well(), targets: { up: 2, total: 2 } },
      well(),
    );
    const { lines, error } = await run();
    expect(error).toBeUndefined();
    expect(lines.filter(line => /ready pods|targets/.test(line))).toEqual([
      'Prometheus has not scraped the service yet: 0 of 3 ready pods',
      'Prometheus reads 1 of 3 ready pods, and has found 1 of them',
      'Prometheus reads 2 of 3 ready pods, and has found 2 of them',
      'Prometheus reads 3 of 3 targets',
      `Verified: 3 targets scraped, ${total} alert rules loaded, none fires`,
    ]);
  });

  it('does not wait for a pod that is not ready', async () => {
    answer({ ...well(), ready: 2, targets: { up: 2, total: 2 } });
    expect((await run({ input: short })).error).toBeUndefined();
  });

  const firing = {
    name: 'CouponsDown',
    summary: 'Coupons is down.',
    runbookUrl: 'https://docs.example.com/coupons#down',
  };

  it('fails with name, summary and runbook of an alert that keeps firing', async () => {
    answer({ ...well(), alerts: [firing] });
    const { error, lines } = await run({ input: short });
    const text =
      'Alert CouponsDown (critical) fires: Coupons is down. Runbook: https://docs.example.com/coupons#down';
    expect(error?.name).toBe('NotVerifiedError');
    expect(error?.message).toContain(text);
    expect(lines.filter(line => line === `! ${text}`)).toHaveLength(1);
  });

  it('lets an alert go quiet that fires while a service starts', async () => {
    answer({ ...well(), alerts: [firing] }, well());
    const { error, lines } = await run();
    expect(error).toBeUndefined();
    expect(lines).toContain('Alert CouponsDown is quiet again');
  });

  it.each<[string, object]>([
    ['is pending', { state: 'pending' }],
    ['is silenced', { notification: 'suppressed' }],
  ])('does not fail because of an alert that %s', async (_, alert) => {
    answer({ ...well(), alerts: [alert] });
    expect((await run({ input: short })).error).toBeUndefined();
  });

  it.each<[string, ServiceState, string]>([
    [
      'a rule cannot be evaluated',
      { rules: { total: 1, broken: 1 } },
      'Alert rule Rule0 cannot be evaluated: unknown function',
    ],
    [
      'a target is down',
      { targets: { up: 2, total: 3 } },
      'Prometheus reads 2 of 3 targets',
    ],
    [
      'a ready pod is not found',
      { targets: { up: 2, total: 2 } },
      'Prometheus reads 2 of 3 ready pods, and has found 2 of them',
    ],
    [
      'Prometheus cannot be reached',
      {
        sources: {
          prometheus: { state: 'failed', reason: 'It does not answer.' },
        },
      },
      "cannot reach Prometheus 'lab': It does not answer.",
    ],
  ])('fails if %s all the time', async (_, state, text) => {
    answer({ ...well(), ...state });
    expect((await run({ input: short })).error?.message).toContain(text);
  });

  it('lives through a service health that does not answer', async () => {
    answer(503, well());
    expect((await run()).error).toBeUndefined();
  });

  it('says so if there is no Prometheus to ask, and does not fail', async () => {
    health.answer = () => {
      const snapshot = snapshotOf({ rules: { total: 0 } });
      snapshot.alerts.state = 'unconfigured';
      return snapshot;
    };
    const { error, outputs, lines } = await run();
    expect(error).toBeUndefined();
    expect(outputs.verified).toBe(false);
    expect(lines.at(-1)).toContain('No Prometheus is configured');
  });

  it('comes to the same end when it runs again after a restart', async () => {
    const checkpoints: Checkpoints = new Map();
    answer({ rules: { total: 0 } });
    expect((await run({ input: short, checkpoints })).error).toBeDefined();
    answer(well());
    expect((await run({ checkpoints })).outputs.verified).toBe(true);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    health.answer = () => {
      setTimeout(() => controller.abort(), 20);
      return snapshotOf({ rules: { total: 0 } });
    };
    const began = performance.now();
    const { error } = await run({ signal: controller.signal });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(error?.message).toContain('the task was cancelled');
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('goldenPath:verify');
    answer({ ...well(), rules: { total: 200 } });
    const { error, outputs } = await run({ input: step.input });
    expect(error).toBeUndefined();
    expect(outputs.verified).toBe(true);
  });

  it('only says in a dry run what it would wait for', async () => {
    const { lines, outputs } = await run({ isDryRun: true });
    expect(lines).toEqual([expect.stringMatching(/^Would wait up to 5 min/)]);
    expect(outputs.verified).toBe(false);
    expect(health.requests).toEqual([]);
  });
});
