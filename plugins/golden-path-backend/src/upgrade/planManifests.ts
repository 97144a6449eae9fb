/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UpgradeFile } from '@openpolicy/plugin-golden-path-common';
import {
  accessOf,
  DeliveryRequest,
  GitRepository,
  planDeliveryTo,
} from '@openpolicy/plugin-golden-path-node';
import { Entity } from '@backstage/catalog-model';

/**
 * What an upgrade does to the GitOps repository of an environment, as
 * `goldenPath:deliver` will do it.
 *
 * @throws as `planDeliveryTo` and `GitRepository.open` do
 * @internal
 */
export async function planManifests(
  delivery: Pick<DeliveryRequest, 'access' | 'model' | 'target'> & {
    entity: Entity;
  },
): Promise<UpgradeFile[]> {
  const request: DeliveryRequest = {
    ...delivery,
    name: delivery.entity.metadata.name,
    mode: 'upgrade',
  };
  const repository = await GitRepository.open(accessOf(request));
  try {
    const { changes, merged } = await planDeliveryTo(repository, request);
    const files: UpgradeFile[] = [];
    for (const { path, content } of changes) {
      const before = await repository.read(path);
      const after = content?.toString();
      files.push({
        path,
        outcome: outcomeOf({
          isNew: before === undefined,
          isGone: after === undefined,
          isMerged: merged.includes(path),
        }),
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      });
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  } finally {
    await repository.close();
  }
}

function outcomeOf(file: {
  isNew: boolean;
  isGone: boolean;
  isMerged: boolean;
}): UpgradeFile['outcome'] {
  if (file.isGone) {
    return 'removed';
  }
  if (file.isNew) {
    return 'added';
  }
  return file.isMerged ? 'merged' : 'changed';
}
