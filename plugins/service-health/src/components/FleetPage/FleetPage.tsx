/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { serviceHealthTranslationRef } from '../../translation';
import { FleetContent } from './FleetContent';

/**
 * The fleet page with a page header of its own, for apps of the classic frontend system.
 *
 * @public
 */
export function FleetPage() {
  const { t } = useTranslationRef(serviceHealthTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <FleetContent />
    </Page>
  );
}
