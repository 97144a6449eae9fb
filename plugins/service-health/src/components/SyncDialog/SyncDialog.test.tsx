/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResponseError } from '@backstage/errors';
import { SyncAttempt } from '@openpolicy/plugin-service-health-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import {
  aDriftedApplication,
  anAttempt,
  anEntity,
  anOperation,
  aSource,
  aSnapshot,
  errorBody,
  FakeServiceHealthApi,
  live,
} from '../../__fixtures__';
import { renderPage } from '../../__testUtils__/renderPage';
import { ServiceHealthContent } from '../ServiceHealthContent';

expect.extend(toHaveNoViolations);

describe('Sync', () => {
  let api: FakeServiceHealthApi;

  const drifted = (patch: Parameters<typeof aDriftedApplication>[0] = {}) =>
    aSnapshot({
      delivery: {
        ...aSnapshot().delivery,
        applications: [aDriftedApplication(patch)],
      },
    });
  const arrive = (patch: Parameters<typeof aDriftedApplication>[0]) =>
    act(() => api.theService.set(live({ data: drifted(patch) })));
  const open = async () => {
    renderPage(<ServiceHealthContent />, { api });
    const button = await screen.findByTestId('sync-button');
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    return screen.findByRole('dialog');
  };
  const refusal = (status: number, message: string, name?: string) =>
    Object.assign(new Error(message), {
      name: 'ResponseError',
      response: { status },
      body: errorBody(status, message, name),
    }) as unknown as ResponseError;

  beforeEach(() => {
    api = new FakeServiceHealthApi({ service: { data: drifted() } });
    api.answer = async () => anAttempt();
  });

  it('says what will change and who is recorded before anything happens', async () => {
    const dialog = await open();
    expect(dialog).toHaveTextContent(
      /Deployed: a1b2c3d · To be deployed: b1b2c3d/,
    );
    expect(dialog).toHaveTextContent(/Deployment api-gatewayOutOfSync/);
    expect(dialog).toHaveTextContent(
      /ConfigMap old-settings.*stays, because prune is off/,
    );
    expect(
      await within(dialog).findByText(/user:default\/guest/),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('checkbox', { name: /Prune/ }),
    ).not.toBeChecked();
    expect(api.syncRequests).toEqual([]);
    expect(await axe(dialog)).toHaveNoViolations();
  });

  it('asks once and follows the operation to its end', async () => {
    const dialog = await open();
    await userEvent.click(screen.getByTestId('sync-confirm'));
    expect(api.syncRequests).toEqual([
      {
        entityRef: 'component:default/api-gateway',
        applicationId: 'app-1',
        idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
        prune: false,
      },
    ]);
    expect(
      await within(dialog).findByText(/has not started yet/),
    ).toBeInTheDocument();

    arrive({
      operation: anOperation({
        requestId: 'attempt-1',
        phase: 'Running',
        finishedAt: undefined,
        resources: [
          {
            kind: 'Deployment',
            name: 'api-gateway',
            status: 'Synced',
            message: 'configured',
          },
        ],
      }),
    });
    expect(within(dialog).getByTestId('sync-progress')).toHaveTextContent(
      'Syncing',
    );
    expect(dialog).toHaveTextContent('configured');

    arrive({
      operation: anOperation({ requestId: 'attempt-1', phase: 'Succeeded' }),
    });
    expect(within(dialog).getByTestId('sync-result')).toHaveTextContent(
      /Sync OK.*Succeeded: successfully synced/,
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it('shows what failed, resource by resource', async () => {
    const dialog = await open();
    await userEvent.click(screen.getByTestId('sync-confirm'));
    arrive({
      operation: anOperation({
        requestId: 'attempt-1',
        phase: 'Failed',
        message: 'one or more objects failed to apply',
        resources: [
          {
            kind: 'Deployment',
            name: 'api-gateway',
            status: 'SyncFailed',
            message: 'field is immutable',
          },
        ],
      }),
    });
    expect(within(dialog).getByTestId('sync-result')).toHaveTextContent(
      /Sync failed.*Failed: one or more objects failed to apply/,
    );
    expect(dialog).toHaveTextContent('field is immutable');
  });

  it('makes one request of a double click', async () => {
    let finish: (attempt: SyncAttempt) => void = () => {};
    api.answer = () =>
      new Promise(resolve => {
        finish = resolve;
      });
    await open();
    await userEvent.dblClick(screen.getByTestId('sync-confirm'));
    expect(api.syncRequests).toHaveLength(1);
    await act(async () => finish(anAttempt()));
    expect(screen.queryByTestId('sync-confirm')).not.toBeInTheDocument();
  });

  it('sends the choice to prune', async () => {
    const dialog = await open();
    await userEvent.click(
      within(dialog).getByRole('checkbox', { name: /Prune/ }),
    );
    expect(dialog).toHaveTextContent('will be deleted');
    await userEvent.click(screen.getByTestId('sync-confirm'));
    expect(api.syncRequests[0].prune).toBe(true);
  });

  it('asks again with the same key when the answer was lost', async () => {
    api.answer = async () => {
      throw new TypeError('Failed to fetch');
    };
    const dialog = await open();
    await userEvent.click(screen.getByTestId('sync-confirm'));
    expect(dialog).toHaveTextContent(/Asking again is safe/);
    api.answer = async () => anAttempt();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Ask again' }),
    );
    expect(api.syncRequests).toHaveLength(2);
    expect(api.syncRequests[1].idempotencyKey).toBe(
      api.syncRequests[0].idempotencyKey,
    );
  });

  it('uses another key when the dialog is opened again', async () => {
    const dialog = await open();
    await userEvent.click(screen.getByTestId('sync-confirm'));
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Close' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await userEvent.click(screen.getByTestId('sync-button'));
    await userEvent.click(await screen.findByTestId('sync-confirm'));
    expect(api.syncRequests[1].idempotencyKey).not.toBe(
      api.syncRequests[0].idempotencyKey,
    );
  });

  it('says why the server refused, and offers no blind retry', async () => {
    api.answer = async () => {
      throw refusal(
        409,
        "Failed to sync 'api-gateway': another operation runs. Wait for it to end.",
      );
    };
    const dialog = await open();
    await userEvent.click(screen.getByTestId('sync-confirm'));
    expect(
      await within(dialog).findByText(/another operation runs\. Wait/),
    ).toBeInTheDocument();
    expect(
      within(dialog).queryByRole('button', { name: 'Ask again' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['refused', 503, 'ServiceUnavailableError', 'The sync was not started'],
    ['lost', 502, 'Error', 'The answer was lost.'],
    ['lost', 500, 'Error', 'The answer was lost.'],
  ])(
    'takes for %s what is answered by %s %s',
    async (_, status, name, text) => {
      api.answer = async () => {
        throw refusal(status, 'Argo CD is down.', name);
      };
      const dialog = await open();
      await userEvent.click(screen.getByTestId('sync-confirm'));
      await waitFor(() => expect(dialog).toHaveTextContent(text));
    },
  );

  it('learns the end from the ledger when the page did not see the operation', async () => {
    jest.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    try {
      renderPage(<ServiceHealthContent />, { api });
      const button = await screen.findByTestId('sync-button');
      await waitFor(() => expect(button).toBeEnabled());
      await user.click(button);
      await user.click(await screen.findByTestId('sync-confirm'));
      await screen.findByText(/has not started yet/);
      api.syncs = [anAttempt({ outcome: 'succeeded' })];
      await act(() => jest.advanceTimersByTimeAsync(5_000));
      expect(await screen.findByTestId('sync-result')).toHaveTextContent(
        'Succeeded',
      );
    } finally {
      jest.useRealTimers();
    }
  });

  it('warns against a second sync while the answer of Argo CD is unknown', async () => {
    api.answer = async () => anAttempt({ outcome: 'unknown' });
    const dialog = await open();
    await userEvent.click(screen.getByTestId('sync-confirm'));
    expect(
      await within(dialog).findByText(/Do not start another sync/),
    ).toBeInTheDocument();
  });

  it('disables the button for those who may not, and says who may', async () => {
    renderPage(<ServiceHealthContent />, {
      api,
      maySync: false,
      entity: {
        ...anEntity('etl-service'),
        relations: [{ type: 'ownedBy', targetRef: 'group:default/data-team' }],
      },
    });
    expect(
      await screen.findByText(
        'Only owners (group:default/data-team) may sync.',
      ),
    ).toBeVisible();
    const button = screen.getByTestId('sync-button');
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'Only owners (group:default/data-team) may sync.',
    );
  });

  it.each([
    [
      'an operation runs',
      { operation: anOperation({ phase: 'Running' }) },
      'An operation is already under way.',
    ],
    [
      'the application goes away',
      { deleting: true },
      'The application is being deleted.',
    ],
  ])('says before the click that %s', async (_, patch, reason) => {
    api = new FakeServiceHealthApi({ service: { data: drifted(patch) } });
    renderPage(<ServiceHealthContent />, { api });
    expect(await screen.findByTestId('sync-reason')).toHaveTextContent(reason);
    expect(screen.getByTestId('sync-button')).toBeDisabled();
  });

  it('says before the click that Argo CD cannot be read', async () => {
    const data = drifted();
    data.delivery.sources = [aSource('argocd', { state: 'failed' })];
    api = new FakeServiceHealthApi({ service: { data } });
    renderPage(<ServiceHealthContent />, { api });
    const reason = "Argo CD 'lab' cannot be read now";
    await waitFor(() =>
      expect(screen.getByTestId('sync-reason')).toHaveTextContent(reason),
    );
    expect(screen.getByTestId('sync-button')).toBeDisabled();
  });
});
