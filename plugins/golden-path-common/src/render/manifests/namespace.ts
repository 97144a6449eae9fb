/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS, platformLabels } from '../conventions';
import { provenance } from '../provenance';
import { Manifest, PlatformContext } from '../types';

/**
 * The Namespace of a platform, once. Restricted pod security with sidecars needs
 * Istio's CNI plugin or ambient mode: istio-init wants NET_ADMIN.
 *
 * @internal
 */
export function renderNamespace({ model }: PlatformContext): Manifest[] {
  const { system } = model;
  const level = (mode: string) => ({
    [`pod-security.kubernetes.io/${mode}`]: 'restricted',
    [`pod-security.kubernetes.io/${mode}-version`]: 'latest',
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: system.spec.namespace,
        labels: {
          ...platformLabels(system),
          ...(system.spec.mesh.injection && {
            [LABELS.meshInjection]: 'enabled',
          }),
          ...level('enforce'),
          ...level('audit'),
          ...level('warn'),
        },
        annotations: provenance(system.spec, system.source),
      },
    },
  ];
}
