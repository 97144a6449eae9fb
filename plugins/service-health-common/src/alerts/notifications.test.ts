/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertmanagerAlert, createNotificationLookup } from './notifications';

const labels = { alertname: 'HighErrorRate', service: 'api-gateway' };
const external = { cluster: 'lab', replica: 'a' };
const active = { state: 'active' as const };
const silenced = { state: 'suppressed' as const, silencedBy: ['s1'] };
const silence = {
  id: 's1',
  createdBy: 'alice',
  comment: 'we know',
  endsAt: '2026-11-23T10:00:00Z',
};
const answer = (...alerts: AlertmanagerAlert[]) => ({
  alerts,
  silences: [silence],
});

describe('createNotificationLookup', () => {
  it('is unknown when no Alertmanager answered', () => {
    expect(createNotificationLookup({ answers: [] })(labels)).toEqual({
      notification: 'unknown',
    });
  });

  it('is unknown for an alert that Alertmanager does not have yet', () => {
    const lookup = createNotificationLookup({ answers: [answer()] });

    expect(lookup(labels)).toEqual({ notification: 'unknown' });
  });

  it('finds an alert by its labels without the external ones', () => {
    const lookup = createNotificationLookup({
      answers: [answer({ labels: { ...labels, ...external }, status: active })],
      externalLabels: external,
    });

    expect(lookup(labels)).toEqual({ notification: 'active' });
  });

  it('does not take an alert with labels that are not external for the same', () => {
    const lookup = createNotificationLookup({
      answers: [answer({ labels: { ...labels, pod: 'x' }, status: active })],
      externalLabels: external,
    });

    expect(lookup(labels)).toEqual({ notification: 'unknown' });
  });

  it('does not take an alert of another Prometheus for the same', () => {
    const lookup = createNotificationLookup({
      answers: [
        answer({ labels: { ...labels, cluster: 'other' }, status: active }),
      ],
      externalLabels: external,
    });

    expect(lookup(labels)).toEqual({ notification: 'unknown' });
  });

  it('takes the closest label set when the external labels are not known', () => {
    const lookup = createNotificationLookup({
      answers: [
        answer(
          { labels: { ...labels, pod: 'x', cluster: 'lab' }, status: silenced },
          { labels: { ...labels, cluster: 'lab' }, status: active },
        ),
      ],
    });

    expect(lookup(labels)).toEqual({ notification: 'active' });
  });

  it('says who silenced it, why and until when', () => {
    const lookup = createNotificationLookup({
      answers: [answer({ labels, status: silenced })],
    });

    expect(lookup(labels)).toEqual({
      notification: 'suppressed',
      suppressedBy: [
        {
          kind: 'silence',
          createdBy: 'alice',
          comment: 'we know',
          endsAt: '2026-11-23T10:00:00Z',
        },
      ],
    });
  });

  it('tells inhibitions and mute times from silences', () => {
    const lookup = createNotificationLookup({
      answers: [
        answer({
          labels,
          status: {
            state: 'suppressed',
            silencedBy: [],
            inhibitedBy: ['f1'],
            mutedBy: ['nights'],
          },
        }),
      ],
    });

    expect(lookup(labels).suppressedBy).toEqual([
      { kind: 'inhibition' },
      { kind: 'mute' },
    ]);
  });

  it.each([
    ['active', silenced, active],
    ['suppressed', { state: 'unprocessed' as const }, silenced],
  ])('believes the peer that says %s', (notification, first, second) => {
    const lookup = createNotificationLookup({
      answers: [
        answer({ labels, status: first }),
        answer({ labels, status: second }),
      ],
    });

    expect(lookup(labels).notification).toBe(notification);
  });
});
