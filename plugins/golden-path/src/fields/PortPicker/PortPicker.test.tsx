/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aDraft, aPool, FakeGoldenPathApi, refusal } from '../../__fixtures__';
import { pageOf, renderForm } from '../../__testUtils__/renderForm';

expect.extend(toHaveNoViolations);

const PAGE = pageOf('port', {
  type: 'integer',
  title: 'Port',
  'ui:field': 'GoldenPathPortPicker',
});

const field = () => screen.findByRole('textbox', { name: /Port/ });
const map = () => screen.findByTestId('port-map');

describe('PortPicker', () => {
  it('takes the next free port by itself and reserves nothing', async () => {
    const { api } = renderForm({
      pages: [PAGE],
      values: aDraft({ port: undefined }),
    });
    expect(await screen.findByText('7000 is free.')).toBeInTheDocument();
    expect(await field()).toHaveValue('7000');
    expect(api.asked.map(({ what }) => what)).toEqual(['ports']);
  });

  it('keeps the port that the form has, and a field that somebody emptied empty', async () => {
    renderForm({ pages: [PAGE], values: aDraft({ port: 7011 }) });
    expect(await screen.findByText('7011 is free.')).toBeInTheDocument();
    await userEvent.clear(await field());
    expect(await field()).toHaveValue('');
    await userEvent.click(
      screen.getByRole('button', { name: 'Use 7000, the next free one' }),
    );
    expect(await field()).toHaveValue('7000');
  });

  it.each([
    [7001, /7001 is used by cart\. Take another one; 7000 is free\./],
    [7005, /7005 is reserved by alice for 'wishlist' until .+; 7000 is free\./],
    [7009, /7009 answers in the cluster already: Service 'leftover'/],
    [80, /80 is not in the pool, which goes from 7000 to 7029\./],
  ])('says who has %i', async (port, text) => {
    renderForm({ pages: [PAGE], values: aDraft({ port }) });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('says which cluster could not be asked about its ports', async () => {
    renderForm({
      pages: [PAGE],
      values: aDraft({ port: 7011 }),
      api: new FakeGoldenPathApi({
        ports: async () =>
          aPool({
            problems: [
              "Cluster 'stage-1' cannot be asked: it does not answer in time",
            ],
          }),
      }),
    });
    expect(
      await screen.findByText(
        "Ports that only the cluster knows may be missing here. Cluster 'stage-1' cannot be asked: it does not answer in time.",
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('7011 is free.')).toBeInTheDocument();
  });

  it('says until when a port is kept for the same service of the same user', async () => {
    const api = new FakeGoldenPathApi({
      ports: async () =>
        aPool({
          ports: [
            {
              port: 7011,
              state: 'reserved',
              by: 'user:default/guest',
              name: 'coupons',
              expiresAt: '2026-11-25T15:30:00Z',
            },
          ],
        }),
    });
    renderForm({ api, pages: [PAGE], values: aDraft({ port: 7011 }) });
    expect(
      await screen.findByText(/7011 is kept for 'coupons' until/),
    ).toBeInTheDocument();
  });

  it('draws every port of the pool with its state in words', async () => {
    renderForm({ pages: [PAGE], values: aDraft() });
    const cells = within(await map()).getAllByRole('button');
    expect(cells).toHaveLength(30);
    expect(cells[0]).toHaveAccessibleName('7000, free');
    expect(cells[1]).toHaveAccessibleName('7001, used: cart');
    expect(cells[9]).toHaveAccessibleName(
      "7009, live in the cluster: Service 'leftover' in shop-platform",
    );
    expect(screen.getByTestId('port-legend')).toHaveTextContent(
      '26 free■ 2 used◔ 1 reserved▲ 1 live in the cluster',
    );
  });

  it('chooses a free port on the map with the keyboard, and no other', async () => {
    const user = userEvent.setup();
    renderForm({ pages: [PAGE], values: aDraft({ port: 7000 }) });
    const cells = within(await map()).getAllByRole('button');
    expect(cells.filter(cell => cell.tabIndex === 0)).toEqual([cells[0]]);
    cells[0].focus();
    await user.keyboard('{ArrowRight}');
    expect(cells[1]).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await field()).toHaveValue('7000');
    await user.keyboard('{ArrowRight}{Enter}');
    expect(await field()).toHaveValue('7002');
    expect(cells[2]).toHaveAttribute('aria-pressed', 'true');
  });

  it('asks the server again before the page is left', async () => {
    const api = new FakeGoldenPathApi();
    const { onCreate } = renderForm({ api, pages: [PAGE], values: aDraft() });
    await map();
    api.ports = async () =>
      aPool({
        ports: [{ port: 7011, state: 'used', by: 'component:default/late' }],
      });
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/7011 is used by late\. 7000 is free\./))
        .length,
    ).toBeGreaterThan(0);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('lets the page be left when the server does not answer', async () => {
    const api = new FakeGoldenPathApi();
    renderForm({ api, pages: [PAGE], values: aDraft() });
    await map();
    api.ports = async () => {
      throw refusal(503, 'Down.');
    };
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['denied', 403, 'golden-path.port.reserve'],
    ['failed', 500, 'The ports of the platform cannot be read: Down.'],
  ])('says in the state %s what to do', async (_, status, text) => {
    const api = new FakeGoldenPathApi({
      ports: async () => {
        throw refusal(status, 'Down.');
      },
    });
    renderForm({ api, pages: [PAGE], values: aDraft() });
    expect(await screen.findByText(new RegExp(text))).toBeInTheDocument();
    expect(await field()).toHaveValue('7011');
  });

  it('tries again when asked to', async () => {
    const api = new FakeGoldenPathApi({
      ports: async () => {
        throw refusal(500, 'Down.');
      },
    });
    renderForm({ api, pages: [PAGE], values: aDraft() });
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.ports = async () => aPool();
    await userEvent.click(again);
    expect(await map()).toBeInTheDocument();
    expect(screen.queryByText(/cannot be read/)).not.toBeInTheDocument();
  });

  it('asks for nothing before a system is chosen', async () => {
    const { api } = renderForm({
      pages: [PAGE],
      values: aDraft({ system: undefined }),
    });
    expect(
      await screen.findByText(/Choose the system first/),
    ).toBeInTheDocument();
    expect(api.asked).toEqual([]);
  });

  it('says that the pool is full', async () => {
    const api = new FakeGoldenPathApi({
      ports: async () => aPool({ next: undefined }),
    });
    renderForm({ api, pages: [PAGE], values: aDraft({ port: 7001 }) });
    expect(
      await screen.findByText(/No port of the pool is free/),
    ).toBeInTheDocument();
  });

  it('lists who has which port where the pool is too large to draw', async () => {
    const api = new FakeGoldenPathApi({
      ports: async () => aPool({ pool: { from: 7000, to: 9999 } }),
    });
    renderForm({ api, pages: [PAGE], values: aDraft() });
    expect(
      await screen.findByText(/The pool has 3000 ports/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('table', { name: 'Ports that are taken', hidden: true }),
    ).toHaveTextContent('7005reservedalice for ');
  });

  it.each([
    ['ready', {}],
    [
      'failed',
      {
        ports: async () => {
          throw refusal(500, 'Down.');
        },
      },
    ],
  ])('has no accessibility fault in the state %s', async (_, state) => {
    const { container } = renderForm({
      api: new FakeGoldenPathApi(state),
      pages: [PAGE],
      values: aDraft({ port: 7001 }),
    });
    await screen.findByText(/is used by|cannot be read/);
    expect(await axe(container)).toHaveNoViolations();
  });
});
