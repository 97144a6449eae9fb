/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { anAlert, aSnapshot, ago, NOW } from '../../__fixtures__';
import { presentAlerts } from './presentAlerts';

describe('presentAlerts', () => {
  const section = (patch: object) => ({ ...aSnapshot().alerts, ...patch });

  it.each([
    [0, 'No rule watches this service: silence means nothing.'],
    [1, '1 rule watches this service.'],
    [6, '6 rules watch this service.'],
  ])('says with %s rules what silence means', (rulesTotal, text) => {
    expect(presentAlerts(section({ rulesTotal }), NOW).watched).toBe(text);
  });

  it('says severity, since, value and where to read on', () => {
    const { active } = presentAlerts(section({ alerts: [anAlert()] }), NOW);
    expect(active).toMatchObject([
      {
        name: 'HighErrorRate',
        state: 'firing',
        look: { word: 'critical', tone: 'degraded' },
        activeAt: ago(300),
        value: '0.123',
        runbookUrl: 'https://runbooks.example.org/high-error-rate',
      },
    ]);
  });

  it.each([
    ['1e+00', '1'],
    ['+Inf', '+Inf'],
    ['NaN', 'NaN'],
    [undefined, undefined],
  ])('says the value %s as %s', (value, text) => {
    const { active } = presentAlerts(
      section({ alerts: [anAlert({ value })] }),
      NOW,
    );
    expect(active[0].value).toBe(text);
  });

  it.each([
    [
      'a silence',
      [
        {
          kind: 'silence' as const,
          createdBy: 'alice',
          comment: 'deploying',
          endsAt: ago(-3_600),
        },
      ],
      'silenced by alice (deploying) for another 60 min',
    ],
    [
      'an inhibition',
      [{ kind: 'inhibition' as const }],
      'inhibited by another alert',
    ],
    ['a mute time', [{ kind: 'mute' as const }], 'in a mute time'],
    ['nothing known', undefined, 'suppressed by Alertmanager'],
  ])(
    'puts an alert apart that is suppressed by %s',
    (_, suppressedBy, text) => {
      const alert = anAlert({ notification: 'suppressed', suppressedBy });
      const model = presentAlerts(section({ alerts: [alert] }), NOW);
      expect(model.active).toEqual([]);
      expect(model.suppressed[0].notification).toBe(text);
    },
  );

  it('never links to what is no web address', () => {
    // eslint-disable-next-line no-script-url
    const alert = anAlert({ runbookUrl: 'javascript:alert(1)' });
    const { active } = presentAlerts(section({ alerts: [alert] }), NOW);
    expect(active[0].runbookUrl).toBeUndefined();
  });
});
