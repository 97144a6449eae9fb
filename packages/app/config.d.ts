/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export interface Config {
  app?: {
    signIn?: {
      /**
       * How people sign in. `guest` (the default) needs no account and is for a portal on one's own machine; `oidc` and `github`
       * need the provider of that name under `auth.providers`.
       * @visibility frontend
       */
      provider?: 'guest' | 'oidc' | 'github';
    };
  };
}
