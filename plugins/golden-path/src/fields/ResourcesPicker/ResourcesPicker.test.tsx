/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aDraft } from '../../__fixtures__';
import { pageOf, renderForm } from '../../__testUtils__/renderForm';

expect.extend(toHaveNoViolations);

const PAGE = pageOf('resources', {
  type: 'object',
  'ui:field': 'GoldenPathResourcesPicker',
});

const cost = (measure: string) => screen.findByTestId(`cost-${measure}`);

describe('ResourcesPicker', () => {
  it('shows what the smallest size costs where nobody has said anything', async () => {
    renderForm({
      pages: [PAGE],
      values: aDraft({ scale: { min: 3, max: 7 } }),
    });
    // Seven pods, a quarter more while a release runs; a proxy asks for 0.1.
    expect(await cost('pods')).toHaveTextContent('Pods39');
    expect(await cost('cpu')).toHaveTextContent(/CPU requests0\.451\.35/);
    expect(screen.getByRole('radio', { name: /^S/ })).toBeChecked();
  });

  it('takes a size, and shows no size for amounts of their own', async () => {
    renderForm({ pages: [PAGE], values: aDraft() });
    await userEvent.click(await screen.findByRole('radio', { name: /^L/ }));
    expect(screen.getByRole('textbox', { name: 'CPU request' })).toHaveValue(
      '1',
    );
    expect(screen.getByRole('textbox', { name: 'Memory limit' })).toHaveValue(
      '2Gi',
    );
    await userEvent.clear(screen.getByRole('textbox', { name: 'CPU request' }));
    await userEvent.type(
      screen.getByRole('textbox', { name: 'CPU request' }),
      '700m',
    );
    for (const radio of screen.getAllByRole('radio')) {
      expect(radio).not.toBeChecked();
    }
  });

  it('says by how much it breaks a quota', async () => {
    renderForm({
      pages: [PAGE],
      values: aDraft({
        scale: { min: 2, max: 9 },
        resources: {
          cpu: { request: '2', limit: '3' },
          memory: { request: '256Mi', limit: '512Mi' },
        },
      }),
    });
    expect(
      await screen.findByText(/It does not fit into the quota of dev/),
    ).toBeInTheDocument();
    expect(await cost('cpu')).toHaveTextContent(/too much for 11/);
    expect(await cost('memory')).toHaveTextContent(/ of 17Gi/);
  });

  it('says that a text is no quantity, and what would be one', async () => {
    renderForm({
      pages: [PAGE],
      values: aDraft({
        resources: { cpu: { request: 'much', limit: '1' } },
      }),
    });
    expect(
      await screen.findByText("'much' is no quantity, e.g. 250m, 1."),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('The cost shows once the fields are right.'),
    ).toBeInTheDocument();
  });

  it('keeps what else the spec says about resources', async () => {
    const { onCreate } = renderForm({
      pages: [PAGE],
      values: aDraft({
        resources: { ephemeral: { request: '64Mi', limit: '128Mi' } },
      }),
    });
    await userEvent.click(await screen.findByRole('radio', { name: /^M/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith(
        expect.objectContaining({
          resources: {
            cpu: { request: '250m', limit: '1' },
            memory: { request: '256Mi', limit: '512Mi' },
            ephemeral: { request: '64Mi', limit: '128Mi' },
          },
        }),
      ),
    );
  });

  it('has no accessibility fault', async () => {
    const { container } = renderForm({ pages: [PAGE], values: aDraft() });
    await cost('pods');
    expect(await axe(container)).toHaveNoViolations();
  });
});
