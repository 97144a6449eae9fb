/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { anUpgrade, FakeGoldenPathApi, refusal } from '../../__fixtures__';
import { pageOf, renderForm } from '../../__testUtils__/renderForm';
import { presentUpgrade } from './presentUpgrade';

expect.extend(toHaveNoViolations);

const PAGE = pageOf('upgrade', {
  type: 'string',
  'ui:field': 'GoldenPathUpgrade',
});
const VALUES = { entityRef: 'component:default/cart', environment: 'stage' };

describe('UpgradeField', () => {
  it('shows what changes, old and new, before anything does', async () => {
    const { api, container } = renderForm({ pages: [PAGE], values: VALUES });
    expect(
      await screen.findByText('From golden path 0.0.3 to 7.0.0'),
    ).toBeInTheDocument();
    expect(screen.getByTestId('upgrade-summary')).toHaveTextContent(
      '5 files, 1 merged, 1 in conflict',
    );
    await userEvent.click(screen.getByRole('option', { name: /Dockerfile/ }));
    const content = screen.getByTestId('preview-content');
    expect(content).toHaveTextContent('- FROM base:3');
    expect(content).toHaveTextContent('+ FROM base:5');
    expect(api.asked).toEqual([{ what: 'upgrade', with: VALUES }]);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says which files people have to look at, and why', async () => {
    renderForm({ pages: [PAGE], values: VALUES });
    const view = within(await screen.findByTestId('upgrade'));
    expect(
      view.getByText(/from line 1 on\..*branch of its own/),
    ).toHaveTextContent('README.md');
    expect(view.getByText(/makes it no more/)).toHaveTextContent('docs/old.md');
    expect(view.queryByRole('option', { name: /old\.md/ })).toBeNull();
  });

  it('puts the sum on the review', async () => {
    const { onCreate } = renderForm({ pages: [PAGE], values: VALUES });
    await screen.findByTestId('upgrade');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({
      ...VALUES,
      upgrade: '5 files, 1 merged, 1 in conflict',
    });
  });

  it('says that there is nothing to do', async () => {
    const { repository, delivery, ...plan } = anUpgrade();
    const api = new FakeGoldenPathApi({
      upgrade: async () => ({
        ...plan,
        repository: {
          ...repository,
          files: [],
          problem: 'It was not made of a skeleton.',
        },
        delivery: { ...delivery, files: [] },
      }),
    });
    renderForm({ api, pages: [PAGE], values: VALUES });
    expect(await screen.findByText(/Nothing to do/)).toBeInTheDocument();
    expect(
      screen.getByText(/left as it is: It was not made of a skeleton\./),
    ).toBeInTheDocument();
  });

  it('asks again when the server could not say it', async () => {
    const answers = [
      async () => {
        throw refusal(503, 'Its Git server does not answer.');
      },
      async () => anUpgrade(),
    ];
    const api = new FakeGoldenPathApi({ upgrade: () => answers.shift()!() });
    renderForm({ api, pages: [PAGE], values: VALUES });
    expect(
      await screen.findByText(/Its Git server does not answer\./),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByTestId('upgrade')).toBeInTheDocument();
  });

  it('wants a service first', async () => {
    const { api } = renderForm({ pages: [PAGE] });
    expect(
      await screen.findByText('Choose the service first.'),
    ).toBeInTheDocument();
    expect(api.asked).toEqual([]);
  });
});

describe('presentUpgrade', () => {
  it('keeps repositories apart and drops those without a change', () => {
    const { delivery } = anUpgrade();
    expect(
      presentUpgrade(anUpgrade()).groups.map(({ title }) => title),
    ).toEqual(['Service repository', 'GitOps repository, dev']);
    expect(
      presentUpgrade(anUpgrade({ delivery: { ...delivery, files: [] } }))
        .groups,
    ).toHaveLength(1);
  });
});
