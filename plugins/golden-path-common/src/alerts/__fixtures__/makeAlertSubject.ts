/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderContextOf } from '../../render/renderPlatform';
import { makeModel, makeService } from '../../testing/builders';
import { alertSubjectOf } from '../subject';

/** The subject of the alerts of 'checkout', which the service 'shop' calls. */
export function makeAlertSubject(
  options: Omit<NonNullable<Parameters<typeof makeService>[0]>, 'name'> & {
    platform?: object;
    /** Whether there is somebody who calls it. */
    isCalled?: boolean;
  } = {},
) {
  const { platform, isCalled = true, ...service } = options;
  const model = makeModel(
    [
      makeService(service),
      makeService({
        name: 'shop',
        runtime: {
          ports: [{ port: 7014 }],
          dependencies: isCalled ? [{ ref: 'component:default/checkout' }] : [],
        },
      }),
    ],
    platform,
  );
  return alertSubjectOf(
    renderContextOf(model, { environment: 'stage', service: 'checkout' }),
  );
}
