/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import {
  aDegradedSnapshot,
  aPod,
  aSnapshot,
  aSource,
  ago,
  FakeServiceHealthApi,
  live,
  NOW,
} from '../../__fixtures__';
import { renderPage } from '../../__testUtils__/renderPage';
import { ServiceHealthContent } from './ServiceHealthContent';

expect.extend(toHaveNoViolations);

describe('ServiceHealthContent', () => {
  const render = (
    state: ConstructorParameters<typeof FakeServiceHealthApi>[0],
  ) => {
    const api = new FakeServiceHealthApi(state);
    return { api, ...renderPage(<ServiceHealthContent />, { api }) };
  };
  const card = (title: string) => screen.getByRole('region', { name: title });

  it('shows verdict, rollout, delivery and alerts of a healthy service', async () => {
    render({ service: { data: aSnapshot() } });
    expect(await screen.findByTestId('verdict-headline')).toHaveTextContent(
      'Healthy',
    );
    expect(screen.getByTestId('verdict-cause')).toHaveTextContent(
      '3 of 3 replicas are ready, Argo CD is in sync, no alerts.',
    );
    expect(screen.getByTestId('delivery-sync-status')).toHaveTextContent(
      'Synced',
    );
    expect(screen.getByTestId('delivery-health-status')).toHaveTextContent(
      'Healthy',
    );
    expect(screen.getByTestId('delivery-operation')).toHaveTextContent(
      /Sync OK.*10 min ago by user:default\/guest.*successfully synced/,
    );
    expect(screen.getByTestId('rollout-phase')).toHaveTextContent(
      'deployment "api-gateway" successfully rolled out',
    );
    expect(screen.getByTestId('rollout-replicas')).toHaveTextContent(
      '3 of 3 ready',
    );
    expect(screen.getAllByTestId('pod-row')).toHaveLength(3);
    expect(screen.getByTestId('alerts-list')).toHaveTextContent(
      'No alerts. 6 rules watch this service.',
    );
    expect(
      screen.getByRole('link', { name: /platform-team/ }),
    ).toBeInTheDocument();
  });

  it('shows why a service is degraded and leads to the evidence', async () => {
    render({ service: { data: aDegradedSnapshot() } });
    expect(await screen.findByTestId('verdict-headline')).toHaveTextContent(
      'Degraded',
    );
    const rows = screen.getAllByTestId('pod-row');
    expect(rows[0]).toHaveTextContent(
      /CrashLoopBackOff0\/14 \(30 s ago\)Error, exit 1/,
    );
    expect(card('Rollout')).toHaveTextContent(/Stuck: 1 new pod crashes/);
    expect(card('Rollout')).toHaveTextContent(/3 old ready.*1 new not ready/);
    const alerts = screen.getAllByTestId('alert-row');
    expect(alerts[0]).toHaveTextContent(
      /critical.*HighErrorRate.*firing for 5 min.*value 0.123/,
    );
    expect(
      within(alerts[0]).getByRole('link', { name: /Runbook/ }),
    ).toHaveAttribute('href', 'https://runbooks.example.org/high-error-rate');
    expect(alerts[1]).toHaveTextContent(/silenced by alice \(deploying\)/);

    await userEvent.click(
      screen.getByRole('button', { name: 'api-gateway-7f9c-zzzzz' }),
    );
    expect(rows[0]).toHaveFocus();
  });

  it('changes its words by itself when a new snapshot arrives', async () => {
    const { api } = render({ service: { data: aSnapshot() } });
    await screen.findByTestId('verdict-headline');
    act(() => api.theService.set(live({ data: aDegradedSnapshot() })));
    expect(screen.getByTestId('verdict-headline')).toHaveTextContent(
      'Degraded',
    );
  });

  it('shows skeletons while nothing has arrived', async () => {
    render({});
    for (const title of ['Verdict', 'Rollout', 'Delivery', 'Alerts']) {
      expect(
        await screen.findByRole('status', { name: `Loading ${title}` }),
      ).toBeInTheDocument();
    }
  });

  it('gives each card its own state, and a late source blocks no other', async () => {
    const snapshot = aSnapshot();
    render({
      service: {
        data: {
          ...snapshot,
          rollout: {
            ...snapshot.rollout,
            state: 'connecting',
            sources: [aSource('kubernetes', { state: 'connecting' })],
            workloads: [],
            pods: [],
          },
          delivery: {
            ...snapshot.delivery,
            sources: [
              aSource('argocd', {
                state: 'failed',
                observedAt: ago(125),
                failingSince: ago(120),
                retryAt: ago(-9),
                reason: 'Connection refused.',
                nextStep: 'Ask the platform team.',
              }),
            ],
          },
          alerts: { ...snapshot.alerts, state: 'unbound' },
        },
      },
    });
    expect(await screen.findByTestId('verdict-headline')).toBeInTheDocument();
    expect(card('Rollout')).toHaveTextContent('Connecting to the sources');
    expect(card('Delivery')).toHaveTextContent(
      "Argo CD 'lab' has not been reachable for 2 min",
    );
    expect(card('Delivery')).toHaveTextContent(
      'Connection refused. Ask the platform team. Showing the last good data, as of 2 min ago. Next try in 9 s.',
    );
    expect(screen.getByTestId('delivery-sync-status')).toHaveTextContent(
      'Synced',
    );
    expect(card('Alerts')).toHaveTextContent('service: api-gateway');
  });

  it.each([
    ['rollout', 'Rollout', 'backstage.io/kubernetes-id: api-gateway'],
    [
      'delivery',
      'Delivery',
      'backstage.io/entity-ref: component:default/api-gateway',
    ],
    ['alerts', 'Alerts', 'service: api-gateway'],
  ] as const)(
    'says for an unbound %s which line is missing and copies it',
    async (part, title, line) => {
      const user = userEvent.setup();
      const write = jest.spyOn(navigator.clipboard, 'writeText');
      const snapshot = aSnapshot();
      render({
        service: {
          data: {
            ...snapshot,
            [part]: { ...snapshot[part], state: 'unbound' },
          },
        },
      });
      await screen.findByTestId('verdict-headline');
      const copy = within(card(title)).getByRole('button', {
        name: `Copy ${line}`,
      });
      await user.click(copy);
      expect(write).toHaveBeenCalledWith(line);
      expect(copy).toHaveTextContent('Copied');
    },
  );

  it.each([
    [
      'denied',
      'No health data that you may see',
      'service-health.service.read',
    ],
    ['signedOut', 'Your session ended', 'Sign in again'],
    ['retrying', 'No data yet', 'Down.'],
  ] as const)(
    'says in the state %s what to do',
    async (connection, title, text) => {
      const { api } = render({ service: { connection, problem: 'Down.' } });
      expect(await screen.findAllByText(title)).toHaveLength(4);
      expect(card('Rollout')).toHaveTextContent(text);
      await userEvent.click(
        within(card('Rollout')).getByRole('button', { name: 'Try again' }),
      );
      expect(api.theService.retries).toBe(1);
    },
  );

  it('is Unknown once the server has been silent for half a minute', async () => {
    render({
      service: {
        data: aSnapshot(),
        connection: 'retrying',
        heardAt: NOW.getTime() - 45_000,
        retryAt: NOW.getTime() + 3_000,
        problem: 'Network down.',
      },
    });
    expect(await screen.findByTestId('verdict-headline')).toHaveTextContent(
      'Unknown',
    );
    expect(card('Verdict')).toHaveTextContent(
      /Network down\. Showing the last good data, as of 45 s ago\. Next try in 3 s\./,
    );
  });

  it('says which annotation the other side does not confirm', async () => {
    render({
      service: {
        data: aSnapshot({
          claims: [
            {
              annotation: 'argocd/app-name',
              value: 'somebody-elses',
              reason: 'No application of this name points back.',
              nextStep: 'Add the annotation backstage.io/entity-ref to it.',
            },
          ],
        }),
      },
    });
    const claim = await screen.findByTestId('unverified-claim');
    expect(claim).toHaveTextContent(/argocd\/app-name: somebody-elses/);
    expect(claim).toHaveTextContent(/Add the annotation/);
  });

  it('draws few of many pods until more are asked for', async () => {
    const snapshot = aSnapshot();
    const pods = Array.from({ length: 200 }, (_, index) =>
      aPod({ name: `api-gateway-${index}` }),
    );
    render({
      service: {
        data: {
          ...snapshot,
          rollout: { ...snapshot.rollout, pods, podsTotal: 3_000 },
        },
      },
    });
    expect(await screen.findAllByTestId('pod-row')).toHaveLength(8);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 200' }));
    expect(screen.getAllByTestId('pod-row')).toHaveLength(200);
    expect(card('Rollout')).toHaveTextContent(
      'The worst 200 of 3000 pods are listed.',
    );
  });

  it('stops watching and ticking when the page closes', async () => {
    const { api, unmount } = render({ service: { data: aSnapshot() } });
    await screen.findByTestId('verdict-headline');
    expect(api.theService.listenerCount).toBe(1);
    unmount();
    expect(api.theService.listenerCount).toBe(0);
  });

  it.each([
    ['healthy', { service: { data: aSnapshot() } }],
    ['degraded', { service: { data: aDegradedSnapshot() } }],
    ['loading', {}],
    ['denied', { service: { connection: 'denied' as const } }],
    [
      'unbound',
      {
        service: {
          data: aSnapshot({
            delivery: { state: 'unbound', sources: [], applications: [] },
          }),
        },
      },
    ],
    [
      'stale',
      {
        service: {
          data: aSnapshot({
            alerts: {
              ...aSnapshot().alerts,
              sources: [aSource('prometheus', { state: 'stale' })],
            },
          }),
        },
      },
    ],
  ])('has no accessibility fault in the state %s', async (_, state) => {
    render(state);
    const page = await screen.findByTestId('service-health');
    expect(await axe(page)).toHaveNoViolations();
  });
});
