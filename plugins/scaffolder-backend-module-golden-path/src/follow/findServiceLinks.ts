/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { findModel, ModelSource } from './findModel';
import { entityPage, ServiceLinks, serviceLinks } from './serviceLinks';

/**
 * The links of a service of the catalog. Links are a courtesy at the end of a step that has done its work: what cannot be found out is
 * told in the log and left out.
 */
export async function findServiceLinks(
  source: ModelSource & { baseUrl: string },
  options: {
    ctx: { logger: Pick<LoggerService, 'warn'>; signal?: AbortSignal };
    credentials: BackstageCredentials;
    entityRef: string;
    environment?: string;
  },
): Promise<ServiceLinks> {
  const { baseUrl } = source;
  const { ctx, credentials, entityRef, environment } = options;
  const { signal, logger } = ctx;
  try {
    const model = await findModel(source, { entityRef, credentials, signal });
    if (model) {
      return serviceLinks({ baseUrl, entityRef, model, environment });
    }
  } catch (error) {
    signal?.throwIfAborted();
    logger.warn(
      `Dashboard and endpoints of ${entityRef} are not known: ${
        (error as Error).message
      }`,
    );
  }
  return { servicePage: entityPage(baseUrl, entityRef), endpoints: [] };
}
