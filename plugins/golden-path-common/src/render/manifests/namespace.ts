/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformSpec } from '../../spec/platformSpec';
import { LABELS, platformLabels } from '../conventions';
import { provenance } from '../provenance';
import { Manifest, PlatformContext } from '../types';

/**
 * The Namespace of a platform, once. Restricted pod security with sidecars needs
 * Istio's CNI plugin or ambient mode: istio-init wants NET_ADMIN. With both
 * labels for injection, Istio would take `istio-injection` and not the revision.
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
          ...injectionLabel(system.spec.mesh),
          ...level('enforce'),
          ...level('audit'),
          ...level('warn'),
        },
        annotations: provenance(system.spec, system.source),
      },
    },
  ];
}

function injectionLabel({
  injection,
  revision,
}: PlatformSpec['mesh']): Record<string, string> {
  if (!injection) {
    return {};
  }
  return revision
    ? { [LABELS.meshRevision]: revision }
    : { [LABELS.meshInjection]: 'enabled' };
}
