/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { HttpAuthService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { InputError } from '@backstage/errors';
import { Router } from 'express';
import {
  parseEntityPath,
  parseEntityQuery,
} from './request/parseEntityRequest';
import { sendVersioned } from './request/sendVersioned';
import { Endpoints } from './schema/endpoints';
import { spec } from './schema/openapi.generated';
import { ServiceHealthService } from './snapshots/ServiceHealthService';
import { StreamHub } from './stream/StreamHub';
import { SyncCoordinator } from './sync/SyncCoordinator';

/**
 * Options of {@link createRouter}.
 *
 * @internal
 */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  service: ServiceHealthService;
  streams: StreamHub;
  syncs: SyncCoordinator;
}

/**
 * The HTTP API of the plugin, as `schema/openapi.yaml` describes it. Requests are checked against that description.
 *
 * @internal
 */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, service, streams, syncs } = options;
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<Endpoints>(spec);

  router.get('/services', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    sendVersioned(req, res, await service.getFleet({ credentials }));
  });

  router.get('/services/:kind/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const entityRef = parseEntityPath(req.params);
    sendVersioned(
      req,
      res,
      await service.getSnapshot(entityRef, { credentials }),
    );
  });

  router.get('/services/:kind/:namespace/:name/syncs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const entityRef = parseEntityPath(req.params);
    res.json({ items: await syncs.listAttempts(entityRef, { credentials }) });
  });

  router.post('/services/:kind/:namespace/:name/syncs', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { applicationId, idempotencyKey, prune = false } = req.body;
    const { created, attempt } = await syncs.requestSync({
      entityRef: parseEntityPath(req.params),
      applicationId,
      idempotencyKey,
      prune,
      credentials,
      request: req,
    });
    res.status(created ? 202 : 200).json(attempt);
  });

  router.get('/sources', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({ items: await service.getSources({ credentials }) });
  });

  router.get('/stream', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const fleet = req.query.fleet === 'true';
    const entityRef =
      req.query.entityRef === undefined
        ? undefined
        : parseEntityQuery(req.query.entityRef);
    if (!entityRef && !fleet) {
      throw new InputError(
        "Nothing to follow. Give 'entityRef', 'fleet=true', or both.",
      );
    }
    // What may not be seen is refused by a status, before the stream begins.
    if (entityRef) {
      await service.getSnapshot(entityRef, { credentials });
    } else {
      await service.getSources({ credentials });
    }
    await streams.open({ entityRef, fleet, credentials }, res);
  });

  return router;
}
