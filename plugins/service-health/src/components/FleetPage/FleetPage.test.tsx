/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { useLocation } from 'react-router-dom';
import {
  aFleet,
  aFleetRow,
  aSource,
  FakeServiceHealthApi,
  live,
  NOW,
} from '../../__fixtures__';
import { renderPage } from '../../__testUtils__/renderPage';
import { FleetContent } from './FleetContent';

expect.extend(toHaveNoViolations);

function Url() {
  const { search } = useLocation();
  return <output data-testid="url">{search}</output>;
}

describe('FleetContent', () => {
  const render = (
    fleet: ConstructorParameters<typeof FakeServiceHealthApi>[0] = {
      fleet: { data: aFleet() },
    },
    url?: string,
  ) => {
    const api = new FakeServiceHealthApi(fleet);
    const page = renderPage(
      <>
        <FleetContent />
        <Url />
      </>,
      { api, url },
    );
    return { api, ...page };
  };
  const names = () =>
    screen
      .queryAllByTestId('fleet-row')
      .map(row => row.getAttribute('data-entity-ref')?.split('/')[1]);

  it('lists all services, problems first, with a link to their health', async () => {
    const { container } = render();
    await screen.findAllByTestId('fleet-row');
    expect(names()).toEqual([
      'etl-service',
      'auth-service',
      'api-gateway',
      'policy-service',
    ]);
    const [row] = screen.getAllByTestId('fleet-row');
    expect(row).toHaveTextContent(/Degraded2 of 2 pods crash\.Synced0\/2None/);
    expect(
      within(row).getByRole('link', { name: 'etl-service' }),
    ).toHaveAttribute('href', '/catalog/default/component/etl-service/health');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('filters by the counts and keeps it in the URL', async () => {
    render();
    const count = await screen.findByRole('button', { name: 'Healthy 2' });
    await userEvent.click(count);
    expect(names()).toEqual(['api-gateway', 'policy-service']);
    expect(count).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByTestId('url')).toHaveTextContent('?state=Healthy');
    await userEvent.click(count);
    expect(names()).toHaveLength(4);
    expect(screen.getByTestId('url')).toHaveTextContent('');
  });

  it('searches, narrows to faults and to an owner, and clears it all', async () => {
    render();
    await userEvent.type(
      await screen.findByLabelText('Search services'),
      'service',
    );
    expect(names()).toHaveLength(3);
    await userEvent.click(screen.getByLabelText('Faults only'));
    expect(names()).toEqual(['etl-service', 'auth-service']);
    await userEvent.selectOptions(
      screen.getByLabelText('Owner'),
      'group:default/data-team',
    );
    expect(names()).toEqual(['etl-service']);
    expect(screen.getByTestId('url')).toHaveTextContent(
      '?q=service&faults=true&owner=group%3Adefault%2Fdata-team',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(names()).toHaveLength(4);
  });

  it('opens with the filters of a shared link', async () => {
    render(undefined, '/?faults=true&q=auth');
    await screen.findAllByTestId('fleet-row');
    expect(names()).toEqual(['auth-service']);
    expect(screen.getByText('1 of 4 services')).toBeInTheDocument();
  });

  it('moves no row while the pointer is over the table', async () => {
    const { api } = render();
    const table = await screen.findByRole('region', {
      name: 'Services, problems first',
    });
    await userEvent.hover(table);
    const [first, ...others] = aFleet().rows;
    act(() =>
      api.theFleet.set(live({ data: aFleet({ rows: [...others, first] }) })),
    );
    expect(names()?.[0]).toBe('etl-service');
    await userEvent.unhover(table);
    expect(names()?.[0]).toBe('auth-service');
  });

  it('has a banner for each source that is not live', async () => {
    render({
      fleet: {
        data: aFleet({
          sources: [
            aSource('argocd', { state: 'failed', reason: 'Refused.' }),
            aSource('prometheus', { state: 'stale' }),
          ],
        }),
      },
    });
    expect(
      await screen.findByText("Argo CD 'lab' is not reachable"),
    ).toBeInTheDocument();
    expect(
      screen.getByText("Prometheus 'lab' has been silent"),
    ).toBeInTheDocument();
  });

  it.each([
    ['loading', {}, 'Loading Fleet'],
    ['denied', { fleet: { connection: 'denied' as const } }, undefined],
  ])('has the state %s', async (_, state, label) => {
    render(state);
    expect(
      label
        ? await screen.findByRole('status', { name: label })
        : await screen.findByText('No health data that you may see'),
    ).toBeInTheDocument();
  });

  it('says that the catalog has no service, and that no service matches', async () => {
    const { api } = render({ fleet: { data: aFleet({ rows: [] }) } });
    expect(await screen.findByText(/^No services\./)).toBeInTheDocument();
    act(() => api.theFleet.set(live({ data: aFleet() })));
    await userEvent.type(screen.getByLabelText('Search services'), 'zzz');
    expect(
      screen.getByText('No service matches the filters.'),
    ).toBeInTheDocument();
  });

  it('waits for a catalog that is still being read', async () => {
    const { api } = render({
      fleet: {
        data: aFleet({
          rows: [],
          sources: [
            aSource('catalog', { instance: 'catalog', state: 'connecting' }),
          ],
        }),
      },
    });
    expect(await screen.findByText('Reading the catalog…')).toBeVisible();
    expect(screen.queryByText(/^No services\./)).not.toBeInTheDocument();
    act(() => api.theFleet.set(live({ data: aFleet() })));
    expect(names()).toHaveLength(4);
  });

  it('names the tab of the browser', async () => {
    const { unmount } = render();
    await screen.findAllByTestId('fleet-row');
    expect(document.title).toMatch(/^Fleet \| /);
    unmount();
    expect(document.title).not.toMatch(/Fleet/);
  });

  it('draws only the rows that can be seen of 5,000', async () => {
    // jsdom has no layout; the virtualizer asks the scroller for its size.
    const size = jest
      .spyOn(HTMLElement.prototype, 'clientHeight', 'get')
      .mockReturnValue(600);
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      aFleetRow(`service-${index}`),
    );
    const { container } = render({ fleet: { data: aFleet({ rows }) } });
    await screen.findAllByTestId('fleet-row');
    expect(names().length).toBeGreaterThan(10);
    expect(names().length).toBeLessThan(60);
    expect(container.querySelectorAll('*').length).toBeLessThan(2_500);
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
    size.mockRestore();
  });

  it('is nowhere green while the server is silent', async () => {
    render({
      fleet: {
        data: aFleet(),
        connection: 'retrying',
        heardAt: NOW.getTime() - 60_000,
      },
    });
    expect(
      await screen.findByText("No word from the portal's server for 60 s"),
    ).toBeInTheDocument();
  });
});
