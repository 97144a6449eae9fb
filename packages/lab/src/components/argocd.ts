/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { delimiter, join } from 'node:path';
import { ComponentBuilder, ComponentContext, LabComponent } from './types';

/** What all programs of Argo CD share: one binary that looks at its name. */
function argocdProgram(
  { paths, binaries, searchPath }: ComponentContext,
  name: string,
  part: Pick<LabComponent, 'args' | 'port' | 'ready' | 'needs'>,
): LabComponent {
  const home = join(paths.data, 'argocd');
  const folder = (sub: string) => join(home, sub);
  return {
    name,
    command: binaries.argocd,
    ...part,
    env: {
      ARGOCD_BINARY_NAME: name,
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      KUBECONFIG: join(paths.conf, 'kubeconfig-argocd'),
      ARGOCD_TLS_DATA_PATH: folder('tls'),
      ARGOCD_SSH_DATA_PATH: folder('ssh'),
      ARGOCD_GNUPGHOME: folder('gpg/keys'),
      ARGOCD_GPG_DATA_PATH: folder('gpg/source'),
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_PLUGINSOCKFILEPATH: folder('plugin'),
      ARGOCD_ASK_PASS_SOCK: folder('ask.sock'),
      // The ConfigMap's key for these does nothing outside a cluster.
      ARGOCD_RECONCILIATION_TIMEOUT: '30s',
      ARGOCD_RECONCILIATION_JITTER: '0s',
      // Two seconds of sleep after each wave by default, for controllers that
      // have not seen what was applied yet. These are on the same machine.
      ARGOCD_SYNC_WAVE_DELAY: '0',
      HOSTNAME: 'lab-controller-0',
      HOME: home,
      TMPDIR: folder('tmp'),
      PATH: [binaries.helpers, searchPath].join(delimiter),
    },
    folders: ['tls', 'ssh', 'gpg/keys', 'gpg/source', 'plugin', 'tmp'].map(
      folder,
    ),
  };
}

const redisFlag = ({ state }: ComponentContext) =>
  `--redis=127.0.0.1:${state.ports.redis}`;
const repoServerFlags = ({ state }: ComponentContext) => [
  `--repo-server=127.0.0.1:${state.ports.repoServer}`,
  '--repo-server-plaintext',
];

/** Renders manifests from Git. @internal */
export const buildRepoServer: ComponentBuilder = context => {
  const { repoServer, repoServerMetrics } = context.state.ports;
  return argocdProgram(context, 'argocd-repo-server', {
    needs: ['argocd-config', 'redis'],
    args: [
      '--address=127.0.0.1',
      `--port=${repoServer}`,
      '--metrics-address=127.0.0.1',
      `--metrics-port=${repoServerMetrics}`,
      redisFlag(context),
      '--disable-tls',
      '--client-ca-path=',
    ],
    port: repoServer,
    ready: { kind: 'tcp', port: repoServer },
  });
};

/**
 * Compares and syncs. Its metrics listener has no address flag and listens on all
 * interfaces.
 * @internal
 */
export const buildApplicationController: ComponentBuilder = context => {
  const port = context.state.ports.applicationControllerMetrics;
  return argocdProgram(context, 'argocd-application-controller', {
    needs: ['argocd-config', 'crds-argocd', 'redis'],
    args: [
      redisFlag(context),
      ...repoServerFlags(context),
      `--metrics-port=${port}`,
    ],
    port,
    ready: { kind: 'http', url: `http://127.0.0.1:${port}/healthz` },
  });
};

/** The API. Plain HTTP, because it listens on loopback only. @internal */
export const buildArgocdServer: ComponentBuilder = context => {
  const { argocd, argocdMetrics } = context.state.ports;
  return argocdProgram(context, 'argocd-server', {
    // It exits when its CRDs are not served yet.
    needs: ['argocd-config', 'crds-argocd', 'redis'],
    args: [
      '--insecure',
      '--address=127.0.0.1',
      `--port=${argocd}`,
      '--metrics-address=127.0.0.1',
      // A flag: the environment variable of this name renames the flag.
      `--metrics-port=${argocdMetrics}`,
      redisFlag(context),
      ...repoServerFlags(context),
      // There is no single sign-on; nothing listens there.
      '--dex-server=http://127.0.0.1:1',
    ],
    port: argocd,
    ready: { kind: 'http', url: `http://127.0.0.1:${argocd}/healthz` },
  });
};
