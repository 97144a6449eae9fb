/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ServiceView } from './clusterView';

/** A group of Prometheus' file service discovery. @internal */
export interface TargetGroup {
  targets: string[];
  labels: Record<string, string>;
}

/**
 * One target a pod, as Kubernetes' service discovery would find them: the job is
 * the service, the instance the pod's address. All answer on the simulator's port,
 * each under its own path.
 * @internal
 */
export function scrapeTargets(
  services: ServiceView[],
  address: string,
): TargetGroup[] {
  return services.flatMap(({ namespace, name, pods }) =>
    pods
      .map(pod => ({
        targets: [address],
        labels: {
          __metrics_path__: `/pods/${namespace}/${pod.name}/metrics`,
          job: name,
          service: name,
          namespace,
          pod: pod.name,
          instance: pod.ip || pod.name,
        },
      }))
      .sort((a, b) => a.labels.pod.localeCompare(b.labels.pod)),
  );
}

/** Writes the file when it changed, in one step, because Prometheus watches it. @internal */
export function targetsWriter(file: string) {
  let written = '';
  return async (groups: TargetGroup[]): Promise<void> => {
    const content = JSON.stringify(groups);
    if (content === written) return;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.tmp`, content);
    await rename(`${file}.tmp`, file);
    written = content;
  };
}
