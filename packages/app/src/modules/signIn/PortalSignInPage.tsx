/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  githubAuthApiRef,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import { oidcAuthApiRef } from './oidcAuthApi';

const PROVIDERS = {
  github: {
    id: 'github-auth-provider',
    title: 'GitHub',
    message: 'Sign in with your GitHub account',
    apiRef: githubAuthApiRef,
  },
  oidc: {
    id: 'oidc-auth-provider',
    title: 'Company account',
    message: 'Sign in with your company account',
    apiRef: oidcAuthApiRef,
  },
};

/** Signs in through what `app.signIn.provider` says; the default, `guest`, is for a portal on one's own machine. */
export function PortalSignInPage(props: SignInPageProps) {
  const name =
    useApi(configApiRef).getOptionalString('app.signIn.provider') ?? 'guest';

  if (name === 'guest') {
    return <SignInPage {...props} title="Sign in" providers={['guest']} />;
  }
  if (!Object.hasOwn(PROVIDERS, name)) {
    throw new Error(
      `Invalid configuration at 'app.signIn.provider': '${name}'. Use 'guest', 'github' or 'oidc'.`,
    );
  }
  return (
    <SignInPage
      {...props}
      title="Sign in"
      provider={PROVIDERS[name as keyof typeof PROVIDERS]}
    />
  );
}
