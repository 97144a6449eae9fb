/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aDegradedSnapshot, FakeServiceHealthApi } from '../../__fixtures__';
import { renderPage } from '../../__testUtils__/renderPage';
import { ServiceHealthCard } from './ServiceHealthCard';

expect.extend(toHaveNoViolations);

describe('ServiceHealthCard', () => {
  it('shows the verdict, the four axes and the way to the tab', async () => {
    const api = new FakeServiceHealthApi({
      service: { data: aDegradedSnapshot() },
    });
    const { container } = renderPage(<ServiceHealthCard />, { api });
    expect(await screen.findByTestId('card-headline')).toHaveTextContent(
      'Degraded',
    );
    expect(screen.getByTestId('axis-health')).toHaveTextContent('Degraded');
    expect(screen.getByTestId('axis-delivery')).toHaveTextContent('Synced');
    expect(screen.getByTestId('axis-alerts')).toHaveTextContent('1 critical');
    expect(screen.getByTestId('axis-freshness')).toHaveTextContent('Live');
    expect(screen.getByRole('link', { name: 'Open health' })).toHaveAttribute(
      'href',
      '/catalog/default/component/api-gateway/health',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says that there is nothing that the user may see', async () => {
    const api = new FakeServiceHealthApi({ service: { connection: 'denied' } });
    renderPage(<ServiceHealthCard />, { api });
    expect(
      await screen.findByText('No health data that you may see'),
    ).toBeInTheDocument();
  });
});
