/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlertingRule, ruleGroups } from '../../../alerts/ruleGroups';
import { alertSubjectOf } from '../../../alerts/subject';
import { makeModel, makeService } from '../../../testing/builders';
import { contextOf } from '../../../testing/renderObjects';
import { emitDocument } from '../../emitYaml';
import { ALERTMANAGER_FILES } from '../alertmanager';

/*
 * What on-call is told, by the real Alertmanager, with the labels that the rules
 * give. It is asked where it is: named by ALERTMANAGER, or on PATH.
 */
const program = process.env.ALERTMANAGER ?? 'alertmanager';
const isThere = spawnSync(program, ['--version']).status === 0;

/** One service a case, so that all cases happen at once. */
const CASES: Record<
  string,
  { service: string; firing: string[]; told: string[] }
> = {
  'a dead service, which its callers notice too': {
    service: 'dead',
    firing: [
      'DeadDown critical',
      'DeadDown warning',
      'DeadHighErrorRate critical',
      'DeadHighErrorRate warning',
      'DeadSlowResponses critical',
      'DeadAvailabilityBudgetBurn critical',
      'DeadAvailabilityBudgetBurn warning',
      'DeadLatencyBudgetBurn critical',
      'DeadCrashLooping warning',
      'DeadRolloutStuck warning',
    ],
    told: ['critical stage: Dead is down'],
  },
  'an error burst': {
    service: 'burst',
    firing: [
      'BurstHighErrorRate critical',
      'BurstHighErrorRate warning',
      'BurstAvailabilityBudgetBurn critical',
      'BurstAvailabilityBudgetBurn warning',
    ],
    told: ['critical stage: Burst fails more than 5% of its requests'],
  },
  'errors that are few, but empty the budget in a day': {
    service: 'leak',
    firing: [
      'LeakHighErrorRate warning',
      'LeakAvailabilityBudgetBurn critical',
      'LeakAvailabilityBudgetBurn warning',
    ],
    told: ['critical stage: Leak uses up its error budget within days'],
  },
  'errors that can wait': {
    service: 'drip',
    firing: ['DripHighErrorRate warning', 'DripAvailabilityBudgetBurn warning'],
    told: ['warning stage: Drip fails more than 2% of its requests'],
  },
  'a service that is slow since it has no CPU': {
    service: 'slow',
    firing: ['SlowSlowResponses critical', 'SlowResourceSaturation critical'],
    told: [
      'critical stage: Slow answers slower than 2 s',
      'critical stage: Slow uses more than 90% of its {{ $labels.resource }} limit',
    ],
  },
};

const SENTINEL = { alertname: 'Sentinel', severity: 'critical' };

interface Message {
  dedup_key: string;
  event_action: 'trigger' | 'resolve';
  payload: { summary: string; severity: string; component: string };
}

interface PostedAlert {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
}

(isThere ? describe : describe.skip)('on-call', () => {
  const messages: Message[] = [];
  let folder: string;
  let pagerDuty: Server;
  let alertmanager: ChildProcess;
  let address: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'on-call-'));
    pagerDuty = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        messages.push(JSON.parse(Buffer.concat(chunks).toString()));
        response.writeHead(202).end();
      });
    });
    const pagerDutyPort = await listening(pagerDuty);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const file = join(folder, 'alertmanager.yaml');
    writeFileSync(file, configuration(folder, pagerDutyPort));
    alertmanager = spawn(program, [
      `--config.file=${file}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ]);
    await until(() =>
      fetch(`${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }, 30_000);

  afterAll(async () => {
    const ended = new Promise(resolve => alertmanager.once('exit', resolve));
    alertmanager.kill();
    await ended;
    await new Promise(resolve => pagerDuty.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const post = async (alerts: PostedAlert[], endsAt?: string) => {
    const { status } = await fetch(`${address}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts.map(alert => ({ ...alert, endsAt }))),
    });
    expect(status).toBe(200);
  };

  const about = (service: string) =>
    messages.filter(({ payload }) => payload.component === service);

  it('is told one thing of each event', async () => {
    for (const { service, firing } of Object.values(CASES)) {
      await post(alertsOf(service, firing));
    }
    // Of the dead service, from rules that kube-prometheus brings.
    const ofTheCluster = { severity: 'warning', namespace: 'shop-platform' };
    await post([
      { labels: { ...ofTheCluster, alertname: 'TargetDown', service: 'dead' } },
      {
        labels: { ...ofTheCluster, alertname: 'KubePodCrashLooping', pod: 'x' },
      },
      { labels: { alertname: 'Watchdog', severity: 'none' } },
      { labels: { alertname: 'CPUThrottlingHigh', severity: 'info' } },
      disk('critical'),
      disk('warning'),
    ]);
    // Groups wait equally long, but nothing orders what is sent when they are done:
    // the last one begins to wait when the expected messages are there, or late.
    const isLast = ({ payload }: Message) =>
      payload.summary === 'stage: Sentinel';
    const late = Date.now() + 10_000;
    const expected = Object.values(CASES).flatMap(({ told }) => told).length;
    await until(() => messages.length > expected || Date.now() > late);
    await post([{ labels: SENTINEL }]);
    await until(() => messages.some(isLast));
    expect(
      Object.fromEntries(
        Object.entries(CASES).map(([what, { service }]) => [
          what,
          about(service)
            .map(({ payload }) => `${payload.severity} ${payload.summary}`)
            .sort(),
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(CASES).map(([what, { told }]) => [what, told]),
      ),
    );
    const known = Object.values(CASES).flatMap(({ service }) => about(service));
    expect(
      messages
        .filter(message => !known.includes(message) && !isLast(message))
        .map(({ payload }) => `${payload.severity} ${payload.summary}`),
    ).toEqual(['critical stage: A disk is nearly full (critical)']);
  }, 30_000);

  it('is not woken again when a dead service is back and its errors fade', async () => {
    const [down] = about('dead');
    const { firing } = CASES['a dead service, which its callers notice too'];
    const past = new Date(Date.now() - 1).toISOString();
    const of = (pattern: RegExp) =>
      alertsOf(
        'dead',
        firing.filter(name => pattern.test(name)),
      );
    await post(of(/Down|CrashLooping|RolloutStuck|SlowResponses/), past);
    await until(() =>
      about('dead').some(({ payload }) => /fails more/.test(payload.summary)),
    );
    await post(of(/HighErrorRate|BudgetBurn/), past);
    await until(() =>
      about('dead').some(({ event_action: action }) => action === 'resolve'),
    );
    // One key is one incident, however often it is updated.
    expect(
      new Set(
        about('dead')
          .filter(({ payload }) => payload.severity === 'critical')
          .map(({ dedup_key: key }) => key),
      ),
    ).toEqual(new Set([down.dedup_key]));
  }, 30_000);
});

/** An alert of kube-prometheus, which has no owner. */
function disk(severity: string): PostedAlert {
  return {
    labels: {
      alertname: 'NodeFilesystemAlmostOutOfSpace',
      namespace: 'monitoring',
      service: 'node-exporter',
      severity,
    },
    annotations: { summary: `A disk is nearly full (${severity})` },
  };
}

/** The rendered configuration, in seconds and with a PagerDuty of our own. */
function configuration(folder: string, pagerDutyPort: number): string {
  const services = Object.values(CASES).map(({ service }) =>
    makeService({ name: service, title: titleOf(service) }),
  );
  const model = makeModel(services);
  const [environment] = model.system.spec.environments;
  const [{ document }] = ALERTMANAGER_FILES.render({
    model,
    environment,
  }) as any;
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets);
  for (const { name } of document.receivers) {
    writeFileSync(join(secrets, `${name}-pagerduty-key`), 'key\n');
  }
  const quick: Record<string, string> = {
    group_wait: '1s',
    group_interval: '2s',
  };
  return emitDocument(
    JSON.parse(
      JSON.stringify(
        {
          ...document,
          global: { pagerduty_url: `http://127.0.0.1:${pagerDutyPort}` },
        },
        (key, value) => quick[key] ?? value,
      ).replaceAll('/etc/alertmanager/secrets/alertmanager-receivers', secrets),
    ),
  );
}

/** What the rules of a service send, by name and severity. */
function alertsOf(service: string, names: string[]): PostedAlert[] {
  const model = makeModel([
    makeService({ name: service, title: titleOf(service) }),
  ]);
  const rules = ruleGroups(alertSubjectOf(contextOf(model, service)), '15s')
    .flatMap(group => group.rules)
    .filter(isAlertingRule);
  return names.map(name => {
    const rule = rules.find(
      ({ alert, labels }) => `${alert} ${labels.severity}` === name,
    );
    if (!rule) {
      throw new Error(`No rule sends '${name}'.`);
    }
    return {
      labels: { alertname: rule.alert, ...rule.labels },
      annotations: rule.annotations,
    };
  });
}

function titleOf(service: string): string {
  return service.charAt(0).toLocaleUpperCase('en-US') + service.slice(1);
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const socket = createSocket();
  const port = await new Promise<number>(resolve =>
    socket.listen(0, '127.0.0.1', () =>
      resolve((socket.address() as AddressInfo).port),
    ),
  );
  await new Promise(resolve => socket.close(resolve));
  return port;
}

/** Looks until it is so; the test's own time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
