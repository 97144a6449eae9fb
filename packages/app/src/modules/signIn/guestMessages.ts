/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';

/** Says what a guest may do here; Backstage's own text only says that something may be missing. */
export const guestMessages = TranslationBlueprint.make({
  name: 'guest-sign-in',
  params: {
    resource: createTranslationMessages({
      ref: coreComponentsTranslationRef,
      messages: {
        'signIn.guestProvider.subtitle':
          'No account and no password: this portal runs on your own machine.\n\nAs guest you are a member of the Platform Team. You see every service, you may sync those that the Platform Team owns, for example API Gateway, and you may create new ones for it.',
      },
    }),
  },
});
