/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleGroups, isAlertingRule } from '../../alerts/ruleGroups';
import { alertSubjectOf } from '../../alerts/subject';
import { PlatformModel } from '../../model/types';
import { makeModel, makeService } from '../../testing/builders';
import { contextOf } from '../../testing/renderObjects';
import { renderPlatform } from '../renderPlatform';
import { ALERTMANAGER_FILES } from './alertmanager';

const MAIL = { server: 'smtp.example.com:2587', from: 'alerts@example.com' };

const GROUPS = new Map([
  ['group:default/shop-team', { title: 'Shop', email: 'shop@example.com' }],
  ['group:default/money', { title: 'Money' }],
  ['group:emea/money', { title: 'Money', email: 'emea@example.com' }],
  ['group:default/none', { title: 'None' }],
]);

function modelOf(owners: string[], prometheus: object = {}): PlatformModel {
  return {
    ...makeModel(
      owners.map((owner, index) =>
        makeService({ name: `service-${index}`, owner }),
      ),
      { prometheus },
    ),
    groups: GROUPS,
  };
}

function configOf(model: PlatformModel): any {
  const [environment] = model.system.spec.environments;
  const [file, ...others] = ALERTMANAGER_FILES.render({ model, environment });
  expect([file.path, others]).toEqual(['monitoring/alertmanager.yaml', []]);
  return (file as any).document;
}

describe("Alertmanager's configuration", () => {
  it('has a receiver a group, and one for mails where there are any', () => {
    const { receivers } = configOf(
      modelOf(
        [
          'group:default/shop-team',
          'group:default/money',
          'group:default/shop-team',
        ],
        { mail: MAIL },
      ),
    );
    expect(
      receivers.map(({ name, ...configs }: any) => [
        name,
        ...Object.keys(configs),
      ]),
    ).toEqual([
      ['default', 'pagerduty_configs'],
      ['none'],
      ['money', 'pagerduty_configs'],
      ['shop-team', 'pagerduty_configs'],
      ['shop-team:mail', 'email_configs'],
    ]);
    expect(receivers.at(-1).email_configs[0].to).toBe('shop@example.com');
  });

  it('keeps groups of one name apart, and from its own receivers', () => {
    const { receivers } = configOf(
      modelOf(
        ['group:default/money', 'group:emea/money', 'group:default/none'],
        { mail: MAIL },
      ),
    );
    expect(
      receivers.map(({ name, pagerduty_configs: pages }: any) => [
        name,
        pages?.[0].routing_key_file.split('/').at(-1),
      ]),
    ).toEqual([
      ['default', 'default-pagerduty-key'],
      ['none', undefined],
      ['default/money', 'default.money-pagerduty-key'],
      ['default/none', 'default.none-pagerduty-key'],
      ['emea/money', 'emea.money-pagerduty-key'],
      ['emea/money:mail', undefined],
    ]);
  });

  it('names files for each credential, and holds none', () => {
    const config = configOf(
      modelOf(['group:default/shop-team'], {
        mail: { ...MAIL, username: 'portal' },
      }),
    );
    expect(config.global).toEqual({
      smtp_smarthost: 'smtp.example.com:2587',
      smtp_from: 'alerts@example.com',
      smtp_auth_username: 'portal',
      smtp_auth_password_file:
        '/etc/alertmanager/secrets/alertmanager-receivers/mail-password',
    });
    const secrets: string[] = [];
    JSON.stringify(config, (key, value) => {
      if (/(password|key|token|secret)(_file)?$/.test(key)) {
        secrets.push(`${key} ${value}`);
      }
      return value;
    });
    expect(secrets.length).toBe(3);
    for (const secret of secrets) {
      expect(secret).toMatch(
        /^\w+_file \/etc\/alertmanager\/secrets\/alertmanager-receivers\/[-\w]+$/,
      );
    }
  });

  it.each<[string, object, string[]]>([
    ['no mail server', {}, ['group:default/shop-team']],
    ['no group with an address', { mail: MAIL }, ['group:default/money']],
  ])('mails nothing with %s', (_, prometheus, owners) => {
    const config = configOf(modelOf(owners, prometheus));
    expect(config.global).toBeUndefined();
    expect(JSON.stringify(config)).not.toMatch(/smtp|email/);
  });

  it('is the same whatever the order of the services', () => {
    const owners = ['group:emea/money', 'group:default/money', 'group:a/b'];
    expect(configOf(modelOf([...owners].reverse()))).toEqual(
      configOf(modelOf(owners)),
    );
  });
});

/** Labels of alerts, and the receivers that hear of them. */
const ROUTES: Array<[labels: Record<string, string>, receiver: string]> = [
  [{ alertname: 'Watchdog', severity: 'none' }, 'heartbeat'],
  [{ alertname: 'InfoInhibitor', severity: 'none' }, 'none'],
  [{ alertname: 'CPUThrottlingHigh', severity: 'info' }, 'none'],
  [{ alertname: 'KubeNodeNotReady', severity: 'warning' }, 'default'],
  [
    { alertname: 'NodeFilesystemAlmostOutOfSpace', severity: 'critical' },
    'default',
  ],
  [
    {
      alertname: 'NobodysDown',
      severity: 'critical',
      owner: 'group:default/gone',
    },
    'default',
  ],
  [
    { severity: 'critical', signal: 'errors', owner: 'group:default/money' },
    'default/money',
  ],
  [
    { severity: 'critical', signal: 'storage', owner: 'group:emea/money' },
    'emea/money',
  ],
  [
    { severity: 'warning', signal: 'errors', owner: 'group:emea/money' },
    'emea/money:mail',
  ],
  // Without a mail address.
  [
    { severity: 'warning', signal: 'errors', owner: 'group:default/money' },
    'default/money',
  ],
];

/*
 * Alertmanager's own judge. It is asked where it is: named by AMTOOL, or on PATH
 * (Debian's package prometheus-alertmanager has it).
 */
const amtool = process.env.AMTOOL ?? 'amtool';
const isThere = spawnSync(amtool, ['--version']).status === 0;

(isThere ? describe : describe.skip)('amtool', () => {
  const model = modelOf(
    ['group:default/shop-team', 'group:default/money', 'group:emea/money'],
    {
      mail: { ...MAIL, username: 'portal' },
      heartbeatUrl: 'https://heartbeat.example.com/shop',
    },
  );
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
    file = join(folder, 'alertmanager.yaml');
    const { content } = renderPlatform(model, { environment: 'stage' }).find(
      ({ path }) => path === 'monitoring/alertmanager.yaml',
    )!;
    writeFileSync(file, content);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const receiverOf = (labels: Record<string, string>) =>
    // Debian's build warns of something on the other stream.
    spawnSync(
      amtool,
      [
        'config',
        'routes',
        'test',
        `--config.file=${file}`,
        ...Object.entries(labels).map(([label, value]) => `${label}=${value}`),
      ],
      { encoding: 'utf8' },
    ).stdout.trim();

  it('takes the file', () => {
    const { status, stdout } = spawnSync(amtool, ['check-config', file], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  it.each(ROUTES)('sends %j to %s', (labels, receiver) => {
    expect(receiverOf(labels)).toBe(receiver);
  });

  it('sends each alert of a service to its owner', () => {
    const rules = model.services.flatMap(({ name, owner }) =>
      ruleGroups(alertSubjectOf(contextOf(model, name)), '15s')
        .flatMap(group => group.rules)
        .filter(isAlertingRule)
        .map(({ alert, labels }) => ({ alert, labels, owner })),
    );
    const receivers = {
      'group:default/shop-team': ['shop-team', 'shop-team:mail'],
      'group:default/money': ['default/money', 'default/money'],
      'group:emea/money': ['emea/money', 'emea/money:mail'],
    };
    expect(rules.length).toBeGreaterThan(3 * 8);
    for (const { alert, labels, owner } of rules) {
      const [pages, warns] = receivers[owner as keyof typeof receivers];
      const receiver = receiverOf({ alertname: alert, ...labels });
      expect([alert, labels.severity, receiver]).toEqual([
        alert,
        labels.severity,
        labels.severity === 'critical' ? pages : warns,
      ]);
    }
  });
});
