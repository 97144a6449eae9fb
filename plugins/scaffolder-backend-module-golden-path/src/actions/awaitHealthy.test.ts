/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DeliveryTargets } from '@openpolicy/plugin-golden-path-node';
import { parse } from 'yaml';
import { FakeServiceHealth } from '../__testUtils__/FakeServiceHealth';
import { shopWith } from '../__testUtils__/shop';
import {
  ENTITY_REF,
  REVISION,
  ServiceState,
  snapshotOf,
} from '../__testUtils__/snapshots';
import { Checkpoints, taskContext } from '../__testUtils__/taskContext';
import { createAwaitHealthyAction } from './awaitHealthy';
import { examples } from './awaitHealthy.examples';

const MINUTE = 1 / 60_000;

describe('goldenPath:awaitHealthy', () => {
  let health: FakeServiceHealth;

  beforeEach(async () => {
    health = await FakeServiceHealth.start();
  });
  afterEach(() => health.close());

  /** Answers one state after the other, the last one for ever. */
  function answer(...states: (ServiceState | number | 'silence')[]) {
    const left = [...states];
    health.answer = () => {
      const state = left.length > 1 ? left.shift()! : left[0];
      return typeof state === 'object' ? snapshotOf(state) : state;
    };
  }

  function makeAction(
    options: { entities?: any[]; deadlineMs?: number; refusedMs?: number } = {},
  ) {
    return createAwaitHealthyAction({
      catalog: catalogServiceMock({
        entities: options.entities ?? shopWith('coupons'),
      }),
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      serviceHealth: health.client({ deadlineMs: options.deadlineMs }),
      targets: DeliveryTargets.fromConfig(new ConfigReader({})),
      baseUrl: 'https://portal.example.com/',
      intervalMs: 3,
      refusedMs: options.refusedMs,
    });
  }

  const notPermitted = {
    phase: 'Failed' as const,
    revision: REVISION,
    message: 'one or more objects failed to apply',
    finishedAt: '2026-11-25T09:19:00Z',
    resources: [
      {
        kind: 'Rollout',
        name: 'coupons',
        status: 'SyncFailed',
        message: 'resource is not permitted in project shop',
      },
    ],
  };

  async function run(
    options: {
      input?: Record<string, unknown>;
      checkpoints?: Checkpoints;
      signal?: AbortSignal;
      isDryRun?: boolean;
      entities?: any[];
      deadlineMs?: number;
      refusedMs?: number;
    } = {},
  ) {
    const { input, ...rest } = options;
    const task = taskContext({
      ...rest,
      input: { entityRef: 'coupons', revision: REVISION, ...input },
    });
    const ended = await makeAction(options)
      .handler(task.context)
      .then(
        () => undefined,
        (error: Error) => error,
      );
    return { ...task, error: ended };
  }

  it('tells each stage once, on the way to Healthy', async () => {
    const pending = { status: 'Pending', ready: { ready: 0, total: 1 } };
    answer(
      404,
      { application: false, ready: false },
      {
        application: {
          sync: { status: 'OutOfSync', revisions: [REVISION] },
          operation: { phase: 'Running', revision: REVISION, resources: [] },
        },
        ready: false,
      },
      { ready: 0, pods: [pending, {}, {}] },
      { ready: 0, pods: [pending, {}, {}] },
      { ready: 2, pods: [pending, {}, {}] },
      { ready: 3, pods: [{}, {}, {}] },
    );
    const { lines, error, outputs } = await run();
    expect(error).toBeUndefined();
    expect(lines).toEqual([
      `Waiting up to 10 min until ${ENTITY_REF} is healthy at revision 4f1c2a9`,
      `The catalog has ${ENTITY_REF}`,
      `Waiting for service health to know ${ENTITY_REF}`,
      `Waiting for Argo CD to see the application of ${ENTITY_REF}`,
      "Argo CD has application 'coupons' in project 'shop'",
      "Argo CD syncs 'coupons' to 4f1c2a9",
      "'coupons' is Synced at 4f1c2a9",
      'Deployment coupons: 0 of 3 pods ready',
      'Pod coupons-x0: Pending, 0 of 1 containers ready',
      'Pod coupons-x1: Running, 1 of 1 containers ready',
      'Pod coupons-x2: Running, 1 of 1 containers ready',
      'Deployment coupons: 2 of 3 pods ready',
      'Deployment coupons: 3 of 3 pods ready',
      'Pod coupons-x0: Running, 1 of 1 containers ready',
      expect.stringMatching(
        /^Healthy: 3 of 3 replicas ready, synced to 4f1c2a9, no alert fires \(after \d+ s\)$/,
      ),
      'Service: https://portal.example.com/catalog/default/component/coupons',
      'Dashboard: https://grafana.example.com/d/gp-coupons',
      'coupons.shop.example.com: https://coupons.shop.example.com/',
    ]);
    expect(outputs).toEqual({
      servicePage:
        'https://portal.example.com/catalog/default/component/coupons',
      dashboard: 'https://grafana.example.com/d/gp-coupons',
      endpoints: ['https://coupons.shop.example.com/'],
      seconds: expect.any(Number),
      links: [
        expect.objectContaining({ title: 'Service' }),
        expect.objectContaining({ title: 'Dashboard' }),
        expect.objectContaining({
          url: 'https://coupons.shop.example.com/',
        }),
      ],
    });
  });

  it('waits for the entity to come into the catalog', async () => {
    answer({});
    const { lines, error } = await run({
      entities: shopWith(),
      input: { timeoutMinutes: 30 * MINUTE },
    });
    expect(lines[1]).toBe(`Waiting for ${ENTITY_REF} in the catalog`);
    expect(error?.message).toContain(`'${ENTITY_REF}' is not healthy after`);
    expect(health.requests).toEqual([]);
  });

  it('asks as the user who started the task', async () => {
    answer({});
    await run();
    expect(health.requests[0].path).toBe(
      '/api/service-health/services/component/default/coupons',
    );
    expect(health.requests[0].authorization).toMatch(/user:default\/mock/);
  });

  it.each<[string, number | 'silence']>([
    ['answers with an error', 503],
    ['does not answer', 'silence'],
  ])(
    'lives through a service health that %s, and says so once',
    async (_, fault) => {
      answer({ ready: 1 }, fault, fault, {});
      const { lines, error } = await run({ deadlineMs: 200 });
      expect(error).toBeUndefined();
      expect(
        lines.filter(line =>
          line.startsWith('! The portal cannot ask its service health: it '),
        ),
      ).toHaveLength(1);
      expect(lines).toContain('The portal answers again');
    },
  );

  it('says that Argo CD cannot be reached, and goes on', async () => {
    answer(
      {
        application: false,
        ready: false,
        sources: {
          argocd: {
            state: 'failed',
            reason: 'It refuses the token.',
            nextStep: 'Check argocd.instances[0].token.',
          },
        },
      },
      {},
    );
    const { lines, error } = await run();
    expect(error).toBeUndefined();
    expect(lines).toEqual(
      expect.arrayContaining([
        "! The portal cannot reach Argo CD 'lab': It refuses the token. Check argocd.instances[0].token.",
        "Argo CD 'lab' answers again",
      ]),
    );
  });

  it.each<[string, ServiceState, RegExp]>([
    [
      'an image that is not there',
      {
        ready: 0,
        pods: [
          {
            status: 'ImagePullBackOff',
            ready: { ready: 0, total: 1 },
            images: ['registry.example.com/shop/coupons:0.1.0'],
          },
        ],
      },
      /^! Degraded: .*cannot pull its image.* What to do: .*CI has built and pushed/,
    ],
    [
      'a program that crashes',
      {
        ready: 0,
        pods: [
          {
            status: 'CrashLoopBackOff',
            ready: { ready: 0, total: 1 },
            restarts: 4,
            lastTermination: { reason: 'Error', exitCode: 3 },
          },
        ],
      },
      /^! Degraded: .*crashes: Error, exit code 3.* What to do: The program ends by itself/,
    ],
    [
      'a program without memory',
      {
        ready: 0,
        pods: [
          {
            status: 'CrashLoopBackOff',
            ready: { ready: 0, total: 1 },
            restarts: 2,
            lastTermination: { reason: 'OOMKilled', exitCode: 137 },
          },
        ],
      },
      /What to do: It needs more memory than its limit/,
    ],
    [
      'a sync that fails',
      {
        application: {
          sync: { status: 'OutOfSync', revisions: [REVISION] },
          operation: {
            phase: 'Failed',
            message: 'one or more objects failed to apply',
            finishedAt: '2026-11-25T09:19:00Z',
            resources: [
              {
                kind: 'NetworkPolicy',
                name: 'coupons',
                status: 'SyncFailed',
                message: 'resource is not permitted in project shop',
              },
            ],
          },
        },
        ready: false,
      },
      /^! The sync of 'coupons' failed: NetworkPolicy coupons: resource is not permitted in project shop\. What to do: Argo CD's project/,
    ],
  ])('says what to do about %s, once', async (_, state, pattern) => {
    answer(state, state, state, {});
    const { lines, error } = await run();
    expect(error).toBeUndefined();
    expect(lines.filter(line => pattern.test(line))).toHaveLength(1);
  });

  it('fails with the fault and what to do when time is up', async () => {
    answer({
      ready: 0,
      pods: [{ status: 'ErrImagePull', ready: { ready: 0, total: 1 } }],
    });
    const { error } = await run({ input: { timeoutMinutes: 40 * MINUTE } });
    expect(error).toMatchObject({
      name: 'NotHealthyError',
      message: expect.stringMatching(
        /Degraded: .* What to do: The image cannot be pulled.*see https:\/\/portal/,
      ),
    });
  });

  it.each<[string, ServiceState['application'], RegExp]>([
    [
      'a sync that it has given up',
      {
        sync: { status: 'OutOfSync', revisions: [REVISION] },
        operation: notPermitted,
      },
      /^Argo CD refuses 'component:default\/coupons'\. The sync of 'coupons' failed: Rollout coupons: resource is not permitted in project shop\. What to do: Argo CD's project .* namespace\. Nothing was undone: see https:\/\/portal/,
    ],
    [
      'an application that its project does not allow',
      {
        sync: { status: 'Unknown', revisions: [] },
        conditions: [
          {
            type: 'InvalidSpecError',
            message: 'destination is not permitted in project shop',
          },
        ],
      },
      /^Argo CD refuses .* InvalidSpecError: destination is not permitted in project shop\. What to do: /,
    ],
  ])(
    "fails soon with Argo CD's words for %s",
    async (_, application, words) => {
      answer({ application, ready: false });
      const { error } = await run({ refusedMs: 17 });
      expect(error).toMatchObject({
        name: 'NotHealthyError',
        message: expect.stringMatching(words),
      });
    },
  );

  it.each<[string, ServiceState['application']]>([
    [
      'that is tried again',
      {
        sync: { status: 'OutOfSync', revisions: [REVISION] },
        operation: { ...notPermitted, phase: 'Running' },
      },
    ],
    [
      'of another commit',
      {
        sync: { status: 'OutOfSync', revisions: [REVISION] },
        operation: { ...notPermitted, revision: '0ld' },
      },
    ],
  ])('does not give up for a sync %s', async (_, application) => {
    const refused: ServiceState = { application, ready: false };
    answer(...Array(9).fill(refused), {});
    expect((await run({ refusedMs: 1 })).error).toBeUndefined();
  });

  describe('with a delivered revision', () => {
    const at = (revision: string, more = {}): ServiceState => ({
      application: {
        sync: { status: 'Synced', revisions: [revision] },
        ...more,
      },
    });
    const short = { timeoutMinutes: 60 * MINUTE };

    it('does not take an older one that was there before for it', async () => {
      answer(at('0ld'));
      const { lines, error } = await run({ input: short });
      expect(lines).toContain(
        "'coupons' is Synced at 0ld; Argo CD has not seen 4f1c2a9 yet",
      );
      expect(error?.message).toContain(
        'Argo CD has not seen the delivered revision',
      );
    });

    it('takes one that came after it for it, since others deliver too', async () => {
      answer(at('0ld'), at('0ld'), at('newer'));
      expect((await run()).error).toBeUndefined();
    });

    it('does not take one that Argo CD had looked up before the delivery for it', async () => {
      const before = { reconciledAt: '2026-11-25T09:19:58Z' };
      answer(at('0ld'), at('pushed just before', before));
      const { error } = await run({ input: short });
      expect(error?.message).toContain('has not seen the delivered revision');
    });

    it('takes one that Argo CD has deployed before for it', async () => {
      answer(at('newer', { history: [{ id: 2, revision: REVISION }] }));
      expect((await run()).error).toBeUndefined();
    });

    it('takes what Argo CD still sees after its memory has run out for it', async () => {
      const later = '2026-11-25T09:24:00Z';
      answer(at('newer'), at('newer', { reconciledAt: later }));
      expect((await run()).error).toBeUndefined();
    });

    it('remembers over a restart what was there before', async () => {
      const checkpoints: Checkpoints = new Map();
      answer(at('0ld'));
      await run({ checkpoints, input: short });
      answer(at('newer'));
      const { error, lines } = await run({ checkpoints });
      expect(error).toBeUndefined();
      expect(lines[0]).toMatch(
        /^Going on after a restart of the portal: .* since 20/,
      );
    });
  });

  it('is not content with one healthy look', async () => {
    answer({}, { ready: 2 }, {});
    const { lines } = await run();
    expect(lines).toContain('Deployment coupons: 2 of 3 pods ready');
  });

  it('leaves alerts to the step that verifies', async () => {
    answer({ alerts: [{}] });
    expect((await run()).error).toBeUndefined();
  });

  it('stops at once when it is cancelled, and says what exists', async () => {
    const controller = new AbortController();
    answer({ ready: 1 });
    let abortedAt = 0;
    const timer = setInterval(() => {
      if (health.requests.length > 3) {
        abortedAt = performance.now();
        controller.abort();
        clearInterval(timer);
      }
    }, 5);
    const { error, lines } = await run({ signal: controller.signal });
    expect(performance.now() - abortedAt).toBeLessThan(1_000);
    expect(error?.message).toBe(
      `Stopped waiting for '${ENTITY_REF}': the task was cancelled.`,
    );
    expect(lines.at(-1)).toBe(
      `! Cancelled. What exists stays as it is: commit 4f1c2a9 in the GitOps repository, ${ENTITY_REF} in the catalog, application 'coupons' (Synced, Progressing), Deployment coupons (1 of 3 pods ready); Argo CD goes on with it. See https://portal.example.com/catalog/default/component/coupons`,
    );
  });

  it('stops at once when it is cancelled while service health is silent', async () => {
    const controller = new AbortController();
    health.answer = () => {
      setTimeout(() => controller.abort(), 20);
      return 'silence';
    };
    const began = performance.now();
    const { error } = await run({ signal: controller.signal });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(error?.message).toContain('the task was cancelled');
  });

  it('gives up if the user may not read the service', async () => {
    answer(403);
    expect((await run()).error?.name).toBe('NotAllowedError');
  });

  describe('when the sign-in of the user has ended', () => {
    const ended = (context: any, auth: any) => {
      context.getInitiatorCredentials = async () => ({
        ...(await auth.getOwnServiceCredentials()),
        expiresAt: new Date(Date.now() - 1_000).toISOString(),
      });
    };
    const execute = async (checkpoints: Checkpoints) => {
      const task = taskContext({
        input: { entityRef: 'coupons' },
        checkpoints,
      });
      ended(task.context, mockServices.auth());
      return makeAction().handler(task.context);
    };

    it('goes on as the portal with what the step has read as the user', async () => {
      const checkpoints: Checkpoints = new Map();
      answer({ ready: 1 });
      await run({ checkpoints, input: { timeoutMinutes: 30 * MINUTE } });
      answer({});
      await expect(execute(checkpoints)).resolves.toBeUndefined();
      expect(health.requests.at(-1)?.authorization).toMatch(
        /plugin:scaffolder/,
      );
    });

    it('reads nothing that it has not read as the user before', async () => {
      answer({});
      await expect(execute(new Map())).rejects.toThrow(
        /sign-in .* has ended.* Retry the task/,
      );
      expect(health.requests).toEqual([]);
    });
  });

  it('only says in a dry run what it would wait for', async () => {
    const { lines, outputs } = await run({ isDryRun: true });
    expect(lines).toEqual([
      `Would wait up to 10 min until ${ENTITY_REF} is healthy at revision 4f1c2a9`,
    ]);
    expect(outputs.links).toEqual([
      expect.objectContaining({ title: 'Service' }),
    ]);
    expect(health.requests).toEqual([]);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('goldenPath:awaitHealthy');
    answer({
      application: { sync: { status: 'Synced', revisions: [REVISION] } },
    });
    const { error, outputs } = await run({
      input: { revision: undefined, ...step.input },
      entities: shopWith('coupon-service', 'search-service'),
    });
    expect(error).toBeUndefined();
    expect(outputs.dashboard).toContain('https://grafana.example.com/');
  });

  it('names no token in its log, whatever happens', async () => {
    answer({ ready: 1 }, 503, {});
    const { lines } = await run();
    const tokens = health.requests.map(
      ({ authorization = '' }) => authorization.split(' ')[1],
    );
    expect(tokens[0]).toBeTruthy();
    for (const token of tokens) {
      expect(lines.join('\n')).not.toContain(token);
    }
  });
});
